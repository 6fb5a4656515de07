import type { Entry } from '../archive/entry.ts';
import type { Config, FeedShape, NamedFeed } from '../config/config.ts';
import { byCodeUnit } from '../text/order.ts';
import { fold } from '../text/slug.ts';

/** Of everything, of one source, of one tag, or asked for in the configuration. */
export type FeedKind = 'main' | 'source' | 'tag' | 'named';

/** A feed before it is cut to size: where it lies, what it is called, and every entry that belongs to it. */
export interface FeedPlan {
  /** Under the output folder, `/`-separated; empty for the main feed. */
  readonly folder: string;
  readonly kind: FeedKind;
  /** What tells it from its siblings: the name of the source or tag. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly shape: FeedShape;
  /** In feed order: at least as many as it may show. */
  readonly entries: readonly Entry[];
  /** How many belong to it. */
  readonly total: number;
}

/**
 * Every feed of the site: the main one, then those of sources, of tags and those asked for by name, each group by
 * folder. A feed asked for by name is there even when nothing belongs to it: somebody has its address.
 */
export function planFeeds(entries: readonly Entry[], config: Config): FeedPlan[] {
  const { title, description = title } = config;
  const shape = config.feed;
  const total = entries.length;
  const main: FeedPlan = { folder: '', kind: 'main', name: title, title, description, shape, entries, total };
  return [
    main,
    ...ofGroup('sources', 'source', bySource(entries), config.groups.sources, title),
    ...ofGroup('tags', 'tag', byTag(entries), config.groups.tags, title),
    ...[...config.feeds].sort((a, b) => byCodeUnit(a.name, b.name)).map((named) => ofName(named, entries)),
  ];
}

/** The entries of one source or tag, in feed order. */
export interface Group {
  readonly name: string;
  readonly entries: Entry[];
}

/** By slug, in the order of slugs. */
export function bySource(entries: readonly Entry[]): Map<string, Group> {
  return groupBy(entries, ({ source }) => (source ? [source] : []));
}

/** By slug, in the order of slugs. */
export function byTag(entries: readonly Entry[]): Map<string, Group> {
  return groupBy(entries, ({ tags }) => tags);
}

function groupBy(
  entries: readonly Entry[],
  namesOf: (entry: Entry) => readonly { readonly slug: string; readonly name: string }[],
): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    for (const { slug, name } of namesOf(entry)) {
      const group = groups.get(slug);
      if (group) group.entries.push(entry);
      else groups.set(slug, { name, entries: [entry] });
    }
  }
  return new Map([...groups].sort(([a], [b]) => byCodeUnit(a, b)));
}

function ofGroup(
  folder: string,
  kind: FeedKind,
  groups: ReadonlyMap<string, Group>,
  shape: FeedShape | false,
  siteTitle: string,
): FeedPlan[] {
  if (!shape) return [];
  return [...groups].map(([slug, { name, entries }]) => ({
    ...groupPlan(kind, `${folder}/${slug}`, name, siteTitle, shape),
    entries,
    total: entries.length,
  }));
}

/** The feed of a source or tag, without what belongs to it. */
export function groupPlan(
  kind: FeedKind,
  folder: string,
  name: string,
  siteTitle: string,
  shape: FeedShape,
): Omit<FeedPlan, 'entries' | 'total'> {
  const title = `${name} – ${siteTitle}`;
  return { folder, kind, name, title, description: title, shape };
}

function ofName(named: NamedFeed, entries: readonly Entry[]): FeedPlan {
  const { name, title, description = title } = named;
  const members = entries.filter(matcher(named));
  return {
    folder: `feeds/${name}`,
    kind: 'named',
    name: title,
    title,
    description,
    shape: named,
    entries: members,
    total: members.length,
  };
}

/** The feeds to which an entry belongs beside the main one. */
export function feedsOf(entry: Entry, { groups, feeds }: Config): { kind: FeedKind; folder: string; name: string }[] {
  const { source, tags } = entry;
  return [
    ...(groups.sources && source
      ? [{ kind: 'source' as const, folder: `sources/${source.slug}`, name: source.name }]
      : []),
    ...(groups.tags ? tags.map(({ slug, name }) => ({ kind: 'tag' as const, folder: `tags/${slug}`, name })) : []),
    ...feeds.flatMap((named) =>
      matcher(named)(entry) ? [{ kind: 'named' as const, folder: `feeds/${named.name}`, name: named.title }] : [],
    ),
  ];
}

/** Whether an entry meets every condition of a named feed; names are compared as {@link fold} sees them. */
export function matcher({ tags, sources, authors, from, until }: NamedFeed): (entry: Entry) => boolean {
  const folded = (names: readonly string[] | undefined) => names && new Set(names.map(fold));
  const [all, any, none] = [folded(tags?.all), folded(tags?.any), folded(tags?.none)];
  const [ofSource, byAuthor] = [folded(sources), folded(authors)];
  return (entry) => {
    const own = new Set(entry.tags.map(({ name }) => fold(name)));
    const { source } = entry;
    return (
      (!all || [...all].every((tag) => own.has(tag))) &&
      (!any || [...any].some((tag) => own.has(tag))) &&
      (!none || ![...none].some((tag) => own.has(tag))) &&
      (!ofSource || (source !== undefined && (ofSource.has(fold(source.name)) || ofSource.has(source.slug)))) &&
      (!byAuthor || entry.authors.some(({ name }) => byAuthor.has(fold(name)))) &&
      (from === undefined || entry.published >= from) &&
      (until === undefined || entry.published < until)
    );
  };
}

import { collect, type Spelling } from '../../archive/collect.ts';
import type { Entry } from '../../archive/entry.ts';
import { refusalsOf } from '../../archive/guard.ts';
import { withMemberships } from '../../archive/history.ts';
import { type Ledger, replayAfter } from '../../archive/ledger/ledger.ts';
import { type Recording, record } from '../../archive/record.ts';
import { sourceFinder } from '../../archive/sources.ts';
import type { ArticleFacts } from '../../article/article.ts';
import type { Config } from '../../config/config.ts';
import { keepsHistory } from '../../feed/history.ts';
import { feedsOf } from '../../feed/plan.ts';
import { fold, slug } from '../../text/slug.ts';
import type { SpelledName } from '../cache/world.ts';
import { type Concerned, concernedBy } from './concerned.ts';
import type { FileChanges } from './file-changes.ts';
import type { KnownWorld } from './known-world.ts';

/** The entries that a few changed files concern, before and after. */
export interface FewEntries {
  readonly recording: Recording;
  /** Of the events, what is known of these entries and nothing else. */
  readonly ledger: Ledger;
  readonly events: Recording['events'];
  /** Published now, by place. */
  readonly entries: ReadonlyMap<number, Entry>;
  /** Every place that is concerned, in order. */
  readonly places: readonly number[];
  readonly concerned: Concerned;
  readonly spelling: Spelling;
}

/**
 * What few changed files mean to the archive: the same that a run over all of them would find, since no other article is
 * concerned. Undefined where that cannot be told from so little.
 */
export function entriesOf(
  changes: FileChanges,
  world: KnownWorld,
  config: Config,
  now: number,
): FewEntries | undefined {
  const { head } = world;
  const articles = changes.read.flatMap(({ row }) => (row.article ? [row.article] : []));
  const concerned = concernedBy(world, changes.rows, articles);
  if (!concerned) return undefined;
  const before = ledgerOf(world, concerned);
  const others = [...concerned.files].flatMap((row) => (changes.rows.has(row) ? [] : (world.read(row)?.article ?? [])));
  const without = withoutArticle(changes, world);
  const recording = record(
    { articles: [...articles, ...others], without, isUnseen: () => false, isKept: () => false },
    before,
    { ...config, now },
    {
      hasId: (id) => world.orderOf(id) !== undefined,
      hasInstant: (instant) => world.hasInstant(instant),
      isSharing: (id) => isSharing(id, world),
    },
  );
  if (recording.unidentified > 0 || recording.kept.length > 0) return undefined;
  if (refusalsOf(recording.changes, [], head.published, config.guard).length > 0) return undefined;

  const spelling = spellingOutside(recording, before, concerned, world, config);
  if (!spelling) return undefined;
  const placed = placesAfter(before, recording, world.size);
  const identified = [...recording.identified].sort((a, b) => placeOf(placed, a.id) - placeOf(placed, b.id));
  const entries = collect(identified, config, spelling);
  const events = withMemberships(recording, before, historiesOf(entries, config));
  const part = { ...before, size: world.size };
  const ledger = events.length > 0 ? replayAfter(part, events) : before;
  return {
    recording,
    ledger,
    events,
    entries: new Map(entries.map((entry) => [placeOf(placed, entry.id), entry])),
    places: [...ledger.entries.values()].map(({ order }) => order).sort((a, b) => a - b),
    concerned,
    spelling,
  };
}

/** Of a place that is new the rank among those of this run, behind all that were. */
function placesAfter(before: Ledger, { events }: Recording, size: number): ReadonlyMap<string, number> {
  const added = events.flatMap(({ event, id }) => (event === 'published' ? [id] : []));
  return new Map([
    ...Array.from(before.entries.values(), ({ id, order }) => [id, order] as const),
    ...added.map((id, i) => [id, size + i] as const),
  ]);
}

function placeOf(places: ReadonlyMap<string, number>, id: string): number {
  return places.get(id) as number;
}

function ledgerOf(world: KnownWorld, { entries }: Concerned): Ledger {
  const { head, columns } = world;
  const known = [...entries].sort((a, b) => a - b).map((order) => world.entry(order).known);
  const shelves = new Map<string, string[]>();
  for (const [row, feed] of head.feeds.entries()) {
    if (!feed) continue;
    for (const order of columns.shelves.at(row)) {
      if (!entries.has(order)) continue;
      const { folder } = feed.plan;
      const ids = shelves.get(folder) ?? [];
      shelves.set(folder, ids);
      ids.push(columns.id.at(order));
    }
  }
  return {
    entries: new Map(known.map((one) => [one.id, one])),
    ids: new Map([...known.map(({ id }) => [id, id] as const), ...head.aliases]),
    shelves,
    ...(head.lastAt !== undefined && { lastAt: head.lastAt }),
  };
}

/** Why a file that is there gave no article, by path. */
function withoutArticle(changes: FileChanges, world: KnownWorld): Map<string, 'broken' | 'draft' | 'future'> {
  const without = new Map<string, 'broken' | 'draft' | 'future'>();
  for (const [row, why] of world.without()) {
    if (!changes.rows.has(row)) without.set(world.columns.path.at(row), why);
  }
  for (const { file, row } of changes.read) if (!row.article) without.set(file.path, row.held ?? 'broken');
  return without;
}

function isSharing(id: string, world: KnownWorld): boolean {
  const order = world.orderOf(id);
  if (order === undefined) return false;
  const { updated } = world.columns;
  return updated.indexOf(updated[order] as number) < order;
}

/**
 * How names are spelled by articles that are not concerned. Undefined where one that is concerned was the first to spell
 * a name that others have as well, and does so no more: then all of these change.
 */
function spellingOutside(
  { identified }: Recording,
  before: Ledger,
  { entries }: Concerned,
  { head }: KnownWorld,
  config: Config,
): Spelling | undefined {
  const declared = new Set(config.sources.map(({ key }) => slug(key)));
  const spelled = new Map<number, { tags: Map<string, string>; sources: Map<string, string> }>();
  for (const { id, article } of identified) {
    const order = before.entries.get(id)?.order;
    const own = ownSpelling(article, config);
    if (!own) return undefined;
    if (order !== undefined) spelled.set(order, own);
  }
  const tags = outside(head.tags, (order) => spelled.get(order)?.tags, entries);
  const sources = outside(
    head.sources.filter(({ key }) => !declared.has(key)),
    (order) => spelled.get(order)?.sources,
    entries,
  );
  if (!tags || !sources) return undefined;
  for (const [order, own] of spelled) {
    if (speaksFirst(order, own.tags, head.tags) || speaksFirst(order, own.sources, head.sources)) return undefined;
  }
  return {
    tags: new Map(tags.map(({ key, slug: tag, name }) => [key, { slug: tag, name }])),
    sources: new Map(sources.map(({ key, name }) => [key, name])),
  };
}

/** How an article spells what it names; undefined where a source that nobody declared has the name of one that is. */
function ownSpelling(article: ArticleFacts, config: Config) {
  const declared = new Map(config.sources.map(({ key, name }) => [slug(key), name]));
  const source = sourceFinder(config.sources, new Map())(article);
  if (source && declared.has(source.slug) && declared.get(source.slug) !== source.name) return undefined;
  return {
    tags: new Map([...article.tags].reverse().map((name) => [fold(name), name])),
    sources: new Map(source && !declared.has(source.slug) ? [[source.slug, source.name]] : []),
  };
}

function outside(
  names: readonly SpelledName[],
  ownOf: (order: number) => ReadonlyMap<string, string> | undefined,
  concerned: ReadonlySet<number>,
): SpelledName[] | undefined {
  const kept: SpelledName[] = [];
  for (const each of names) {
    const stands = !concerned.has(each.first) || ownOf(each.first)?.get(each.key) === each.name;
    if (stands) kept.push(each);
    else if (each.count > 1) return undefined;
  }
  return kept;
}

/** Whether an entry that returns stands before all that have a name, and spells it in another way. */
function speaksFirst(order: number, own: ReadonlyMap<string, string>, names: readonly SpelledName[]): boolean {
  return names.some(({ key, name, first }) => order < first && own.has(key) && own.get(key) !== name);
}

/** The feeds with a history of their own to which entries belong. */
function historiesOf(entries: readonly Entry[], config: Config): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const entry of entries) {
    for (const { kind, folder } of feedsOf(entry, config)) {
      if (!keepsHistory({ kind }, config)) continue;
      const ids = members.get(folder);
      if (ids) ids.push(entry.id);
      else members.set(folder, [entry.id]);
    }
  }
  return members;
}

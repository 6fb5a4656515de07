import type { Entry } from '../../archive/entry.ts';
import type { Config } from '../../config/config.ts';
import type { ComposedFeed } from '../../feed/compose.ts';
import type { Chunk } from '../../feed/document.ts';
import { markdownPath, pagePath } from '../../site/address/page-path.ts';
import { isShownAsWritten } from '../../site/as-written.ts';
import { segmentsOf } from '../../site/browser/segments.ts';
import { calendarOf, hasCalendar, type Members, pagesGone } from '../../site/calendar-documents.ts';
import type { CountedName } from '../../site/feed-page.ts';
import type { MadeFeed } from '../../site/site-documents.ts';
import { placesIn, sitemapNumber } from '../../site/sitemap.ts';
import { byCodeUnit } from '../../text/order.ts';
import { entryState, type SpelledName } from '../cache/world.ts';
import { type ArchiveChange, mappedPage, type PagedArchive } from '../pages/page-documents.ts';
import { pageKey, pageOf } from '../pages/page-key.ts';
import {
  byPlan,
  type ChangedEntry,
  type ChangedWorld,
  type FewDocuments,
  type FewFeed,
  idAt,
  publishedAt,
} from './few-documents.ts';
import type { KnownWorld } from './known-world.ts';

/** Where the pages of changed entries lie, before and after. */
export interface FewPaths {
  /** By place: of each that changed, now. */
  readonly paths: ReadonlyMap<number, string>;
  /** By place: {@link pageKey}, now. */
  readonly keys: ReadonlyMap<number, number>;
  /** Pages that are no more, without what lies beside them. */
  readonly gone: readonly string[];
}

/**
 * Undefined where an entry that did not change has or had its page in the same place as one that did, or where one has no
 * page that should: a whole run tells which gets it.
 */
export function pathsOfFew(
  changed: ReadonlyMap<number, Pick<ChangedEntry, 'known' | 'entry'>>,
  world: KnownWorld,
  config: Config,
): FewPaths | undefined {
  const paths = new Map<number, string>();
  const keys = new Map<number, number>();
  const touched = new Set<number>();
  const owners = new Set<number>();
  const gone = new Set<string>();
  for (const [place, { known, entry }] of changed) {
    const before = place < world.size ? world.entry(place) : undefined;
    const pageBefore = before && pageOf(before.known, before.entry, config);
    const page = pageOf(known, entry, config);
    const [pathBefore, path] = [pageBefore, page].map((each) => each && pagePath(each, config.baseUrl));
    if (entry && path === undefined && page?.startsWith(config.baseUrl)) return undefined;
    const key = pageKey(page, config);
    if (key !== 0 && owners.has(key)) return undefined;
    owners.add(key);
    keys.set(place, key);
    touched.add(key).add(pageKey(pageBefore, config));
    if (path !== undefined) paths.set(place, path);
    if (pathBefore !== undefined) gone.add(pathBefore);
  }
  touched.delete(0);
  const { pageKey: column } = world.columns;
  for (let place = 0; place < world.size; place++) {
    if (touched.has(column[place] as number) && !changed.has(place)) return undefined;
  }
  for (const path of paths.values()) gone.delete(path);
  return { paths, keys, gone: [...gone] };
}

/** The archive with what few entries changed of it, as far as pages are made of it. */
export interface FewPages {
  readonly archive: PagedArchive;
  readonly change: ArchiveChange;
  /** Documents that are no more. */
  readonly gone: ReadonlySet<string>;
}

/** Undefined where the search index is laid out in another way from now on, or a sitemap goes. */
export function fewPages(
  changes: ChangedWorld,
  documents: FewDocuments,
  { paths, gone }: FewPaths,
  read: (chunk: Chunk) => Uint8Array,
  config: Config,
): FewPages | undefined {
  const { world, changed, size } = changes;
  const { feeds, made } = documents;
  if (config.pages !== false && config.pages.search && isLaidOutAnew(world.size, size)) return undefined;
  const entryAt = (place: number) => (changed.has(place) ? changed.get(place)?.entry : published(world, place));
  const shown = madeFeeds(made, changes);
  const archive: PagedArchive = {
    size,
    feeds: feeds.filter((feed) => feed !== undefined).sort(byPlan),
    made: shown,
    sources: namesOf(changes.sources),
    tags: namesOf(changes.tags),
    pathAt: (place) => (changed.has(place) ? paths.get(place) : knownPath(place, world, config)),
    entryAt,
    chunkAt: (place, form) => (changed.has(place) ? changed.get(place)?.rendered[form] : world.rendered(place, form)),
    read,
  };
  const touched = new Set(Array.from(changed.keys(), sitemapNumber));
  const sitemaps = new Map(world.head.sitemaps.filter(([number]) => !touched.has(number)));
  const searchedBefore = (place: number) => {
    const chunk = place < world.size ? world.rendered(place, 'search') : undefined;
    // They are all wanted at once, and read into one place.
    return chunk && Buffer.from(read(chunk));
  };
  if (losesSitemap(touched, archive, world, config)) return undefined;
  return {
    archive,
    change: { places: new Set(changed.keys()), searchedBefore, sitemaps },
    gone: new Set([...goneBeside(gone, changes, paths), ...shown.flatMap((each) => calendarGone(each, config))]),
  };
}

/** Whether a sitemap would go that lists nothing any more. */
function losesSitemap(
  touched: ReadonlySet<number>,
  archive: PagedArchive,
  { head }: KnownWorld,
  config: Config,
): boolean {
  return head.sitemaps.some(
    ([number, known]) =>
      known !== null &&
      touched.has(number) &&
      !placesIn(number, archive.size).some((place) => mappedPage(archive, place, config)),
  );
}

function isLaidOutAnew(before: number, after: number): boolean {
  const layout = (size: number) => segmentsOf(size).map(({ start, room }) => `${start} ${room}`);
  return layout(before).join() !== layout(after).join();
}

function knownPath(place: number, world: KnownWorld, { baseUrl }: Config): string | undefined {
  const page = world.head.pageless.includes(place) ? undefined : published(world, place)?.page;
  return page && pagePath(page, baseUrl);
}

function published(world: KnownWorld, place: number): Entry | undefined {
  return world.columns.state[place] === entryState.published ? world.entry(place).entry : undefined;
}

/** Pages that went, and the Markdown beside those that went or that are not shown as they were written now. */
function goneBeside(gone: readonly string[], { changed }: ChangedWorld, paths: FewPaths['paths']): string[] {
  const without = [...paths].flatMap(([place, path]) => {
    const entry = changed.get(place)?.entry;
    return entry && isShownAsWritten(entry) ? [] : [path];
  });
  return [...gone, ...[...gone, ...without].map(markdownPath)];
}

function calendarGone({ feed, members, change }: MadeFeed, { timezone }: Config): string[] {
  if (!change) return [];
  const before = calendarOf(change.feed, change.members, timezone);
  return pagesGone(calendarOf(feed, members, timezone), { before, changed: change.changed });
}

function madeFeeds(made: readonly FewFeed[], changes: ChangedWorld): MadeFeed[] {
  const { world, changed } = changes;
  const before = world.membersOf(new Set(made.map(({ row }) => row)));
  const placeOf = ({ id }: Entry) => places.get(id) ?? world.loaded(id);
  const places = new Map(Array.from(changed, ([place, { known }]) => [known.id, place]));
  return made.map(({ row, feed, shown, members }) => {
    const known = world.head.feeds[row];
    const wereThere = known ? (before.get(row) ?? []) : [];
    const feedBefore = known ?? { ...feed, shows: 0, plan: { ...feed.plan, total: 0 } };
    return {
      ...{ feed, shown, placeOf },
      members: inFeedOrder(
        feed,
        members,
        (place) => publishedAt(place, changes),
        (place) => idAt(place, changes),
      ),
      change: {
        feed: feedBefore,
        members: inFeedOrder(
          feedBefore,
          wereThere,
          (place) => world.columns.published[place] as number,
          (place) => world.columns.id.at(place),
        ),
        changed: new Set(changed.keys()),
      },
    };
  });
}

/** As columns; none of a feed whose own page shows all that it has. */
function inFeedOrder(
  feed: ComposedFeed,
  places: readonly number[],
  publishedOf: (place: number) => number,
  idOf: (place: number) => string,
): Members {
  if (!hasCalendar(feed)) return { instants: [], places: [] };
  // An archive mostly grows at the end that stands first here, and what is nearly sorted is sorted soon.
  const sorted = [...places].reverse().sort((a, b) => publishedOf(b) - publishedOf(a) || byCodeUnit(idOf(a), idOf(b)));
  return { instants: Float64Array.from(sorted, publishedOf), places: sorted };
}

function namesOf(names: readonly SpelledName[]): CountedName[] {
  return [...names].sort((a, b) => byCodeUnit(a.slug, b.slug));
}

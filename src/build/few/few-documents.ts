import type { Entry, Slot } from '../../archive/entry.ts';
import { withdrawnAs } from '../../archive/history.ts';
import type { KnownEntry } from '../../archive/ledger/ledger.ts';
import type { Config } from '../../config/config.ts';
import { archiveIndex, groupRows, indexPageSlots, itemIn, type PageRow } from '../../feed/archive-index.ts';
import { archivePages } from '../../feed/archive-pages.ts';
import { type ComposedFeed, composeFeed } from '../../feed/compose.ts';
import type { Document } from '../../feed/document.ts';
import type { Fragments } from '../../feed/fragments.ts';
import { keepsHistory, type Slots } from '../../feed/history.ts';
import { opml } from '../../feed/opml.ts';
import { type FeedPlan, feedsOf, groupPlan } from '../../feed/plan.ts';
import { byCodeUnit } from '../../text/order.ts';
import { fold } from '../../text/slug.ts';
import { entryState, type SpelledName, stateOf } from '../cache/world.ts';
import type { Rendered } from '../entries/render.ts';
import type { FewEntries } from './few-entries.ts';
import { type KnownWorld, mainFeed } from './known-world.ts';

/** What is known of an entry that changed. */
export interface ChangedEntry {
  readonly known: KnownEntry;
  /** Absent where it is not published. */
  readonly entry?: Entry;
  readonly rendered: Rendered;
  readonly key: string;
}

/** The archive with the entries that changed. */
export interface ChangedWorld {
  readonly world: KnownWorld;
  /** By place. */
  readonly changed: ReadonlyMap<number, ChangedEntry>;
  /** How many entries there ever were. */
  readonly size: number;
  /** By row; new feeds stand behind the others. */
  readonly feeds: readonly (FeedPlanHead | undefined)[];
  /** By row, what stands in the history of a feed. */
  readonly shelves: ReadonlyMap<number, readonly number[]>;
  /** By place, {@link pageKey} of changed entries. */
  readonly pageKeys: ReadonlyMap<number, number>;
  /** By place, the rows of the feeds to which a changed entry belongs. */
  readonly feedsOf: ReadonlyMap<number, readonly number[]>;
  readonly tags: readonly SpelledName[];
  readonly sources: readonly SpelledName[];
}

type FeedPlanHead = Omit<FeedPlan, 'entries' | 'total'>;

/** Every document that the changed entries change. */
export interface FewDocuments {
  readonly documents: () => Generator<Document, ReadonlyMap<number, PageRow>>;
  /** By row: every feed as it is now. */
  readonly feeds: readonly (ComposedFeed | undefined)[];
  /** Those that were composed. */
  readonly made: readonly FewFeed[];
}

/** A feed that was composed anew. */
export interface FewFeed {
  readonly row: number;
  readonly feed: ComposedFeed;
  /** In order. */
  readonly shown: readonly Entry[];
  /** Places of all that belong to it, in no order. */
  readonly members: readonly number[];
}

/** Undefined where documents would go: a whole run tells which. */
export function documentsOf(
  changes: ChangedWorld,
  config: Config,
  fragments: Fragments,
  digestOf: (document: Document) => string,
): FewDocuments | undefined {
  const { world, changed, feeds, size } = changes;
  const affected = affectedFeeds(changes);
  const members = membersIn(changes, affected);
  const feedsNow: (ComposedFeed | undefined)[] = world.head.feeds.map((feed) => feed ?? undefined);
  const made = [...affected]
    .sort((a, b) => a - b)
    .map((row) => {
      const head = feeds[row] as FeedPlanHead;
      const all = members.get(row) as number[];
      const newest = newestOf(all, head.shape.entries, changes);
      const plan = { ...head, entries: newest.map((order) => entryAt(order, changes) as Entry), total: all.length };
      const slots = slotsOf(row, changes, config);
      const composed = composeFeed(plan, config, fragments, slots);
      feedsNow[row] = composed.feed;
      return { row, plan, slots, members: all, ...composed };
    });
  const isWithout = ({ row, plan }: (typeof made)[0]) =>
    plan.total === 0 && plan.kind !== 'main' && plan.kind !== 'named' && row < world.head.feeds.length;
  const losesHistory = ({ row, feed }: (typeof made)[0]) =>
    feed.complete && world.head.feeds[row]?.complete === false && keepsHistory(feed.plan, config);
  if (made.some((one) => isWithout(one) || losesHistory(one))) return undefined;

  const inOrder = feedsNow.flatMap((feed) => feed ?? []).sort(byPlan);
  const pages = world.head.pages.filter(([number]) => !isPageChanged(number, changed));
  function* documents(): Generator<Document, ReadonlyMap<number, PageRow>> {
    for (const { row, feed, slots } of made) yield* pagesOf(row, feed, slots, changes, config, fragments);
    for (const one of made) yield* one.documents;
    yield opml(inOrder, config);
    return yield* archiveIndex(
      {
        length: size,
        itemAt: (place) => itemAt(place, changes, config, fragments),
        ...totals(changes),
        sources: groupRows('sources', groups(changes.sources), inOrder),
        tags: groupRows('tags', groups(changes.tags), inOrder),
        pages: new Map(pages),
        digestOf,
      },
      config,
    );
  }
  return { documents, feeds: feedsNow, made };
}

/** Feeds of which an entry changed that belongs or belonged to them, or stands in their history. */
function affectedFeeds({ world, changed, feedsOf: now, shelves }: ChangedWorld): Set<number> {
  const affected = new Set<number>(changed.size > 0 ? [mainFeed] : []);
  for (const order of changed.keys()) {
    if (order < world.size) for (const row of world.feedsOf(order)) affected.add(row);
    for (const row of now.get(order) ?? []) affected.add(row);
  }
  for (const [row, shelf] of shelves) if (shelf.some((order) => changed.has(order))) affected.add(row);
  return affected;
}

function membersIn(
  { world, changed, feedsOf: now }: ChangedWorld,
  affected: ReadonlySet<number>,
): Map<number, number[]> {
  const before = world.membersOf(affected);
  const members = new Map(
    Array.from(affected, (row) => [row, (before.get(row) ?? []).filter((order) => !changed.has(order))]),
  );
  for (const [order, { entry }] of changed) {
    if (!entry) continue;
    members.get(mainFeed)?.push(order);
    for (const row of now.get(order) ?? []) members.get(row)?.push(order);
  }
  return members;
}

/** Places of the newest, in feed order. */
function newestOf(all: readonly number[], count: number, changes: ChangedWorld): number[] {
  const byFeed = (a: number, b: number) => compare(a, b, changes);
  if (count >= all.length) return [...all].sort(byFeed);
  const { published } = changes.world.columns;
  const newest: number[] = [];
  let oldest = Number.NEGATIVE_INFINITY;
  // From the latest place on: an archive mostly grows at the end that feeds show.
  for (let i = all.length - 1; i >= 0; i--) {
    const order = all[i] as number;
    const instant = changes.changed.has(order) ? publishedAt(order, changes) : (published[order] as number);
    if (newest.length === count && instant < oldest) continue;
    newest.push(order);
    newest.sort(byFeed);
    if (newest.length > count) newest.pop();
    oldest = publishedAt(newest.at(-1) as number, changes);
  }
  return newest;
}

/** Newest first, equal instants by id: as archive/collect.ts sorts. */
function compare(a: number, b: number, changes: ChangedWorld): number {
  return publishedAt(b, changes) - publishedAt(a, changes) || byCodeUnit(idAt(a, changes), idAt(b, changes));
}

export function publishedAt(order: number, { world, changed }: ChangedWorld): number {
  return changed.get(order)?.known.published ?? (world.columns.published[order] as number);
}

export function idAt(order: number, { world, changed }: ChangedWorld): string {
  return changed.get(order)?.known.id ?? world.columns.id.at(order);
}

function entryAt(order: number, { world, changed }: ChangedWorld): Entry | undefined {
  const one = changed.get(order);
  return one ? one.entry : world.entry(order).entry;
}

function stateAt(order: number, { world, changed }: ChangedWorld): number {
  const one = changed.get(order);
  if (!one) return world.columns.state[order] as number;
  return stateOf(one.known, false);
}

function slotsOf(row: number, changes: ChangedWorld, config: Config): Slots {
  const { world, changed, size, shelves, feedsOf: now } = changes;
  const shelf = row === mainFeed ? undefined : (shelves.get(row) ?? []);
  const isMember = (order: number) =>
    row === mainFeed || (now.get(order) ?? (changed.has(order) ? [] : world.feedsOf(order))).includes(row);
  const slotAt = (place: number): Slot => {
    const order = shelf ? (shelf[place] as number) : place;
    const state = stateAt(order, changes);
    if (state === entryState.merged) return { is: 'empty' };
    if (state === entryState.withdrawn) {
      const known = changed.get(order)?.known ?? world.entry(order).known;
      const withdrawn = withdrawnAs(known, config);
      return withdrawn ? { is: 'withdrawn', withdrawn } : { is: 'empty' };
    }
    const entry = isMember(order) ? entryAt(order, changes) : undefined;
    return entry ? { is: 'entry', entry } : { is: 'empty' };
  };
  const length = shelf ? shelf.length : size;
  return {
    length,
    slice: (from, to) => Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, i) => slotAt(from + i)),
  };
}

/** Archive documents in which an entry changed, or which are new. */
function pagesOf(
  row: number,
  feed: ComposedFeed,
  slots: Slots,
  { world, changed, shelves }: ChangedWorld,
  config: Config,
  fragments: Fragments,
): Iterable<Document> {
  if (!config.history) return [];
  const size = config.history.entries;
  const before = world.head.feeds[row];
  const lengthBefore =
    row === mainFeed ? world.size : row < world.head.feeds.length ? world.columns.shelves.at(row).length : 0;
  const places =
    row === mainFeed
      ? [...changed.keys()]
      : (shelves.get(row) ?? []).flatMap((order, place) => (changed.has(order) ? [place] : []));
  const touched = new Set(places.map((place) => Math.floor(place / size)));
  const isGrown = slots.length > lengthBefore;
  const isNew = !before || before.complete;
  return archivePages(feed, slots, config, fragments, ({ from }) => {
    const index = from / size;
    return isNew || touched.has(index) || (isGrown && index >= Math.floor(lengthBefore / size));
  });
}

function isPageChanged(number: number, changed: ReadonlyMap<number, unknown>): boolean {
  for (const order of changed.keys()) if (Math.floor(order / indexPageSlots) === number - 1) return true;
  return false;
}

function itemAt(place: number, changes: ChangedWorld, config: Config, fragments: Fragments) {
  const { world, changed } = changes;
  const state = stateAt(place, changes);
  if (state === entryState.published && !changed.has(place)) {
    const row = world.rendered(place, 'index');
    if (row) return { id: idAt(place, changes), published: publishedAt(place, changes), row };
  }
  const [slot] = slotsOf(mainFeed, changes, config).slice(place, place + 1);
  return slot && itemIn(slot, fragments.item);
}

export function totals({ world, changed }: ChangedWorld): { published: number; withdrawn: number } {
  let { published, withdrawn } = world.head;
  for (const [order, { known, entry }] of changed) {
    const before = order < world.size ? world.columns.state[order] : undefined;
    if (before === entryState.published) published -= 1;
    if (before === entryState.withdrawn) withdrawn -= 1;
    if (entry) published += 1;
    else if (known.withdrawn && known.withdrawn.why !== 'merged') withdrawn += 1;
  }
  return { published, withdrawn };
}

function groups(names: readonly SpelledName[]) {
  return [...names]
    .sort((a, b) => byCodeUnit(a.slug, b.slug))
    .map(({ slug, name, count }) => [slug, { name, count }] as const);
}

const kinds = ['main', 'source', 'tag', 'named'] as const;

/** As feed/plan.ts lists them. */
export function byPlan({ plan: a }: ComposedFeed, { plan: b }: ComposedFeed): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byCodeUnit(a.folder, b.folder);
}

/** The archive with what changed of these entries. */
export function changedWorld(
  world: KnownWorld,
  few: FewEntries,
  changed: ReadonlyMap<number, ChangedEntry>,
  pageKeys: ReadonlyMap<number, number>,
  config: Config,
): ChangedWorld {
  const feeds: (FeedPlanHead | undefined)[] = world.head.feeds.map((feed) => feed?.plan);
  const rows = new Map(feeds.flatMap((feed, row) => (feed ? [[feed.folder, row] as const] : [])));
  const rowsOf = new Map<number, number[]>();
  for (const [order, { entry }] of changed) {
    if (!entry) continue;
    rowsOf.set(
      order,
      feedsOf(entry, config).map(({ kind, folder, name }) => {
        const known = rows.get(folder);
        if (known !== undefined) return known;
        rows.set(folder, feeds.length);
        feeds.push(planHead(kind, folder, name, config));
        return feeds.length - 1;
      }),
    );
  }
  const shelves = shelvesOf(world, few, rows);
  return {
    world,
    changed,
    size: Math.max(world.size, ...Array.from(changed.keys(), (order) => order + 1)),
    feeds,
    shelves,
    pageKeys,
    feedsOf: rowsOf,
    tags: namesNow(world.head.tags, world, changed, ({ tags }) =>
      tags.map(({ slug, name }) => ({ key: fold(name), slug, name })),
    ),
    sources: namesNow(world.head.sources, world, changed, ({ source }) =>
      source ? [{ key: source.slug, slug: source.slug, name: source.name }] : [],
    ),
  };
}

/** Of a feed of a source or tag that there was not before; those asked for by name are there from the beginning. */
function planHead(kind: FeedPlan['kind'], folder: string, name: string, { title: site, groups }: Config): FeedPlanHead {
  const shape = (kind === 'source' ? groups.sources : groups.tags) as FeedPlan['shape'];
  return groupPlan(kind, folder, name, site, shape);
}

/** By row, the history of each feed that has one of its own, with what joined. */
function shelvesOf(world: KnownWorld, few: FewEntries, rows: ReadonlyMap<string, number>): Map<number, number[]> {
  const shelves = new Map<number, number[]>();
  for (const [row, feed] of world.head.feeds.entries()) {
    if (feed && row !== mainFeed) shelves.set(row, Array.from(world.columns.shelves.at(row)));
  }
  const joined: { at: number; order: number; row: number }[] = [];
  for (const event of few.events) {
    const feeds = event.event === 'published' || event.event === 'joined' ? (event.feeds ?? []) : [];
    const order = few.ledger.entries.get(event.id)?.order as number;
    for (const folder of feeds) joined.push({ at: event.at, order, row: rows.get(folder) as number });
  }
  joined.sort((a, b) => a.at - b.at || a.order - b.order);
  for (const { row, order } of joined) {
    const shelf = shelves.get(row) ?? [];
    shelves.set(row, shelf);
    if (!shelf.includes(order)) shelf.push(order);
  }
  return shelves;
}

function namesNow(
  before: readonly SpelledName[],
  world: KnownWorld,
  changed: ReadonlyMap<number, ChangedEntry>,
  namesOf: (entry: Entry) => readonly { key: string; slug: string; name: string }[],
): SpelledName[] {
  const names = new Map(before.map((name) => [name.key, name]));
  for (const order of changed.keys()) {
    const entry = order < world.size ? world.entry(order).entry : undefined;
    for (const { key } of entry ? namesOf(entry) : []) {
      const name = names.get(key) as SpelledName;
      names.set(key, { ...name, count: name.count - 1 });
    }
  }
  for (const [order, { entry }] of [...changed].sort(([a], [b]) => a - b)) {
    for (const { key, slug, name } of entry ? namesOf(entry) : []) {
      const known = names.get(key);
      const isThere = known && known.count > 0;
      names.set(
        key,
        isThere
          ? { ...known, first: Math.min(known.first, order), count: known.count + 1 }
          : { key, slug, name, first: order, count: 1 },
      );
    }
  }
  return [...names.values()].filter(({ count }) => count > 0);
}

import type { Packed } from '../../article/stored.ts';
import type { Config, FeedShape } from '../../config/config.ts';
import type { ComposedFeed } from '../../feed/compose.ts';
import type { Chunk } from '../../feed/document.ts';
import type { Instant } from '../../text/instant.ts';
import { type ReadRow, rowOf } from '../articles/read-row.ts';
import { renderingsIn } from '../cache/catalog.ts';
import type { PackReader } from '../cache/pack.ts';
import type { Table } from '../cache/table.ts';
import { entryState, fileState, textKey, type WorldHead } from '../cache/world.ts';
import type { Form } from '../entries/form.ts';
import { type EntryRow, entryRowOf } from '../entries/render.ts';

/** The archive as the last run left it, of which only what is asked for is read. */
export class KnownWorld {
  readonly head: WorldHead;
  /** How many entries there ever were. */
  readonly size: number;
  /** How many rows of files there are, those that are gone among them. */
  readonly files: number;
  readonly #table: Table;
  readonly #packs: PackReader;
  readonly #rows = new Map<number, EntryRow>();
  readonly #orders = new Map<string, number>();
  readonly #columns;

  constructor(table: Table, packs: PackReader, config: Config) {
    this.#table = table;
    this.#packs = packs;
    const head: WorldHead = table.json('world');
    this.head = { ...head, feeds: head.feeds.map((feed) => feed && withShape(feed, config)) };
    this.#columns = {
      id: table.text('entries.id'),
      published: table.f64('entries.published'),
      updated: table.f64('entries.updated'),
      state: table.u8('entries.state'),
      file: table.u32('entries.file'),
      idKey: table.u32('entries.idKey'),
      originalKey: table.u32('entries.originalKey'),
      pageKey: table.u32('entries.pageKey'),
      feeds: table.u32('entries.feeds'),
      feedEnds: table.u32('entries.feeds.ends'),
      renderings: renderingsIn(table),
      shelves: table.lists('feeds.shelf'),
      shown: table.text('files.shown'),
      path: table.text('files.path'),
      folder: table.u32('files.folder'),
      fileState: table.u8('files.state'),
      fileEntry: table.u32('files.entry'),
      fileIdKey: table.u32('files.idKey'),
      fileOriginalKey: table.u32('files.originalKey'),
      filePathKey: table.u32('files.pathKey'),
      fileRow: table.packed('files.row'),
    };
    this.size = this.#columns.state.length;
    this.files = this.#columns.fileState.length;
  }

  get columns() {
    return this.#columns;
  }

  entry(order: number): EntryRow {
    const known = this.#rows.get(order);
    if (known) return known;
    const row = entryRowOf(this.#packs.read(this.rendered(order, 'row') as Packed));
    this.#rows.set(order, row);
    this.#orders.set(row.known.id, order);
    return row;
  }

  /** The place of an entry that was looked at. */
  loaded(id: string): number {
    return this.#orders.get(id) as number;
  }

  /** Whether any entry but these has or had these bytes. */
  isNamedOutside(hash: string, inside: ReadonlySet<number>): boolean {
    const hashes = Buffer.from(this.#table.u8('versions.file'));
    const [ends, entries] = [this.#table.u32('versions.file.ends'), this.#table.u32('versions.entry')];
    for (let at = hashes.indexOf(hash); at >= 0; at = hashes.indexOf(hash, at + 1)) {
      const row = ends.findIndex((end) => end > at);
      if (!inside.has(entries[row] as number)) return true;
    }
    return false;
  }

  rendered(order: number, form: Form): Chunk | undefined {
    return this.#columns.renderings.form(order, form);
  }

  keyOf(order: number): string {
    return this.#columns.renderings.keyAt(order);
  }

  read(row: number): ReadRow | undefined {
    const packed = this.#columns.fileRow.at(row);
    return packed && rowOf(this.#packs.read(packed), packed);
  }

  /** The place of the entry that is known by an id, or was. */
  orderOf(id: string): number | undefined {
    const own = this.head.aliases.find(([alias]) => alias === id)?.[1] ?? id;
    const key = textKey(own);
    const { idKey, id: ids } = this.#columns;
    for (let order = idKey.indexOf(key); order >= 0; order = idKey.indexOf(key, order + 1)) {
      if (ids.at(order) === own) return order;
    }
    return undefined;
  }

  hasInstant(instant: Instant): boolean {
    return this.#columns.updated.includes(instant);
  }

  /** Published entries by the rows of feeds to which they belong, for some of these; row 0 is the main feed. */
  membersOf(feeds: ReadonlySet<number>): ReadonlyMap<number, number[]> {
    const { state, feeds: values, feedEnds } = this.#columns;
    const members = new Map(Array.from(feeds, (row) => [row, [] as number[]]));
    const ofAll = members.get(mainFeed);
    for (let order = 0, at = 0; order < this.size; order++) {
      const end = feedEnds[order] as number;
      if (state[order] === entryState.published) {
        ofAll?.push(order);
        for (; at < end; at++) members.get(values[at] as number)?.push(order);
      }
      at = end;
    }
    return members;
  }

  /** Rows of the feeds to which an entry belongs, but for the main one. */
  feedsOf(order: number): number[] {
    const { feeds, feedEnds } = this.#columns;
    return Array.from(feeds.subarray(order === 0 ? 0 : feedEnds[order - 1], feedEnds[order]));
  }

  /** Entries whose articles no file is now. */
  *missing(): Generator<number> {
    const { state } = this.#columns;
    for (
      let order = state.indexOf(entryState.withdrawn);
      order >= 0;
      order = state.indexOf(entryState.withdrawn, order + 1)
    )
      yield order;
  }

  /** Rows of files that gave no article, and why. */
  *without(): Generator<readonly [row: number, why: 'broken' | 'draft' | 'future']> {
    const { fileState: states } = this.#columns;
    for (const [why, state] of withoutStates) {
      for (let row = states.indexOf(state); row >= 0; row = states.indexOf(state, row + 1)) yield [row, why];
    }
  }

  /** A column of the table, for what is to be looked for among all rows. */
  get table(): Table {
    return this.#table;
  }
}

export const mainFeed = 0;

const withoutStates = [
  ['draft', fileState.draft],
  ['future', fileState.future],
  ['broken', fileState.broken],
] as const;

/** JSON knows no infinity, and what a feed may hold is configured. */
function withShape(feed: ComposedFeed, config: Config): ComposedFeed {
  return { ...feed, plan: { ...feed.plan, shape: shapeOf(feed.plan, config) } };
}

function shapeOf({ kind, folder, shape }: ComposedFeed['plan'], { feed, groups, feeds }: Config): FeedShape {
  if (kind === 'main') return feed;
  if (kind === 'named') return feeds.find(({ name }) => folder === `feeds/${name}`) ?? shape;
  return (kind === 'source' ? groups.sources : groups.tags) || shape;
}

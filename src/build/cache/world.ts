import type { Entry } from '../../archive/entry.ts';
import type { KnownEntry, Ledger } from '../../archive/ledger/ledger.ts';
import { originalKey } from '../../archive/mint.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { PageRow } from '../../feed/archive-index.ts';
import type { ComposedFeed } from '../../feed/compose.ts';
import type { KnownSitemap } from '../../site/sitemap.ts';
import { fold } from '../../text/slug.ts';
import type { FileReading } from './readings.ts';
import type { TableWriter } from './table.ts';

/**
 * The archive as the last run left it, in columns: what a run has to know of all entries and feeds that changes few of
 * them, so that it neither replays the ledger nor sorts what is sorted. Entries stand in the order of first publication.
 */

/** What became of an entry. */
export const entryState = { published: 0, kept: 1, withdrawn: 2, merged: 3 } as const;

/** What a file gave. */
export const fileState = { article: 0, draft: 1, future: 2, broken: 3 } as const;

/** For a row of a file or an entry that is none. */
export const noRow = 0xffff_ffff;

/** A hash of 32 bits (FNV-1a), never 0, which stands for no text: where two texts share one, the texts themselves tell. */
export function textKey(text: string | undefined): number {
  if (text === undefined) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0 || 1;
}

/** Two paths that are one on some file systems have one key. */
export function pathKey(path: string): number {
  return textKey(path.normalize('NFC').toLowerCase());
}

/** How a name is spelled, and by the entry of which place. */
export interface SpelledName {
  /** Of a tag, its name as {@link fold} sees it; of a source, its slug. */
  readonly key: string;
  readonly slug: string;
  readonly name: string;
  readonly first: number;
  /** How many published entries have it. */
  readonly count: number;
}

export interface World {
  readonly ledger: Ledger;
  /** Published, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly readings: readonly FileReading[];
  readonly feeds: readonly ComposedFeed[];
  /** By the folder of a feed, the ids that belong to it now; without the main feed. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly pages: ReadonlyMap<number, PageRow>;
  readonly sitemaps: ReadonlyMap<number, KnownSitemap>;
  /** Places of entries whose pages lie where others lie. */
  readonly pageless: readonly number[];
  /** By place, {@link pageKey} of what has or had a page of its own; none where there are no pages. */
  readonly pageKeys: ReadonlyMap<number, number>;
  readonly told: ToldBefore;
  /** Whether a run that changes few entries can be made from this alone. */
  readonly isSimple: boolean;
}

/** What the run had to say, by what it was about. */
interface ToldBefore {
  /** How many of what the run said, at its beginning, is of reading. */
  readonly readings: number;
  readonly recording: readonly Diagnostic[];
}

export interface WorldHead {
  readonly isSimple: boolean;
  readonly lastAt: number | undefined;
  readonly published: number;
  readonly withdrawn: number;
  readonly aliases: readonly (readonly [alias: string, id: string])[];
  readonly tags: readonly SpelledName[];
  readonly sources: readonly SpelledName[];
  readonly feeds: readonly ComposedFeed[];
  readonly pages: readonly (readonly [number, PageRow])[];
  readonly sitemaps: readonly (readonly [number, KnownSitemap])[];
  readonly pageless: readonly number[];
  /** By path, how many entries show a file. */
  readonly media: Readonly<Record<string, number>>;
  readonly told: ToldBefore;
}

export function writeWorld(table: TableWriter, world: World): void {
  const { ledger, entries, readings, feeds, members, pageKeys } = world;
  const known = [...ledger.entries.values()];
  const rowOfPath = new Map<string, number>();
  for (const [row, { row: read }] of readings.entries()) if (read.article) rowOfPath.set(read.article.file, row);
  const fileOf = ({ id }: KnownEntry) => {
    const entry = entries.get(id);
    return entry && !entry.kept ? (rowOfPath.get(entry.file) ?? noRow) : noRow;
  };
  const feedsOf = new Map<string, number[]>();
  for (const [row, { plan }] of feeds.entries()) {
    for (const id of members.get(plan.folder) ?? []) {
      const rows = feedsOf.get(id);
      if (rows) rows.push(row);
      else feedsOf.set(id, [row]);
    }
  }
  const files = known.map(fileOf);
  const entryOfFile = new Map(files.map((file, order) => [file, order]));

  table.f64(
    'entries.published',
    known.map(({ published }) => published),
  );
  table.f64(
    'entries.updated',
    known.map(({ updated }) => updated),
  );
  table.u8(
    'entries.state',
    known.map((one) => stateOf(one, entries.get(one.id)?.kept !== undefined || !entries.has(one.id))),
  );
  table.u32('entries.file', files);
  table.u32(
    'entries.idKey',
    known.map(({ id }) => textKey(id)),
  );
  table.u32(
    'entries.originalKey',
    known.map(({ original }) => textKey(original)),
  );
  table.u32(
    'entries.pageKey',
    known.map(({ order }) => pageKeys.get(order) ?? 0),
  );
  table.lists(
    'entries.feeds',
    known.map(({ id }) => feedsOf.get(id) ?? []),
  );
  table.text(
    'versions.file',
    known.flatMap((one) => hashesOf(one)),
  );
  table.u32(
    'versions.entry',
    known.flatMap((one) => hashesOf(one).map(() => one.order)),
  );

  table.u8(
    'files.state',
    readings.map(({ row }) => stateOfFile(row)),
  );
  table.u32(
    'files.entry',
    readings.map((_, row) => entryOfFile.get(row) ?? noRow),
  );
  table.u32(
    'files.idKey',
    readings.map(({ row }) => textKey(row.article?.id)),
  );
  table.u32(
    'files.originalKey',
    readings.map(({ row }) => textKey(originalOf(row))),
  );
  table.u32(
    'files.pathKey',
    readings.map(({ file }) => pathKey(file.path)),
  );

  const orders = new Map(known.map(({ id, order }) => [id, order]));
  table.lists(
    'feeds.shelf',
    feeds.map(({ plan }) => (ledger.shelves.get(plan.folder) ?? []).map((id) => orders.get(id) as number)),
  );
  table.json('world', headOf(world, known));
}

/** Of the bytes of every version that an entry has or had. */
export function hashesOf({ file, versions }: KnownEntry): string[] {
  return [file, ...versions.map((version) => version.file)];
}

export function originalOf({ article }: FileReading['row']): string | undefined {
  return article?.originalUrl === undefined ? undefined : originalKey(article.originalUrl);
}

export function stateOfFile({ article, held }: FileReading['row']): number {
  return article ? fileState.article : fileState[held ?? 'broken'];
}

/** @param isKept Whether it is shown, if it is, as it was last published. */
export function stateOf({ withdrawn }: KnownEntry, isKept: boolean): number {
  if (withdrawn) return withdrawn.why === 'merged' ? entryState.merged : entryState.withdrawn;
  return isKept ? entryState.kept : entryState.published;
}

function headOf(world: World, known: readonly KnownEntry[]): WorldHead {
  const { ledger, entries, feeds, pages, sitemaps, pageless, told, isSimple } = world;
  const media: Record<string, number> = {};
  const tags = new Names();
  const sources = new Names();
  for (const { id, order } of known) {
    const entry = entries.get(id);
    if (!entry) continue;
    for (const { to } of entry.media) media[to] = (media[to] ?? 0) + 1;
    for (const { slug, name } of entry.tags) tags.add(fold(name), slug, name, order);
    if (entry.source) sources.add(entry.source.slug, entry.source.slug, entry.source.name, order);
  }
  return {
    isSimple,
    lastAt: ledger.lastAt,
    published: entries.size,
    withdrawn: known.filter(({ withdrawn }) => withdrawn && withdrawn.why !== 'merged').length,
    aliases: [...ledger.ids].filter(([alias, id]) => alias !== id),
    tags: tags.all(),
    sources: sources.all(),
    feeds,
    pages: [...pages],
    sitemaps: [...sitemaps],
    pageless,
    media,
    told,
  };
}

class Names {
  readonly #names = new Map<string, { key: string; slug: string; name: string; first: number; count: number }>();

  add(key: string, slug: string, name: string, order: number): void {
    const known = this.#names.get(key);
    if (known) known.count += 1;
    else this.#names.set(key, { key, slug, name, first: order, count: 1 });
  }

  all(): SpelledName[] {
    return [...this.#names.values()];
  }
}

import type { Entry, Slot, Withdrawn } from '../archive/entry.ts';
import type { Config } from '../config/config.ts';
import { type Instant, rfc3339 } from '../text/instant.ts';
import { byCodeUnit } from '../text/order.ts';
import { contentHash } from './archive-index-item.ts';
import { archiveIndexSchema } from './archive-index-schema.ts';
import type { ComposedFeed } from './compose.ts';
import type { Addresses, Chunk, Document } from './document.ts';
import { addressOf } from './facts.ts';

export interface IndexedArchive {
  /** Places in the order of first publication. */
  readonly length: number;
  /** What stands in a place; undefined where nothing does. */
  readonly itemAt: (place: number) => IndexItem | undefined;
  /** How many entries are published, and how many were taken back. */
  readonly published: number;
  readonly withdrawn: number;
  readonly sources: readonly GroupRow[];
  readonly tags: readonly GroupRow[];
  /** By number, the full pages that need not be made again, as the index lists them. */
  readonly pages: ReadonlyMap<number, PageRow>;
  /** SHA-256, hex, of the bytes of a document. */
  readonly digestOf: (document: Document) => string;
}

export interface IndexItem {
  readonly id: string;
  readonly published: Instant;
  readonly row: Chunk;
}

/** A source or a tag, as the index lists it. */
export interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly feeds: Addresses;
}

/** A full page, as the index lists it. */
export interface PageRow {
  readonly url: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly sha256: string;
}

/** Under the output folder: the index, and the folder of its full pages. */
export const indexName = 'index.json';
export const indexPagesFolder = 'archive/index';

/** Slots of a full page. */
export const indexPageSlots = 500;

/**
 * The archive index, every entry there ever was, for programs: its full pages (`archive/index/1.json` is the oldest),
 * then `index.json`, which lists them with their digests and holds the rest itself. The bytes of a full page follow from
 * its slots and the versions of their entries alone. An item a line, so that a change is a change of one line. Field
 * names are those of JSON Feed 1.1 where it has them; the schema lies beside.
 */
export function* archiveIndex(
  archive: IndexedArchive,
  config: Config,
): Generator<Document, ReadonlyMap<number, PageRow>> {
  const { length, published, withdrawn, sources, tags, digestOf } = archive;
  const fullPages = Math.max(0, Math.ceil(length / indexPageSlots) - 1);
  const pages = new Map<number, PageRow>();
  for (let number = 1; number <= fullPages; number++) {
    const known = archive.pages.get(number);
    if (known) {
      pages.set(number, known);
      continue;
    }
    const items = itemsOf(archive, (number - 1) * indexPageSlots, number * indexPageSlots);
    if (items.length === 0) continue;
    const head = { $schema: '../../index.schema.json', version: 1, page: number };
    const page = { path: `${indexPagesFolder}/${number}.json`, chunks: chunksOf(head, items) };
    pages.set(number, pageRow(page, items, digestOf(page), config));
    yield page;
  }
  const head = {
    $schema: 'index.schema.json',
    version: 1,
    title: config.title,
    ...(config.description && { description: config.description }),
    home_page_url: config.baseUrl,
    ...(config.language && { language: config.language }),
    total: published + withdrawn,
    withdrawn,
    sources,
    tags,
    pages: [...pages.values()],
  };
  const items = itemsOf(archive, fullPages * indexPageSlots, length).sort(newestFirst);
  yield { path: indexName, chunks: chunksOf(head, items) };
  return pages;
}

/** The JSON Schema of {@link archiveIndex}. */
export function archiveIndexSchemaDocument(): Document {
  return { path: 'index.schema.json', chunks: [Buffer.from(`${JSON.stringify(archiveIndexSchema, null, 2)}\n`)] };
}

function itemsOf({ itemAt }: IndexedArchive, from: number, to: number): IndexItem[] {
  const items: IndexItem[] = [];
  for (let place = from; place < to; place++) {
    const item = itemAt(place);
    if (item) items.push(item);
  }
  return items;
}

function newestFirst(a: IndexItem, b: IndexItem): number {
  return b.published - a.published || byCodeUnit(a.id, b.id);
}

const [first, next] = [Buffer.from('\n'), Buffer.from(',\n')];

function chunksOf(head: object, items: readonly IndexItem[]): Chunk[] {
  const opening = JSON.stringify(head).replace(/\}$/, '');
  const rows = items.flatMap(({ row }, i) => [i > 0 ? next : first, row]);
  return [Buffer.from(`${opening},\n"items":[`), ...rows, Buffer.from('\n]}\n')];
}

function pageRow({ path }: Document, items: readonly IndexItem[], sha256: string, config: Config) {
  const dates = items.map((item) => item.published).sort((a, b) => a - b);
  return {
    url: addressOf(path, config.baseUrl),
    count: items.length,
    first: rfc3339(dates[0] as Instant),
    last: rfc3339(dates.at(-1) as Instant),
    sha256,
  };
}

/** The item of what stands in a slot; of an entry that was taken back nothing of its words. */
export function itemIn(slot: Slot, itemOf: (entry: Entry) => Chunk): IndexItem | undefined {
  if (slot.is === 'empty') return undefined;
  if (slot.is === 'entry') return { id: slot.entry.id, published: slot.entry.published, row: itemOf(slot.entry) };
  const { id, published } = slot.withdrawn;
  return { id, published, row: Buffer.from(JSON.stringify(withdrawnItem(slot.withdrawn))) };
}

function withdrawnItem({ id, path, page, published: first, at, why, contentHash: content }: Withdrawn) {
  return {
    id,
    path,
    date_published: rfc3339(first),
    date_modified: rfc3339(at),
    url: page,
    reason: why,
    content_hash: contentHash(content),
    state: 'withdrawn' as const,
  };
}

/** Also where the configuration wants no feeds of them. */
export function groupRows(
  folder: 'sources' | 'tags',
  groups: Iterable<readonly [slug: string, group: { readonly name: string; readonly count: number }]>,
  feeds: readonly ComposedFeed[],
): GroupRow[] {
  const urls = new Map(feeds.map((feed) => [feed.plan.folder, feed.urls]));
  return Array.from(groups, ([slug, { name, count }]) => ({
    id: slug,
    name,
    count,
    feeds: urls.get(`${folder}/${slug}`) ?? {},
  }));
}

import type { Entry, Slot, Withdrawn } from '../archive/entry.ts';
import type { Config } from '../config/config.ts';
import { type Instant, rfc3339 } from '../text/instant.ts';
import { byCodeUnit } from '../text/order.ts';
import { contentHash } from './archive-index-item.ts';
import { archiveIndexSchema } from './archive-index-schema.ts';
import type { ComposedFeed } from './compose.ts';
import type { Chunk, Document } from './document.ts';
import { addressOf } from './facts.ts';
import { bySource, byTag, type Group } from './plan.ts';

export interface IndexedArchive {
  /** Of the whole archive, in the order of first publication. */
  readonly slots: readonly Slot[];
  /** What is published, in feed order. */
  readonly entries: readonly Entry[];
  readonly feeds: readonly ComposedFeed[];
  readonly itemOf: (entry: Entry) => Chunk;
  /** SHA-256, hex, of the bytes of a document. */
  readonly digestOf: (document: Document) => string;
}

/** Under the output folder: the index, and the folder of its full pages. */
export const indexName = 'index.json';
export const indexPagesFolder = 'archive/index';

/** Slots of a full page. */
const indexPageSlots = 2000;

/**
 * The archive index, every entry there ever was, for programs: its full pages (`archive/index/1.json` is the oldest),
 * then `index.json`, which lists them with their digests and holds the rest itself. The bytes of a full page follow from
 * its slots and the versions of their entries alone. An item a line, so that a change is a change of one line. Field
 * names are those of JSON Feed 1.1 where it has them; the schema lies beside.
 */
export function* archiveIndex(archive: IndexedArchive, config: Config): Generator<Document> {
  const { slots, entries, feeds } = archive;
  const fullPages = Math.max(0, Math.ceil(slots.length / indexPageSlots) - 1);
  const pages: object[] = [];
  for (let number = 1; number <= fullPages; number++) {
    const items = itemsOf(archive, (number - 1) * indexPageSlots, number * indexPageSlots);
    if (items.length === 0) continue;
    const head = { $schema: '../../index.schema.json', version: 1, page: number };
    const page = { path: `${indexPagesFolder}/${number}.json`, chunks: chunksOf(head, items) };
    pages.push(pageRow(page, items, archive.digestOf(page), config));
    yield page;
  }
  const head = {
    $schema: 'index.schema.json',
    version: 1,
    title: config.title,
    ...(config.description && { description: config.description }),
    home_page_url: config.baseUrl,
    ...(config.language && { language: config.language }),
    ...totals(slots),
    sources: groupRows('sources', bySource(entries), feeds),
    tags: groupRows('tags', byTag(entries), feeds),
    pages,
  };
  const items = itemsOf(archive, fullPages * indexPageSlots, slots.length).sort(newestFirst);
  yield { path: indexName, chunks: chunksOf(head, items) };
}

/** The JSON Schema of {@link archiveIndex}. */
export function archiveIndexSchemaDocument(): Document {
  return { path: 'index.schema.json', chunks: [Buffer.from(`${JSON.stringify(archiveIndexSchema, null, 2)}\n`)] };
}

interface Item {
  readonly id: string;
  readonly published: Instant;
  readonly row: Chunk;
}

function itemsOf({ slots, itemOf }: IndexedArchive, from: number, to: number): Item[] {
  return slots.slice(from, to).flatMap((slot): Item[] => {
    if (slot.is === 'empty') return [];
    const { id, published } = slot.is === 'entry' ? slot.entry : slot.withdrawn;
    const row = slot.is === 'entry' ? itemOf(slot.entry) : Buffer.from(JSON.stringify(withdrawn(slot.withdrawn)));
    return [{ id, published, row }];
  });
}

function newestFirst(a: Item, b: Item): number {
  return b.published - a.published || byCodeUnit(a.id, b.id);
}

const [first, next] = [Buffer.from('\n'), Buffer.from(',\n')];

function chunksOf(head: object, items: readonly Item[]): Chunk[] {
  const opening = JSON.stringify(head).replace(/\}$/, '');
  const rows = items.flatMap(({ row }, i) => [i > 0 ? next : first, row]);
  return [Buffer.from(`${opening},\n"items":[`), ...rows, Buffer.from('\n]}\n')];
}

function pageRow({ path }: Document, items: readonly Item[], sha256: string, config: Config) {
  const dates = items.map((item) => item.published).sort((a, b) => a - b);
  return {
    url: addressOf(path, config.baseUrl),
    count: items.length,
    first: rfc3339(dates[0] as Instant),
    last: rfc3339(dates.at(-1) as Instant),
    sha256,
  };
}

function totals(slots: readonly Slot[]) {
  const count = (kind: Slot['is']) => slots.filter(({ is }) => is === kind).length;
  return { total: count('entry') + count('withdrawn'), withdrawn: count('withdrawn') };
}

/** Nothing of the words that were taken back. */
function withdrawn({ id, path, page, published: first, at, why, contentHash: content }: Withdrawn) {
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
function groupRows(folder: 'sources' | 'tags', groups: ReadonlyMap<string, Group>, feeds: readonly ComposedFeed[]) {
  const urls = new Map(feeds.map((feed) => [feed.plan.folder, feed.urls]));
  return [...groups].map(([slug, { name, entries }]) => ({
    id: slug,
    name,
    count: entries.length,
    feeds: urls.get(`${folder}/${slug}`) ?? {},
  }));
}

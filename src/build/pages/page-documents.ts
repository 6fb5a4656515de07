import type { Entry } from '../../archive/entry.ts';
import { isPacked } from '../../article/stored.ts';
import type { Config } from '../../config/config.ts';
import type { Chunk, Document } from '../../feed/document.ts';
import { isNoindex } from '../../site/noindex.ts';
import { searchIndex } from '../../site/search/search-index.ts';
import { listDocuments, type ShownArchive } from '../../site/site-documents.ts';
import { type KnownSitemap, robots, sitemaps } from '../../site/sitemap.ts';
import { sha256 } from '../../text/sha256.ts';
import type { PageForm } from '../entries/form.ts';
import { scriptDocuments } from './scripts.ts';
import type { PagesSetUp } from './set-up.ts';

/** The archive as a run has it, as far as pages are made of it. A place is a rank in the order of first publication. */
export interface PagedArchive extends Omit<ShownArchive, 'cardAt'> {
  /** How many entries there ever were. */
  readonly size: number;
  /** Where the page of a place is written under the output folder; undefined where there is none. */
  readonly pathAt: (place: number) => string | undefined;
  /** What is published; undefined where nothing is. */
  readonly entryAt: (place: number) => Entry | undefined;
  /** What it was rendered to. */
  readonly chunkAt: (place: number, form: PageForm) => Chunk | undefined;
  /** The bytes as they are until the next are read. */
  readonly read: (chunk: Chunk) => Uint8Array;
}

/** What a run that changes few entries changes of it. */
export interface ArchiveChange {
  /** Places of entries that are not what they were, or new. */
  readonly places: ReadonlySet<number>;
  /** What the search index had of a place; undefined where nothing was published there. */
  readonly searchedBefore: (place: number) => Uint8Array | undefined;
  /** The sitemaps of articles in which nothing is another. */
  readonly sitemaps: Sitemaps;
}

/** By number, what is known of the sitemaps of articles. */
export type Sitemaps = ReadonlyMap<number, KnownSitemap>;

/** Pages of entries by themselves. */
export function* entryPageDocuments(
  { size, pathAt, chunkAt }: PagedArchive,
  places: Iterable<number> = Array(size).keys(),
): Generator<Document> {
  for (const place of places) {
    const path = pathAt(place);
    const chunk = path === undefined ? undefined : chunkAt(place, 'page');
    if (path !== undefined && chunk) yield { path, chunks: [chunk] };
  }
}

/** All other documents for people, or those of them that a change concerns. */
export function* siteDocuments(
  archive: PagedArchive,
  { making, hasSearch }: PagesSetUp,
  change?: ArchiveChange,
): Generator<Document, Sitemaps> {
  const { config } = making;
  yield* scriptDocuments(hasSearch);
  const lists = yield* listDocuments(
    { ...archive, cardAt: (place) => archive.chunkAt(place, 'card') as Chunk },
    making,
  );
  if (hasSearch) yield* searchDocuments(archive, change);
  const isFound = config.pages !== false && !config.pages.noindex;
  const ofRobots = robots(config.baseUrl, isFound);
  if (ofRobots) yield ofRobots;
  if (!isFound) return new Map();
  const pageAt = (place: number) => mappedPage(archive, place, config);
  return yield* sitemaps({
    ...{ baseUrl: config.baseUrl, lists, length: archive.size, pageAt },
    known: change?.sitemaps ?? new Map(),
  });
}

/** The page of an entry as search engines find it; undefined where they should not. */
export function mappedPage({ pathAt, entryAt }: PagedArchive, place: number, config: Config) {
  const entry = entryAt(place);
  if (!entry || pathAt(place) === undefined || isNoindex(entry, config)) return undefined;
  return { address: entry.page, updated: entry.updated };
}

function searchDocuments(archive: PagedArchive, change: ArchiveChange | undefined): Generator<Document> {
  const { size, sources, tags, chunkAt, read } = archive;
  const rowAt = (place: number) => {
    const chunk = chunkAt(place, 'search');
    return chunk && read(chunk);
  };
  const sumAt = (place: number) => {
    const chunk = chunkAt(place, 'search');
    if (!chunk) return '';
    return isPacked(chunk) ? chunk.sum : sha256(chunk);
  };
  const changed = change && new Map(Array.from(change.places, (place) => [place, change.searchedBefore(place)]));
  return searchIndex({ size, rowAt, sumAt, sources, tags }, changed);
}

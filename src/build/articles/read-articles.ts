import type { ArticleFacts } from '../../article/article.ts';
import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Instant } from '../../text/instant.ts';
import type { PackPlace } from '../cache/pack.ts';
import type { KnownReadings, ReadingTerms } from '../cache/readings.ts';
import { unreadableStore } from '../pictures/report.ts';
import { PictureStore } from '../pictures/store.ts';
import { isSystemError } from '../system-error.ts';
import { namesText } from './folder-names.ts';
import type { ReadRow } from './read-row.ts';
import { missingFolders, type Scan, type ScannedFile, scanFolder } from './scan.ts';
import type { WorkerSetUp } from './worker.ts';
import { readAll } from './workers.ts';

/** How far the reading of all folders is. */
export interface ReadingProgress {
  readonly stage: 'scan' | 'read' | 'pictures';
  readonly done: number;
  /** Absent while it is not known. */
  readonly total?: number;
}

/** What a reading may take over, and where it puts what it reads. */
export interface ReadingMeans {
  readonly place: PackPlace;
  /** Finds what is known already, once the folders have been walked. */
  readonly known: (terms: ReadingTerms) => Pick<KnownReadings, 'of'> | undefined;
  /** Whether every file is to be looked into. */
  readonly rehash: boolean;
}

/** Nothing is known, and nothing kept. */
export const inMemory: ReadingMeans = { place: { first: 0 }, known: () => undefined, rehash: false };

/** All that lies in the configured folders, read. */
export interface Reading {
  /** One a folder, in their order. */
  readonly scans: readonly Scan[];
  /** One a file, in the order of the scans. */
  readonly results: readonly ReadRow[];
  readonly articles: readonly ArticleFacts[];
  /** Of the scans and of the files. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where no folder shows copies of remote pictures. */
  readonly store?: PictureStore;
  /** When the first folder began to be walked, by the clock of the system. */
  readonly takenAt: number;
  /** Where contents are put. */
  readonly place: PackPlace;
}

/**
 * Scans the articles folders and reads every article, or says why that would be of no use: a folder is not there, or
 * the pictures that were fetched cannot be read.
 */
export async function readArticles(
  config: Config,
  now: Instant,
  means: ReadingMeans,
  onProgress: (progress: ReadingProgress) => void = () => {},
): Promise<Reading | { readonly refused: readonly Diagnostic[] }> {
  const missing = missingFolders(config.articles);
  if (missing.length > 0) return { refused: missing };

  onProgress({ stage: 'scan', done: 0 });
  const takenAt = Date.now();
  const scans = config.articles.map((folder) => scanFolder(folder, config.output));
  const store = openStore(config);
  if (store && 'refused' in store) return store;
  const files = filesOf(scans);
  const known = means.known({ config, takenAt, scans, pictures: store?.indexStat() });
  const results = files.map(({ folder, file }) => known?.of(folder, file, now, means.rehash));
  const unknown = files.filter((_, i) => results[i] === undefined);
  const total = unknown.length;
  onProgress({ stage: 'read', done: 0, total });
  const around = { scans, store, takenAt, place: means.place };
  const read = await readAll(setUpOf(config, now, around), unknown, (done) =>
    onProgress({ stage: 'read', done, total }),
  );
  let next = 0;
  return readingOf(
    around,
    results.map((result) => result ?? (read[next++] as ReadRow)),
  );
}

/** Without what is in the store, feeds would lose pictures. */
function openStore({
  articles,
  state,
}: Config): PictureStore | { readonly refused: readonly Diagnostic[] } | undefined {
  if (!articles.some(({ pictures }) => pictures)) return undefined;
  try {
    return new PictureStore(state);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { refused: [unreadableStore(error.path ?? state, error)] };
  }
}

/** The files of all folders, each with the place of its folder. */
export function filesOf(scans: readonly Scan[]): { readonly folder: number; readonly file: ScannedFile }[] {
  return scans.flatMap((scan, folder) => scan.files.map((file) => ({ folder, file })));
}

/** What readings have in common. */
type Around = Pick<Reading, 'scans' | 'takenAt' | 'place'> & { readonly store?: PictureStore | undefined };

/** @param results One a file, in the order of {@link filesOf}. */
export function readingOf({ scans, store, takenAt, place }: Around, results: readonly ReadRow[]): Reading {
  return {
    scans,
    results,
    articles: results.flatMap(({ article }) => (article ? [article] : [])),
    diagnostics: [...scans, ...results].flatMap(({ diagnostics }) => diagnostics),
    ...(store && { store }),
    takenAt,
    place,
  };
}

/** What the threads are told that read from these folders. */
export function setUpOf(
  config: Config,
  now: Instant,
  { scans, store, place }: Pick<Around, 'scans' | 'store' | 'place'>,
): WorkerSetUp {
  const { baseUrl, timezone, link, articles } = config;
  return {
    now,
    site: { baseUrl, timezone, link },
    isSmall: false,
    cache: place,
    ...(store && { pictures: { folder: store.folder, pictures: store.pictures } }),
    folders: articles.map((folder, i) => {
      const { files, others } = scans[i] as Scan;
      const articles = namesText(files.map(({ path }) => path.slice(folder.prefix.length)));
      return { folder, articles, others: namesText(others) };
    }),
  };
}

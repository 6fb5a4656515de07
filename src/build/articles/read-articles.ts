import type { Article } from '../../article/article.ts';
import type { ReadResult } from '../../article/read.ts';
import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Instant } from '../../text/instant.ts';
import { unreadableStore } from '../pictures/report.ts';
import { PictureStore } from '../pictures/store.ts';
import { isSystemError } from '../system-error.ts';
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

/** All that lies in the configured folders, read. */
export interface Reading {
  /** One a folder, in their order. */
  readonly scans: readonly Scan[];
  /** One a file, in the order of the scans. */
  readonly results: readonly ReadResult[];
  readonly articles: readonly Article[];
  /** Of the scans and of the files. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where no folder shows copies of remote pictures. */
  readonly store?: PictureStore;
}

/**
 * Scans the articles folders and reads every article, or says why that would be of no use: a folder is not there, or
 * the pictures that were fetched cannot be read.
 */
export async function readArticles(
  config: Config,
  now: Instant,
  onProgress: (progress: ReadingProgress) => void = () => {},
): Promise<Reading | { readonly refused: readonly Diagnostic[] }> {
  const missing = missingFolders(config.articles);
  if (missing.length > 0) return { refused: missing };

  onProgress({ stage: 'scan', done: 0 });
  const scans = config.articles.map((folder) => scanFolder(folder, config.output));
  const store = openStore(config);
  if (store && 'refused' in store) return store;
  const files = filesOf(scans);
  const total = files.length;
  onProgress({ stage: 'read', done: 0, total });
  const results = await readAll(setUpOf(config, now, scans, store), files, (done) =>
    onProgress({ stage: 'read', done, total }),
  );
  return readingOf(scans, results, store);
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

/** @param results One a file, in the order of {@link filesOf}. */
export function readingOf(
  scans: readonly Scan[],
  results: readonly ReadResult[],
  store: PictureStore | undefined,
): Reading {
  return {
    scans,
    results,
    articles: results.flatMap(({ article }) => (article ? [article] : [])),
    diagnostics: [...scans, ...results].flatMap(({ diagnostics }) => diagnostics),
    ...(store && { store }),
  };
}

/** What the threads are told that read from these folders. */
export function setUpOf(
  config: Config,
  now: Instant,
  scans: readonly Scan[],
  store: PictureStore | undefined,
): WorkerSetUp {
  const { baseUrl, timezone, link, articles } = config;
  return {
    now,
    site: { baseUrl, timezone, link },
    ...(store && { pictures: { folder: store.folder, pictures: store.pictures } }),
    folders: articles.map((folder, i) => {
      const { files, others } = scans[i] as Scan;
      return { folder, articles: files.map(({ path }) => path.slice(folder.prefix.length)), others };
    }),
  };
}

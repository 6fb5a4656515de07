import type { Article } from '../article/article.ts';
import type { ReadResult } from '../article/read.ts';
import type { Config } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Instant } from '../text/instant.ts';
import { emptiedFolders } from './emptied.ts';
import { missingFolders, type Scan, scanFolder } from './scan.ts';
import type { WorkerSetUp } from './worker.ts';
import { readAll } from './workers.ts';

/** How far the reading of all folders is. */
export interface ReadingProgress {
  readonly stage: 'scan' | 'read';
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
}

/**
 * Scans the articles folders and reads every article, or says why that would be of no use: a folder is not there, or
 * suddenly empty.
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
  const emptied = emptiedFolders(config.articles, scans, config.output);
  if (emptied.length > 0) return { refused: [...scans.flatMap(({ diagnostics }) => diagnostics), ...emptied] };

  const files = scans.flatMap((scan, folder) => scan.files.map((file) => ({ folder, file })));
  const total = files.length;
  onProgress({ stage: 'read', done: 0, total });
  const results = await readAll(setUpOf(config, now, scans), files, (done) =>
    onProgress({ stage: 'read', done, total }),
  );
  return {
    scans,
    results,
    articles: results.flatMap(({ article }) => (article ? [article] : [])),
    diagnostics: [...scans, ...results].flatMap(({ diagnostics }) => diagnostics),
  };
}

function setUpOf(config: Config, now: Instant, scans: readonly Scan[]): WorkerSetUp {
  const { baseUrl, timezone, link, articles } = config;
  return {
    now,
    site: { baseUrl, timezone, link },
    folders: articles.map((folder, i) => {
      const { files, others } = scans[i] as Scan;
      return { folder, articles: files.map(({ path }) => path.slice(folder.prefix.length)), others };
    }),
  };
}

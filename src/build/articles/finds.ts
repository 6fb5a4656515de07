import type { Finds } from '../../archive/record.ts';
import type { Config } from '../../config/config.ts';
import { folderOf } from '../../config/folder-of.ts';
import type { Reading } from './read-articles.ts';

/** What a reading of all folders means to the archive. */
export function findsOf({ scans, results, articles }: Reading, config: Config): Finds {
  const without: [string, 'broken' | 'draft' | 'future'][] = [];
  for (const [i, { path }] of scans.flatMap(({ files }) => files).entries()) {
    const result = results[i];
    if (result && !result.article) without.push([path, result.held ?? 'broken']);
  }
  const unseen = scans.flatMap((scan) => scan.unseen);
  const files = new Set(unseen);
  const folders = unseen.filter((path) => path.endsWith('/') || path === '');
  return {
    articles,
    without: new Map(without),
    isUnseen: (path) => files.has(path) || folders.some((folder) => path.startsWith(folder)),
    isKept: (path) => folderOf(path, config.articles)?.keep ?? false,
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArticleFolder } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Scan } from './scan.ts';

/**
 * Folders in which no article is found any more, though the output shows some of theirs. A disk that is not mounted
 * looks like that, and must not cost what was published; whoever means it says so by deleting the output.
 */
export function emptiedFolders(
  folders: readonly ArticleFolder[],
  scans: readonly Scan[],
  output: string,
): Diagnostic[] {
  const empty = folders.filter((_, i) => scans[i]?.files.length === 0);
  if (empty.length === 0) return [];
  const counts = new Map<ArticleFolder, number>();
  for (const path of publishedPaths(output)) {
    const folder = folderOf(path, folders);
    if (folder) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return empty.flatMap((folder): Diagnostic[] => {
    const count = counts.get(folder);
    if (count === undefined) return [];
    return [
      {
        severity: 'error',
        code: 'output/articles-vanished',
        file: folder.shown,
        message: `holds no article any more, and the output shows ${count} from there`,
        hint: 'is its disk mounted, are `include` and `exclude` right? If it is meant, delete the output folder and build again',
      },
    ];
  });
}

/** The one of the longest prefix: that of the first folder may be empty. */
function folderOf(path: string, folders: readonly ArticleFolder[]): ArticleFolder | undefined {
  return folders.filter(({ prefix }) => path.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/** Paths of the entries in the archive index of the last run; none where there is no index that can be read. */
function publishedPaths(output: string): string[] {
  try {
    const { items } = JSON.parse(readFileSync(join(output, 'index.json'), 'utf8')) as { items: { path: string }[] };
    return items.map(({ path }) => path).filter((path) => typeof path === 'string');
  } catch {
    return [];
  }
}

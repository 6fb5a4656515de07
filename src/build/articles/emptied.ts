import type { KnownEntry } from '../../archive/ledger/ledger.ts';
import type { ArticleFolder } from '../../config/config.ts';
import { folderOf } from '../../config/folder-of.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Scan } from './scan.ts';

/**
 * Folders in which no article is found any more, though entries from there are published. A disk that is not mounted
 * looks like that, and must not cost what was published, however little that was.
 *
 * @param missing Published entries that no article is any more; what was moved to another folder is none of them.
 */
export function emptiedFolders(
  folders: readonly ArticleFolder[],
  scans: readonly Scan[],
  missing: readonly KnownEntry[],
): Diagnostic[] {
  const empty = folders.filter(({ keep }, i) => !keep && scans[i]?.files.length === 0);
  if (empty.length === 0) return [];
  const counts = new Map<ArticleFolder, number>();
  for (const { path } of missing) {
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
        message: `holds no article any more, and ${count} from there ${count === 1 ? 'is' : 'are'} published`,
        hint: 'is its disk mounted, are `include` and `exclude` right? If it is meant, build once with --accept',
      },
    ];
  });
}

import type { ArticleFolder } from './config.ts';

/** The folder that an article of this path is from: the one of the longest prefix, since that of the first is empty. */
export function folderOf(path: string, folders: readonly ArticleFolder[]): ArticleFolder | undefined {
  let found: ArticleFolder | undefined;
  for (const folder of folders) {
    if (path.startsWith(folder.prefix) && folder.prefix.length >= (found?.prefix.length ?? 0)) found = folder;
  }
  return found;
}

import type { Entry } from '../archive/entry.ts';
import type { Config } from '../config/config.ts';
import { folderOf } from '../config/folder-of.ts';

/** Whether search engines are told to leave a page out: where nobody said, others' texts in full. */
export function isNoindex({ path, externalUrl, isFull }: Entry, { pages, articles }: Config): boolean {
  if (pages !== false && pages.noindex) return true;
  return folderOf(path, articles)?.noindex ?? (externalUrl !== undefined && isFull);
}

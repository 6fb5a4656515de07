import type { Dirent } from 'node:fs';
import type { FileStat } from './file-stat.ts';

/**
 * What a walk through a folder met, in its order, so that the next walk can tell without globs whether all of it is
 * there and nothing else. A folder is walked where it stands among the names of its own folder; so its names follow
 * those of the folder that was entered before it, not those that it stands among.
 */
export interface FolderListing {
  /** Of each folder that was entered: how many names it holds. */
  readonly counts: readonly number[];
  /** All names of the first folder, then of the second; those that are passed over among them. */
  readonly names: readonly string[];
  /** Of each name, an {@link entryKind} and what was done about it. */
  readonly marks: readonly number[];
  /** The files that are marked as articles. */
  readonly articles: readonly ListedArticle[];
}

interface ListedArticle {
  /** {@link Article.file}, which no two files share. */
  readonly shown: string;
  readonly stat?: FileStat;
}

/** What a name stands for: the lowest bits of a mark. */
export const entryKind = { file: 0, folder: 1, link: 2, other: 3 } as const;
export const kindBits = 3;
/** A regular file that is read as an article, and looked at by its stat. */
export const articleBit = 4;
/** A folder that was walked. */
export const enteredBit = 8;

export function kindOf(entry: Dirent): number {
  if (entry.isFile()) return entryKind.file;
  if (entry.isDirectory()) return entryKind.folder;
  return entry.isSymbolicLink() ? entryKind.link : entryKind.other;
}

/** Whether a path holds a name that is never looked into: what programs keep for themselves. */
export function isPassedOver(path: string): boolean {
  return path.split('/').some((name) => name.startsWith('.') || name === 'node_modules');
}

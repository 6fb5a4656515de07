import type { Stats } from 'node:fs';

/** By what a file is taken for the same as before, without reading it. Each is a hint: none of them is proof. */
export interface FileStat {
  readonly mtimeMs: number;
  /** Of the last change of anything about it, which no program can set. */
  readonly ctimeMs: number;
  readonly size: number;
  readonly ino: number;
}

export function fileStatOf({ mtimeMs, ctimeMs, size, ino }: Stats): FileStat {
  return { mtimeMs, ctimeMs, size, ino };
}

export function isSameStat(a: FileStat, b: FileStat): boolean {
  return a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size && a.ino === b.ino;
}

/** The coarsest clock of a file system: FAT counts times of change in steps of two seconds. */
const coarsestMs = 2000;

/**
 * Whether an equal stat vouches for equal bytes. One of a file that changed shortly before it was looked at, or later by
 * its own account, does not: it may have changed once more within the same step of the file system's clock.
 *
 * @param lookedAt When the walk began that met it.
 */
export function isTellingOf({ mtimeMs, ctimeMs }: FileStat, lookedAt: number): boolean {
  return Math.max(mtimeMs, ctimeMs) <= lookedAt - coarsestMs;
}

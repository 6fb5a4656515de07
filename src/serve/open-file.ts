import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isSystemError } from '../build/system-error.ts';
import type { OpenedFile } from './site.ts';

/**
 * Opens a regular file for reading; undefined where there is none. Neither waits for the other end of a FIFO nor follows
 * a link.
 *
 * Documents are replaced by renaming (build/output/publish.ts): what has been opened stays what it was, to its last byte.
 */
export async function openFile(path: string): Promise<{ handle: FileHandle; file: OpenedFile } | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
  const stats = await handle.stat({ bigint: true });
  if (stats.isFile()) return { handle, file: asOpened(path, stats) };
  await handle.close();
  return undefined;
}

export function asOpened(path: string, { dev, ino, size, mtimeNs }: BigIntStats): OpenedFile {
  return { path, device: dev, inode: ino, size, written: mtimeNs };
}

export function isSameFile(a: OpenedFile, b: OpenedFile): boolean {
  return a.inode === b.inode && a.written === b.written && a.size === b.size && a.device === b.device;
}

import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isSystemError } from '../build/system-error.ts';
import type { OpenedFile } from './site.ts';

/** Neither waits for the other end of a FIFO nor follows a link. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens a regular file for reading; undefined where there is none.
 *
 * Documents are replaced by renaming (build/output/publish.ts): what has been opened stays what it was, to its last byte.
 */
export async function openFile(path: string): Promise<{ handle: FileHandle; file: OpenedFile } | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, flags);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
  const stats = await handle.stat({ bigint: true });
  if (stats.isFile()) return { handle, file: asOpened(path, stats) };
  await handle.close();
  return undefined;
}

/**
 * What {@link openFile} opens, and all of its bytes, without a turn for anybody else: for short files, of which there are
 * many, waiting would take five times as long as reading. Undefined also where it is longer than the buffer.
 *
 * @returns `bytes` lie in the buffer, and are what they are until it is used again.
 */
export function readShortFile(path: string, buffer: Buffer): { bytes: Buffer; file: OpenedFile } | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, flags);
    const stats = fstatSync(descriptor, { bigint: true });
    if (!stats.isFile() || stats.size >= buffer.length) return undefined;
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    return length === Number(stats.size)
      ? { bytes: buffer.subarray(0, length), file: asOpened(path, stats) }
      : undefined;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function asOpened(path: string, { dev, ino, size, mtimeNs }: BigIntStats): OpenedFile {
  return { path, device: dev, inode: ino, size, written: mtimeNs };
}

export function isSameFile(a: OpenedFile, b: OpenedFile): boolean {
  return a.inode === b.inode && a.written === b.written && a.size === b.size && a.device === b.device;
}

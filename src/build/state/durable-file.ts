import { closeSync, constants, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts a file in its place whole, and on the disk: after a crash, of the power as well, there is what was there before
 * or all of the bytes.
 *
 * @throws SystemError
 */
export function writeDurably(path: string, bytes: string | Uint8Array): void {
  makeFolder(dirname(path));
  placeWhole(path, (unfinished) => writeFile(unfinished, Buffer.from(bytes), true));
  syncFolder(dirname(path));
}

/**
 * Makes a file under another name first, so that whatever ends the run, no part of it has the name of the whole. Its
 * folder is made where there is none.
 *
 * @throws SystemError
 */
export function placeWhole(path: string, make: (unfinished: string) => void): void {
  const unfinished = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    make(unfinished);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** @param sync Whether to wait until the bytes are on the disk. */
export function writeFile(path: string, bytes: Uint8Array | readonly Uint8Array[], sync: boolean): void {
  const descriptor = openSync(path, 'w');
  try {
    for (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) writeAll(descriptor, chunk);
    if (sync) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** write(2) may write less than it was given, on a full disk for one; what is left then fails with the reason. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

/** A folder is on the disk when the one it lies in is, too. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.startsWith(first); made = dirname(made)) syncFolder(dirname(made));
}

/** A name in a folder is on the disk when the folder is (fsync(2)). Windows knows no handles of folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

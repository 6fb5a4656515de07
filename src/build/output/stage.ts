import { createHash } from 'node:crypto';
import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Chunk } from '../../feed/document.ts';
import { sha256 } from '../../text/sha256.ts';
import type { PackReader } from '../cache/pack.ts';
import { writeAll } from '../state/durable-file.ts';
import type { Lying } from './plan-writes.ts';

/** A document that may have to be written. */
export interface StageTask {
  /** Under the output folder, `/`-separated. */
  readonly path: string;
  readonly chunks: readonly Chunk[];
}

export interface Staged {
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
  readonly bytes: number;
  /** What lies in its place in the output folder. */
  readonly lying: Lying;
}

/** Where documents go. */
export interface StagePlace {
  /** Absolute path of the output folder. */
  readonly output: string;
  /** Absolute path of the folder in which they wait; absent where nothing is to be written. */
  readonly staging?: string;
}

/** Bytes that are written at once. */
const blockSize = 1024 * 1024;

/** One a thread: what is allocated outside of the heap stays for long before it is collected. */
const block = Buffer.allocUnsafeSlow(blockSize);

/** Compares a document with what lies in its place, and puts it among those that wait where it is not the same. */
export function stage({ path, chunks }: StageTask, { output, staging }: StagePlace, packs: PackReader): Staged {
  const lying = lyingAt(join(output, path));
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  if (typeof lying === 'object' && lying.bytes === bytes) {
    const digest = digestOf(chunks, packs);
    if (digest === lying.digest || staging === undefined) return { digest, bytes, lying };
  }
  const digest = staging === undefined ? digestOf(chunks, packs) : write(join(staging, path), chunks, packs);
  return { digest, bytes, lying };
}

/** SHA-256, hex. */
export function digestOf(chunks: readonly Chunk[], packs: PackReader): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(packs.read(chunk));
  return hash.digest('hex');
}

/** A symbolic link is no file: what it leads to is not ours. */
export function lyingAt(path: string): Lying {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return 'nothing';
  return stats.isFile() ? { digest: sha256(readFileSync(path)), bytes: stats.size } : 'no file';
}

/** @returns The digest of what was written. */
function write(path: string, chunks: readonly Chunk[], packs: PackReader): string {
  mkdirSync(dirname(path), { recursive: true });
  const descriptor = openSync(path, 'wx');
  const hash = createHash('sha256');
  try {
    let size = 0;
    const write = (bytes: Uint8Array) => {
      hash.update(bytes);
      writeAll(descriptor, bytes);
    };
    for (const chunk of chunks) {
      const bytes = packs.read(chunk);
      if (size + bytes.length > blockSize) {
        write(block.subarray(0, size));
        size = 0;
      }
      if (bytes.length > blockSize) write(bytes);
      else {
        block.set(bytes, size);
        size += bytes.length;
      }
    }
    write(block.subarray(0, size));
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { realPath } from '../../config/folders.ts';
import type { Instant } from '../../text/instant.ts';
import { extensionFor } from '../../text/media-type.ts';
import { type FileStat, fileStatOf } from '../cache/file-stat.ts';
import { writeDurably } from '../state/durable-file.ts';
import { type Acquisition, acquisitionIn, lineOf, type StoredPicture } from './index-line.ts';

/** Where a picture lies in the store; absolute where the folder is. */
export function picturePath(folder: string, { sha256, type }: StoredPicture): string {
  return join(folder, sha256.slice(0, 2), `${sha256.slice(2)}.${extensionFor(type) ?? 'bin'}`);
}

/**
 * The pictures that were fetched, for good: their files, named by their content, and an index that says of which
 * address each is. Of two lines for one address the later counts, by their own account, so that two copies of an index
 * are merged by putting their lines together.
 *
 * The index is only ever added to. A picture's file is on the disk before its line, so that no line promises one that
 * is not there; a file without a line is fetched again into the same place. A last line that a crash cut off is taken
 * away before the next is written; any other line that tells of nothing is passed over and stays.
 */
export class PictureStore {
  /** Real path. */
  readonly folder: string;
  /** Absolute path. */
  readonly index: string;
  /** Lines of the index, 1-indexed, that tell of nothing. */
  readonly damagedLines: readonly number[];
  readonly #pictures = new Map<string, Acquisition>();
  readonly #end: IndexEnd;
  #appending: Promise<FileHandle> | undefined;

  /**
   * Throws an error of the system where there is an index that cannot be read.
   *
   * @param state Absolute path of the folder of what must last.
   */
  constructor(state: string) {
    this.folder = realPath(join(state, 'pictures'));
    this.index = join(this.folder, 'index.jsonl');
    const { acquisitions, damagedLines, end } = readIndex(this.index);
    for (const each of acquisitions) this.#learn(each);
    this.damagedLines = damagedLines;
    this.#end = end;
  }

  /** By address. */
  get pictures(): ReadonlyMap<string, StoredPicture> {
    return this.#pictures;
  }

  /** What the index is by its own account now; undefined where there is none yet. */
  indexStat(): FileStat | undefined {
    const stats = statSync(this.index, { throwIfNoEntry: false });
    return stats && fileStatOf(stats);
  }

  /** Rejects with an error of the system. */
  async add(address: string, at: Instant, { bytes, type }: { bytes: Uint8Array; type: string }): Promise<void> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeDurably(picturePath(this.folder, { sha256, type }), bytes);
    this.#appending ??= openIndex(this.index, this.#end);
    const index = await this.#appending;
    const acquisition = { address, at, sha256, type };
    await index.write(lineOf(acquisition));
    await index.datasync();
    this.#learn(acquisition);
  }

  async close(): Promise<void> {
    const index = await this.#appending?.catch(() => undefined);
    await index?.close();
    this.#appending = undefined;
  }

  #learn(acquisition: Acquisition): void {
    const known = this.#pictures.get(acquisition.address);
    if (!known || known.at <= acquisition.at) this.#pictures.set(acquisition.address, acquisition);
  }
}

/** How an index ended when it was read, in bytes. */
interface IndexEnd {
  readonly size: number;
  /** What stays of it: less than `size` where its last line is cut off. */
  readonly whole: number;
  /** Whether a line feed has to come first. */
  readonly isOpen: boolean;
}

function readIndex(path: string): { acquisitions: Acquisition[]; damagedLines: number[]; end: IndexEnd } {
  const bytes = bytesOf(path);
  const lines = bytes.toString('utf8').split('\n');
  const last = lines.at(-1) as string;
  const isOpen = acquisitionIn(last) !== undefined;
  const acquisitions: Acquisition[] = [];
  const damagedLines: number[] = [];
  for (const [i, line] of (isOpen ? lines : lines.slice(0, -1)).entries()) {
    const acquisition = acquisitionIn(line);
    if (acquisition) acquisitions.push(acquisition);
    else if (line.trim() !== '') damagedLines.push(i + 1);
  }
  const whole = isOpen ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
  return { acquisitions, damagedLines, end: { size: bytes.length, whole, isOpen } };
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** An index that another run has added to meanwhile is not cut. */
async function openIndex(path: string, { size, whole, isOpen }: IndexEnd): Promise<FileHandle> {
  if (size === 0) writeDurably(path, '');
  const index = await open(path, 'a');
  try {
    const { size: now } = await index.stat();
    if (now === size && whole < size) await index.truncate(whole);
    else if (now === size ? isOpen : whole < size) await index.write('\n');
    return index;
  } catch (error) {
    await index.close();
    throw error;
  }
}

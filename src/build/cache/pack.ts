import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { isPacked, type Packed, type Stored } from '../../article/stored.ts';
import { writeAll } from '../state/durable-file.ts';
import { isSystemError } from '../system-error.ts';

/**
 * Packs: files of the cache that are only ever added to, in which bytes lie one behind another. Where they lie, and what
 * they add up to, is remembered elsewhere, so that bytes of which nobody knows do no harm, and none are believed that
 * are not what they were.
 *
 * Not an embedded database: of seven damaged copies of a file of lmdb one ended the process with SIGBUS, two did with
 * SIGSEGV, and two gave other bytes; a bad cache may cost time and nothing else.
 */

/** The first 64 bits of the SHA-256, hex. */
export function sumOf(bytes: Uint8Array): string {
  // A slice of the text would hold all of it.
  return createHash('sha256').update(bytes).digest().toString('hex', 0, 8);
}

export function packPath(folder: string, number: number): string {
  return join(folder, `${number}.pack`);
}

/** Bytes. */
const bufferSize = 1024 * 1024;

/** Where packs lie, and from which number on new ones are made. */
export interface PackPlace {
  /** Absolute path of the cache; none where nothing is to be written there. */
  readonly folder?: string;
  readonly first: number;
  /** A pack of an earlier run that may be added to, by one writer. */
  readonly onto?: number;
}

/**
 * Adds to a pack of its own, which is made when something is first put there. Where there is no cache, and from the
 * moment that the disk takes no more, everything stays in memory.
 */
export class PackWriter {
  readonly #place: PackPlace;
  #pack: { readonly number: number; readonly descriptor: number } | undefined;
  #isFull: boolean;
  #size = 0;
  #waiting: Uint8Array[] = [];
  #waitingSize = 0;

  constructor(place: PackPlace) {
    this.#place = place;
    this.#isFull = place.folder === undefined;
  }

  /** Does work that puts bytes here; when it is over, they are there. On a full disk it is done again, in memory. */
  during<Result>(work: () => Result): Result {
    if (this.#isFull) return work();
    try {
      const result = work();
      this.#flush();
      return result;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.#isFull = true;
      this.#waiting = [];
      return work();
    }
  }

  /** Only {@link during} work. */
  put(bytes: Uint8Array): Stored {
    if (this.#isFull) return bytes;
    this.#pack ??= this.#open();
    const packed: Packed = { pack: this.#pack.number, at: this.#size, length: bytes.length, sum: sumOf(bytes) };
    this.#waiting.push(bytes);
    this.#waitingSize += bytes.length;
    this.#size += bytes.length;
    if (this.#waitingSize >= bufferSize) this.#flush();
    return packed;
  }

  close(): void {
    if (this.#pack) closeSync(this.#pack.descriptor);
    this.#pack = undefined;
  }

  #open(): { readonly number: number; readonly descriptor: number } {
    const { folder = '', first, onto } = this.#place;
    if (onto === undefined) return newPack(folder, first);
    const descriptor = openSync(packPath(folder, onto), 'a');
    // What a run that was killed left at its end stays there, and nothing names it.
    this.#size = fstatSync(descriptor).size;
    return { number: onto, descriptor };
  }

  #flush(): void {
    if (!this.#pack || this.#waiting.length === 0) return;
    writeAll(this.#pack.descriptor, Buffer.concat(this.#waiting));
    this.#waiting = [];
    this.#waitingSize = 0;
  }
}

function newPack(folder: string, first: number): { number: number; descriptor: number } {
  mkdirSync(folder, { recursive: true });
  for (let number = first; ; number++) {
    try {
      return { number, descriptor: openSync(packPath(folder, number), 'wx') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Something in the cache is not what it was: what was to be made of it is made without the cache. */
export class CacheDamaged extends Error {
  override readonly name = 'CacheDamaged';
}

/** Bytes that are read ahead. */
const blockSize = 64 * 1024;

/** Packs that are open at once: runs over few changes leave two each, and a process may open only so many files. */
const mostOpen = 32;

interface Block {
  readonly pack: number;
  readonly at: number;
  readonly bytes: Uint8Array;
}

const nothingRead: Block = { pack: -1, at: 0, bytes: new Uint8Array() };

/** Reads what is in packs. */
export class PackReader {
  readonly #folder: string;
  /** Packs from this number on were written by this run, and are believed. */
  readonly #own: number;
  readonly #descriptors = new Map<number, number>();
  /** Read into over and over: what is allocated outside of the heap stays for long before it is collected. */
  #buffer = Buffer.alloc(0);
  #block: Block = nothingRead;

  /**
   * @param folder Absolute path of the cache.
   * @param own The first number that is one of this run.
   */
  constructor(folder: string, own: number) {
    this.#folder = folder;
    this.#own = own;
  }

  /**
   * The bytes as they are until the next are read.
   *
   * @throws CacheDamaged
   */
  read(stored: Stored): Uint8Array {
    if (!isPacked(stored)) return stored;
    const { pack, at, length, sum } = stored;
    const bytes = this.#bytesAt(pack, at, length);
    if (bytes.length < length || (pack < this.#own && sumOf(bytes) !== sum)) {
      throw new CacheDamaged(`pack ${pack} is damaged`);
    }
    return bytes;
  }

  /** What is read one behind the other is read in blocks: a page has thousands of short items. */
  #bytesAt(pack: number, at: number, length: number): Uint8Array {
    const block = this.#block;
    const isNext = pack === block.pack && at >= block.at && at <= block.at + block.bytes.length;
    if (isNext && at + length <= block.at + block.bytes.length) {
      return block.bytes.subarray(at - block.at, at - block.at + length);
    }
    // Nothing is known of what was read before where this cannot be read.
    this.#block = nothingRead;
    const bytes = this.#readAt(pack, at, isNext ? Math.max(length, blockSize) : length);
    this.#block = { pack, at, bytes };
    return bytes.subarray(0, length);
  }

  /** As many bytes as there are. */
  #readAt(pack: number, at: number, length: number): Uint8Array {
    if (this.#buffer.length < length) this.#buffer = Buffer.allocUnsafe(Math.max(length, blockSize));
    const bytes = this.#buffer;
    let read = 0;
    try {
      const descriptor = this.#descriptors.get(pack) ?? this.#open(pack);
      for (let more = 1; more > 0 && read < length; read += more) {
        more = readSync(descriptor, bytes, read, length - read, at + read);
      }
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new CacheDamaged(`pack ${pack} cannot be read (${error.code})`);
    }
    return bytes.subarray(0, read);
  }

  #open(pack: number): number {
    const descriptor = openSync(packPath(this.#folder, pack), 'r');
    if (this.#descriptors.size >= mostOpen) this.close();
    this.#descriptors.set(pack, descriptor);
    return descriptor;
  }

  close(): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor);
    this.#descriptors.clear();
  }
}

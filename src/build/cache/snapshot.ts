import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { readRegularFile } from '../regular-file.ts';
import { type FileStat, fileStatOf } from './file-stat.ts';
import type { FolderListing } from './folder-listing.ts';
import { bytesOf, float64s, uint32s } from './sealed.ts';

/**
 * What a run saw of the disk, as packed as it can be compared with: the price of a run that finds nothing new is that of
 * reading this and looking at each file.
 */
export interface Snapshot {
  /** When the walk began, in milliseconds of the system's clock, whatever moment the run took for now. */
  readonly takenAt: number;
  readonly folders: readonly SnapshotFolder[];
  /** Other files that the result depends on, and those that it is. */
  readonly watched: {
    /** Absolute paths. */
    readonly paths: readonly string[];
    readonly files: FileFacts;
  };
}

/** A {@link FolderListing}. */
export interface SnapshotFolder {
  /** Absolute path without symbolic links. */
  readonly root: string;
  readonly counts: Uint32Array;
  readonly names: readonly string[];
  readonly marks: Uint8Array;
  readonly articles: FileFacts;
}

/** Of files, one behind the other: {@link statNumbers} numbers each, and {@link hashBytes} bytes each. */
export interface FileFacts {
  readonly stats: Float64Array;
  /** The beginning of the SHA-256 of each file's bytes; zeros where it is not known. */
  readonly hashes: Uint8Array;
}

export const statNumbers = 4;
export const hashBytes = 16;

/** What is known of a file whose bytes were read. */
export interface KnownFile {
  /** Absent where there is none. */
  readonly stat: FileStat | undefined;
  /** SHA-256 of its bytes, hex; absent where its stat alone is to count. */
  readonly hash?: string | undefined;
}

/** Where nothing is, or nothing that can be looked at. */
const nothing: FileStat = { mtimeMs: -1, ctimeMs: -1, size: -1, ino: -1 };

export function statOf(path: string): FileStat | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats && fileStatOf(stats);
  } catch {
    return undefined;
  }
}

/** The hash of a file as {@link FileFacts.hashes} holds it; nothing where it cannot be read. */
export function hashOf(path: string): Uint8Array | undefined {
  const bytes = readRegularFile(path, Number.POSITIVE_INFINITY);
  return 'refused' in bytes ? undefined : createHash('sha256').update(bytes).digest().subarray(0, hashBytes);
}

/** @param files A number stands for the file that is known at that place. */
export function factsOf(files: readonly (KnownFile | number)[], known: FileFacts = nothingKnown): FileFacts {
  const stats = new Float64Array(files.length * statNumbers);
  const hashes = new Uint8Array(files.length * hashBytes);
  for (let i = 0; i < files.length; i += 1) {
    const file = files[i] as KnownFile | number;
    if (typeof file === 'number') {
      const end = file + countInRow(files, i, file);
      stats.set(known.stats.subarray(file * statNumbers, end * statNumbers), i * statNumbers);
      hashes.set(known.hashes.subarray(file * hashBytes, end * hashBytes), i * hashBytes);
      i += end - file - 1;
    } else {
      putStat(stats, i, file.stat ?? nothing);
      if (file.hash !== undefined) hashes.set(hashOfHex(file.hash), i * hashBytes);
    }
  }
  return { stats, hashes };
}

function hashOfHex(hex: string): Uint8Array {
  return Buffer.from(hex.slice(0, 2 * hashBytes), 'hex');
}

/** How many files from this one on are known one behind the other: most are, and are copied at once. */
function countInRow(files: readonly (KnownFile | number)[], from: number, first: number): number {
  let count = 1;
  while (files[from + count] === first + count) count += 1;
  return count;
}

const nothingKnown: FileFacts = { stats: new Float64Array(), hashes: new Uint8Array() };

export function putStat(stats: Float64Array, i: number, { mtimeMs, ctimeMs, size, ino }: FileStat): void {
  stats[i * statNumbers] = mtimeMs;
  stats[i * statNumbers + 1] = ctimeMs;
  stats[i * statNumbers + 2] = size;
  stats[i * statNumbers + 3] = ino;
}

/** @param hashOf By {@link ListedArticle.shown}. */
export function snapshotFolder(
  root: string,
  { counts, names, marks, articles }: FolderListing,
  hashOf: (shown: string) => string | undefined,
): SnapshotFolder {
  return {
    root,
    counts: Uint32Array.from(counts),
    names,
    marks: Uint8Array.from(marks),
    articles: factsOf(articles.map(({ shown, stat }) => ({ stat, hash: hashOf(shown) }))),
  };
}

/** As parts for {@link seal}. */
export function packSnapshot({ takenAt, folders, watched }: Snapshot): Uint8Array[] {
  const head = { takenAt, roots: folders.map(({ root }) => root) };
  return [
    Buffer.from(JSON.stringify(head)),
    ...folders.flatMap(({ counts, names, marks, articles }) => [
      bytesOf(counts),
      packNames(names, '/'),
      marks,
      ...packFacts(articles),
    ]),
    packNames(watched.paths, '\0'),
    ...packFacts(watched.files),
  ];
}

/** Nothing where these are no such parts. */
export function unpackSnapshot(parts: readonly Uint8Array[]): Snapshot | undefined {
  const [head, ...others] = parts;
  const { takenAt, roots } = JSON.parse(Buffer.from(head ?? []).toString() || '{}') as Partial<Head>;
  if (takenAt === undefined || roots === undefined || others.length !== roots.length * folderParts + watchedParts) {
    return undefined;
  }
  const part = (i: number) => others[i] as Uint8Array;
  const rest = roots.length * folderParts;
  return {
    takenAt,
    folders: roots.map((root, i) => ({
      root,
      counts: uint32s(part(i * folderParts)),
      names: unpackNames(part(i * folderParts + 1), '/'),
      marks: part(i * folderParts + 2),
      articles: unpackFacts(part(i * folderParts + 3), part(i * folderParts + 4)),
    })),
    watched: { paths: unpackNames(part(rest), '\0'), files: unpackFacts(part(rest + 1), part(rest + 2)) },
  };
}

interface Head {
  readonly takenAt: number;
  readonly roots: readonly string[];
}

const folderParts = 5;
const watchedParts = 3;

/** Splitting one text is several times as fast as making so many. */
function packNames(names: readonly string[], between: '/' | '\0'): Uint8Array {
  return Buffer.from(names.map((name) => name + between).join(''));
}

function unpackNames(bytes: Uint8Array, between: '/' | '\0'): string[] {
  const names = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString().split(between);
  names.pop();
  return names;
}

function packFacts({ stats, hashes }: FileFacts): Uint8Array[] {
  return [bytesOf(stats), hashes];
}

function unpackFacts(stats: Uint8Array, hashes: Uint8Array): FileFacts {
  return { stats: float64s(stats), hashes };
}

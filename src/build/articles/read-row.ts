import type { ArticleFacts } from '../../article/article.ts';
import type { ReadResult } from '../../article/read.ts';
import type { Packed } from '../../article/stored.ts';
import type { FileStat } from '../cache/file-stat.ts';

/** What was read of a file, without the content of its article, and all that it followed from beside the file itself. */
export interface ReadRow extends Omit<ReadResult, 'article'> {
  readonly article?: ArticleFacts;
  /** SHA-256, hex, of the bytes that were read; absent where there were none. */
  readonly hash?: string;
  /** Present where it can be relied on as long as all of that is the same. */
  readonly grounds?: Grounds;
}

/** What a reading followed from, beside the bytes of its file, the configuration and this program. */
export interface Grounds {
  /** The reading itself, in the cache: {@link rowBytes}. */
  readonly row: Packed;
  /** {@link askedKey} of each name that was looked for among the files beside the article, found or not. */
  readonly asked: readonly number[];
  /** The files of these that were opened, by their absolute real paths. */
  readonly opened: readonly { readonly path: string; readonly stat: FileStat }[];
  /** Whether copies of remote pictures were looked for. */
  readonly hasPictures: boolean;
}

/** Whether reading it again would be of no use: not while pictures are wanted, nor where a thread was ended over it. */
export function isSettled({ wanted, hash }: ReadRow): boolean {
  return wanted === undefined && hash !== undefined;
}

/** A hash of 32 bits (FNV-1a): where two names share one, an article is read once too often. */
export function askedKey(kind: 'path' | 'name', name: string): number {
  let hash = kind === 'path' ? 0x811c9dc5 : 0x01000193;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A row as bytes. */
export function rowBytes(row: Omit<ReadRow, 'grounds'>, grounds: Omit<Grounds, 'row'>): Uint8Array {
  return Buffer.from(JSON.stringify({ row, grounds }));
}

/**
 * @param bytes Of {@link rowBytes}.
 * @param packed Where they lie.
 */
export function rowOf(bytes: Uint8Array, packed: Packed): ReadRow {
  const { row, grounds } = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  return { ...row, grounds: { row: packed, ...grounds } };
}

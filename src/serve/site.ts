import type { Alias } from '../config/config.ts';
import type { Instant } from '../text/instant.ts';
import type { Coding } from './coding.ts';
import type { Kind } from './kind.ts';

/** All that can be served, in memory; a new one takes its place at once after each publication. */
export interface Site {
  /** By path under the output folder. Nothing else of the disk is ever served. */
  readonly documents: ReadonlyMap<string, ServedDocument>;
  /** Pages of entries that were withdrawn, by path: for where there is no document that says so. */
  readonly gone: ReadonlyMap<string, Gone>;
  /** Former addresses, by path without first and last `/`, or with the query behind `?`. */
  readonly aliases: ReadonlyMap<string, Alias>;
  /** Path of the base URL, with `/` at both ends: requests may come with it, or without where a proxy takes it away. */
  readonly mount: string;
}

export interface ServedDocument extends Kind {
  readonly path: string;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
  readonly length: number;
  /** When its bytes last changed, in whole seconds. */
  readonly modified: Instant;
  /** Up to then a date may be that of a version before (RFC 9110 8.8.2.2); set where that is not before its own. */
  readonly unclearUntil: Instant | undefined;
  /** The smallest first. */
  readonly representations: readonly Representation[];
  readonly file: OpenedFile;
  /** Whether it is the page of an entry that was taken back (site/gone-mark.ts). */
  readonly isGone: boolean;
  /** `Link` (RFC 8288). */
  readonly link: string | undefined;
  /** What it held before, newest first: entries by the digest of the document that held them. */
  readonly earlier: readonly EarlierVersion[];
  /** Of the index and its pages: what was withdrawn, by the address of its page. */
  readonly withdrawn: readonly (readonly [url: string, Gone])[];
}

export interface Representation {
  readonly coding: Coding;
  /** Entity tag without its quotes: of the bytes that are sent, so each coding has its own. */
  readonly tag: string;
  /** Absent for what is too large to be held, or not coded yet: it is read, and coded, when it is asked for. */
  readonly bytes?: Uint8Array;
}

/** By which a file is known to be the one that was read: not written to, and no other in its place. */
export interface OpenedFile {
  /** Absolute. */
  readonly path: string;
  readonly device: bigint;
  readonly inode: bigint;
  readonly size: bigint;
  /** Nanoseconds since 1970. */
  readonly written: bigint;
}

export interface EarlierVersion {
  /** As {@link ServedDocument.digest}. */
  readonly digest: string;
  /** What names each entry (delta.ts). */
  readonly entries: Float64Array;
}

export interface Gone {
  /** When it was taken back. */
  readonly at: Instant;
  readonly reason: string;
}

/** One document in the coding that is to be sent. */
export interface Selected {
  readonly document: ServedDocument;
  readonly representation: Representation;
  /** `Content-Location`, where the document is served at another address than its own (RFC 9110 8.7). */
  readonly location: string | undefined;
}

/** Of the representation in a coding: strong, since the bytes follow from the digest and from how they were coded. */
export function tagOf(digest: string, recipe: string): string {
  return recipe === '' ? digest.slice(0, 32) : `${digest.slice(0, 32)}-${recipe}`;
}

/** The part of a tag that names the content, whatever its coding. */
export function contentOfTag(tag: string): string {
  return tag.slice(0, 32);
}

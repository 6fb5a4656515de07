import { createHash } from 'node:crypto';
import process from 'node:process';
import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, constants, gzip, type ZlibOptions } from 'node:zlib';
import type { Coding } from './coding.ts';
import { type Representation, tagOf } from './site.ts';

/** Levels beyond these take many times as long for a few bytes of a hundred. */
export const gzipOptions: ZlibOptions = { level: 9 };
const brotliQuality = 7;

/**
 * What the bytes of a coding follow from, beside the content: part of their entity tag, so that another version of a
 * library never sends other bytes under a tag that a client knows.
 */
const recipes: Readonly<Record<Coding, string>> = {
  identity: '',
  gzip: `gz${fingerprint(`${process.versions.zlib} ${gzipOptions.level}`)}`,
  br: `br${fingerprint(`${process.versions.brotli} ${brotliQuality}`)}`,
};

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}

/** Of bytes that are held: made ahead, off the main thread, when a document is published. */
export async function heldRepresentations(digest: string, bytes: Buffer, isText: boolean): Promise<Representation[]> {
  const identity = { coding: 'identity' as const, tag: tagOf(digest, recipes.identity), bytes };
  if (!isText) return [identity];
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, gzipOptions),
    promisify(brotliCompress)(bytes, brotliOptions(bytes.length)),
  ]);
  return [
    { coding: 'br', tag: tagOf(digest, recipes.br), bytes: brotli },
    { coding: 'gzip', tag: tagOf(digest, recipes.gzip), bytes: zipped },
    identity,
  ];
}

/** Of a file that is too large to be held: gzip codes it on the way. */
export function streamedRepresentations(digest: string, isText: boolean): Representation[] {
  const identity = { coding: 'identity' as const, tag: tagOf(digest, recipes.identity) };
  return isText ? [{ coding: 'gzip', tag: tagOf(digest, recipes.gzip) }, identity] : [identity];
}

function brotliOptions(length: number): BrotliOptions {
  return { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: length } };
}

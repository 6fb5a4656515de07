import { createHash } from 'node:crypto';
import process from 'node:process';
import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  type ZlibOptions,
} from 'node:zlib';
import type { Coding } from './coding.ts';
import { type Representation, type ServedDocument, tagOf } from './site.ts';

/** Levels beyond these take many times as long for a few bytes of a hundred. */
const gzipOptions: ZlibOptions = { level: 9 };
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

/**
 * What a document can be sent as, the smallest first. Nothing is coded yet: what is asked for before it is coded ahead is
 * coded on the way.
 *
 * @param held Its bytes, where they are held in memory.
 */
export function representationsOf(digest: string, length: number, isText: boolean, held?: Buffer): Representation[] {
  const identity = { coding: 'identity' as const, tag: tagOf(digest, recipes.identity), ...(held && { bytes: held }) };
  if (!isText || length === 0) return [identity];
  return [
    { coding: 'br', tag: tagOf(digest, recipes.br) },
    { coding: 'gzip', tag: tagOf(digest, recipes.gzip) },
    identity,
  ];
}

/**
 * The document with all of its codings made ahead, if it is held. They are made one after the other, off the main thread,
 * so that on a machine of one core no more than half of it is taken from those who ask meanwhile.
 */
export async function codedAhead(document: ServedDocument): Promise<ServedDocument> {
  const held = document.representations.find(({ coding }) => coding === 'identity')?.bytes;
  if (!held || document.representations.every(({ bytes }) => bytes)) return document;
  const representations: Representation[] = [];
  for (const each of document.representations) {
    representations.push(each.bytes ? each : { ...each, bytes: await coded(held, each.coding) });
  }
  return { ...document, representations };
}

function coded(bytes: Uint8Array, coding: Coding): Promise<Uint8Array> {
  if (coding === 'br') return promisify(brotliCompress)(bytes, brotliOptions(bytes.length));
  return promisify(gzip)(bytes, gzipOptions);
}

/**
 * Codes on the way, whatever the pieces, to the very bytes that are made ahead: both have the same tag.
 *
 * @param length Bytes of what is to be coded.
 */
export function encoder(coding: Exclude<Coding, 'identity'>, length: number): Transform {
  return coding === 'br' ? createBrotliCompress(brotliOptions(length)) : createGzip(gzipOptions);
}

function brotliOptions(length: number): BrotliOptions {
  return { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: length } };
}

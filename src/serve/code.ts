import { createHash } from 'node:crypto';
import process from 'node:process';
import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, constants, createGzip, gzip, type ZlibOptions } from 'node:zlib';
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
 * What a document can be sent as, the smallest first. Nothing is coded yet.
 *
 * @param held Its bytes, where they are held in memory. What is not held is coded on the way, for each client anew: by
 *   gzip alone, since that takes a quarter of a megabyte and brotli a hundred times as much.
 */
export function representationsOf(digest: string, length: number, isText: boolean, held?: Buffer): Representation[] {
  const uncoded = (coding: Coding) => ({ coding, tag: tagOf(digest, recipes[coding]) });
  const identity = { ...uncoded('identity'), ...(held && { bytes: held }) };
  if (!isText || length === 0) return [identity];
  return held ? [uncoded('br'), uncoded('gzip'), identity] : [uncoded('gzip'), identity];
}

/**
 * The document with all of its codings made ahead, if it is held. They are made one after the other, off the main thread,
 * so that on a machine of one core no more than half of it is taken from those who ask meanwhile.
 */
export async function codedAhead(document: ServedDocument): Promise<ServedDocument> {
  const held = heldBytes(document);
  if (!held || document.representations.every(({ bytes }) => bytes)) return document;
  const representations: Representation[] = [];
  for (const each of document.representations) {
    representations.push({ ...each, bytes: await codedOnce(held, each.coding) });
  }
  return { ...document, representations };
}

/** The codings of what is held, made or being made. */
const codings = new WeakMap<Uint8Array, Map<Coding, Promise<Uint8Array>>>();

/** A coding of what is held: made once, for whoever asks for it first. */
export function codedOnce(held: Uint8Array, coding: Coding): Promise<Uint8Array> {
  const made = codings.get(held) ?? new Map<Coding, Promise<Uint8Array>>();
  codings.set(held, made);
  const bytes = made.get(coding) ?? coded(held, coding);
  made.set(coding, bytes);
  return bytes;
}

export function heldBytes({ representations }: ServedDocument): Uint8Array | undefined {
  return representations.find(({ coding }) => coding === 'identity')?.bytes;
}

function coded(bytes: Uint8Array, coding: Coding): Promise<Uint8Array> {
  if (coding === 'br') return promisify(brotliCompress)(bytes, brotliOptions(bytes.length));
  if (coding === 'gzip') return promisify(gzip)(bytes, gzipOptions);
  return Promise.resolve(bytes);
}

/** Codes on the way, whatever the pieces, to the very bytes that would be made ahead: both have the same tag. */
export function gzipOnTheWay(): Transform {
  return createGzip(gzipOptions);
}

function brotliOptions(length: number): BrotliOptions {
  return { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: length } };
}

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Instant } from '../text/instant.ts';
import type { Coding } from './coding.ts';
import { cutFeed, deltaOf } from './delta.ts';
import { describing } from './describe.ts';
import { readEntityTags } from './entity-tag.ts';
import type { RequestFields } from './fields.ts';
import type { Response } from './response.ts';
import { contentOfTag, type EarlierVersion, type Selected, type ServedDocument } from './site.ts';
import { readWeights } from './weights.ts';

/**
 * 226 (RFC 3229), instance manipulation `feed`: of a feed that the client has an earlier version of, a document with the
 * entries only that are new since or were revised. Undefined where it was not asked for, where the version is not
 * remembered, and where that is long, or the whole is not longer.
 *
 * Only caches that know of `im` may store it, by the words of 10.8.1.
 */
export function deltaResponse(fields: RequestFields, selected: Selected, now: Instant): Response | undefined {
  const { document, representation } = selected;
  const { feed, earlier } = document;
  if (!feed || earlier.length === 0 || !asksForDelta(fields)) return undefined;
  const base = baseOf(fields['if-none-match'], earlier);
  if (!base) return undefined;
  const body = deltaSince(base.version, document, representation.coding);
  const whole = representation.bytes?.length ?? document.length;
  if (!body || body.length >= whole) return undefined;
  return {
    status: 226,
    fields: [
      ...describing(selected, document.type, body.length, now),
      'IM',
      'feed',
      'Delta-Base',
      `"${base.tag}"`,
      'Cache-Control',
      'no-store, im',
      'Vary',
      'Accept-Encoding, A-IM, If-None-Match',
    ],
    body: [body],
    saved: { by: 'delta', bytes: whole - body.length },
  };
}

/**
 * feedparser, Python's library, asks in the name of programs that know nothing of it: rss2email takes 226 for a failure,
 * keeps the tag that it has, and would never see what is new. It is known by a type that nothing else accepts.
 */
function asksForDelta({ accept, 'a-im': accepted }: RequestFields): boolean {
  if (accepted === undefined || accept?.includes('application/x-netcdf')) return false;
  return readWeights(accepted).some(({ token, weight }) => token === 'feed' && weight > 0);
}

/** The newest version that the client says it has. */
function baseOf(ifNoneMatch: string | undefined, earlier: readonly EarlierVersion[]) {
  const tags = ifNoneMatch === undefined ? '*' : readEntityTags(ifNoneMatch);
  if (tags === '*') return undefined;
  for (const version of earlier) {
    const tag = tags.find(({ opaque }) => contentOfTag(opaque) === contentOfTag(version.digest));
    if (tag) return { version, tag: tag.opaque };
  }
  return undefined;
}

/** Many clients have the same version; by the documents of then and now, and coding. */
const deltas = new Map<string, Buffer | undefined>();
const mostDeltas = 256;
/** Bytes before they are coded, which holds up all other requests for some milliseconds. */
const longestDelta = 256 * 1024;

function deltaSince(version: EarlierVersion, document: ServedDocument, coding: Coding): Buffer | undefined {
  const name = `${version.digest} ${document.digest} ${coding}`;
  if (!deltas.has(name)) {
    const delta = deltaBetween(version, document);
    deltas.set(name, delta && delta.length <= longestDelta ? coded(delta, coding) : undefined);
    if (deltas.size > mostDeltas) deltas.delete(deltas.keys().next().value as string);
  }
  return deltas.get(name);
}

function deltaBetween({ entries }: EarlierVersion, { representations, feed }: ServedDocument): Buffer | undefined {
  const bytes = representations.find(({ coding }) => coding === 'identity')?.bytes;
  const cut = bytes && feed && cutFeed(bytes, feed);
  return cut && deltaOf(cut, entries, feed);
}

function coded(bytes: Buffer, coding: Coding): Buffer {
  if (coding === 'identity') return bytes;
  if (coding === 'gzip') return gzipSync(bytes);
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

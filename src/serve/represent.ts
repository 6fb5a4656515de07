import { createHash } from 'node:crypto';
import { httpDate } from '../text/http-date.ts';
import { cacheControl, type Moment } from './caching.ts';
import { chooseCoded } from './coding.ts';
import { deltaResponse } from './delta-response.ts';
import { describing, describingContent } from './describe.ts';
import { pageType } from './kind.ts';
import { evaluate, rangeApplies } from './precondition.ts';
import { type ByteRange, readRange } from './range.ts';
import { forAnyOrigin, noBody, plainResponse, type Request, type Response } from './response.ts';
import type { Representation, Selected, ServedDocument } from './site.ts';

/** Answers GET and HEAD for a document (RFC 9110 9.3.1, 9.3.2). */
export function represent(request: Request, document: ServedDocument, moment: Moment, location?: string): Response {
  const { fields, method } = request;
  if (document.isGone) return gone(request, document, moment);
  const representation = chooseCoded(fields['accept-encoding'], document.representations);
  if (!representation) return notAcceptable(document, moment);
  const selected: Selected = { document, representation, location };
  const { tag } = representation;
  const verdict = evaluate(fields, tag, document, moment.now);
  if (verdict === 'failed') return preconditionFailed(selected, moment);
  const { full, notModified } = answersFor(selected, moment);
  if (verdict === 'not modified') return notModified;
  if (method !== 'GET') return full;
  if (fields.range !== undefined) {
    if (!rangeApplies(fields['if-range'], tag, document, moment.now)) return full;
    return partial(selected, fields.range, moment) ?? full;
  }
  return deltaResponse(fields, selected, moment.now) ?? full;
}

/**
 * RFC 9110 15.5.11: the page of an entry that was taken back says so in words, and its status to programs. There is no
 * representation that a validator could be of, nor a part: neither preconditions (13.2.1) nor ranges (14.2) count.
 */
function gone({ fields }: Request, document: ServedDocument, moment: Moment): Response {
  const { representations } = document;
  const representation =
    chooseCoded(fields['accept-encoding'], representations) ?? (representations.at(-1) as Representation);
  const { length, body } = contentOf(document, representation);
  return {
    status: 410,
    fields: [
      'Date',
      httpDate(moment.now),
      ...describingContent(document.type, representation.coding, length),
      'Cache-Control',
      cacheControl('run', moment),
      ...varying(document),
      ...protecting(document),
    ],
    body,
  };
}

interface Answers {
  readonly full: Response;
  readonly notModified: Response;
  readonly second: number;
  readonly changesAt: number | undefined;
}

/** Whatever is asked within a second has the same answers, word for word; most requests are for a few documents. */
const answered = new WeakMap<Representation, Answers>();

function answersFor(selected: Selected, moment: Moment): Answers {
  const { representation, location } = selected;
  const second = Math.floor(moment.now / 1000);
  const before = location === undefined ? answered.get(representation) : undefined;
  if (before?.second === second && before.changesAt === moment.changesAt) return before;
  const answers = {
    full: whole(selected, moment),
    notModified: unmodified(selected, moment),
    second,
    changesAt: moment.changesAt,
  };
  if (location === undefined) answered.set(representation, answers);
  return answers;
}

function whole(selected: Selected, moment: Moment): Response {
  const { document, representation } = selected;
  const { length, body } = contentOf(document, representation);
  return {
    status: 200,
    fields: [
      ...containing(selected, document.type, length, moment),
      'Accept-Ranges',
      length === undefined ? 'none' : 'bytes',
    ],
    body,
    ...(length !== undefined &&
      length < document.length && { saved: { by: 'coding' as const, bytes: document.length - length } }),
  };
}

/** All of a document in a coding, and its length where that is known before it is sent. */
function contentOf(document: ServedDocument, { bytes, coding }: Representation) {
  const length = bytes?.length ?? (coding === 'identity' ? document.length : undefined);
  const whole = { document, coding, first: 0, last: document.length - 1 };
  return { length, body: bytes ? [bytes] : document.length > 0 ? [whole] : noBody };
}

/** RFC 9110 15.4.5: what guides a cache, and nothing that describes a content that is not sent. */
function unmodified(selected: Selected, moment: Moment): Response {
  const { document, representation, location } = selected;
  const saved = { by: 'not-modified' as const, bytes: representation.bytes?.length ?? document.length };
  return {
    status: 304,
    fields: [
      'Date',
      httpDate(moment.now),
      'ETag',
      `"${representation.tag}"`,
      'Cache-Control',
      cacheControl(document.lasting, moment),
      ...varying(document),
      ...(location === undefined ? [] : ['Content-Location', location]),
      ...forAnyOrigin,
    ],
    body: noBody,
    saved,
  };
}

/** Fields of a response that has the representation, or a part of it, as its content. */
function containing(selected: Selected, type: string, length: number | undefined, moment: Moment): string[] {
  const { document } = selected;
  return [
    ...describing(selected, type, length, moment.now),
    'Cache-Control',
    cacheControl(document.lasting, moment),
    ...varying(document),
    ...protecting(document),
  ];
}

/** RFC 9110 12.5.5: the request fields that another answer could have come of. */
function varying({ representations, feed }: ServedDocument): readonly string[] {
  if (representations.length < 2) return [];
  return ['Vary', feed ? 'Accept-Encoding, A-IM' : 'Accept-Encoding'];
}

/** Of media that browsers show as documents. */
export const mediaPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Of pages: which of them somebody came from is nobody else's business, least of all where an archive is private. */
export const pageReferrers = 'same-origin';

/**
 * An SVG picture that is opened by itself is a document, with all that this allows; nobody has looked at its scripts.
 * Pages bring their own policy, which holds from a disk and any server: a second one here would have to be satisfied as
 * well, by every layout that is to come.
 */
function protecting({ lasting, isText, type }: ServedDocument): readonly string[] {
  if (type === pageType) return ['Referrer-Policy', pageReferrers];
  if (lasting !== 'ever' || !isText) return [];
  return ['Content-Security-Policy', mediaPolicy];
}

/** RFC 9110 14: one part by itself, several as multipart/byteranges; undefined where the field is to be ignored. */
function partial(selected: Selected, range: string, moment: Moment): Response | undefined {
  const { document, representation } = selected;
  const { bytes, coding } = representation;
  // What is coded on the way has no length yet.
  if (!bytes && coding !== 'identity') return undefined;
  const length = bytes?.length ?? document.length;
  const ranges = readRange(range, length);
  if (ranges === undefined) return undefined;
  if (ranges === 'unsatisfiable') {
    return plainResponse(416, `There are ${length} bytes, and none of those that were asked for.`, moment.now, [
      'Content-Range',
      `bytes */${length}`,
      'Accept-Ranges',
      'bytes',
      ...varying(document),
    ]);
  }
  const sliceOf = ({ first, last }: ByteRange) =>
    bytes ? bytes.subarray(first, last + 1) : { document, coding: 'identity' as const, first, last };
  const contentRange = ({ first, last }: ByteRange) => `bytes ${first}-${last}/${length}`;
  const [only] = ranges;
  if (ranges.length === 1 && only) {
    return {
      status: 206,
      fields: [
        ...containing(selected, document.type, only.last - only.first + 1, moment),
        'Content-Range',
        contentRange(only),
        'Accept-Ranges',
        'bytes',
      ],
      body: [sliceOf(only)],
    };
  }
  const boundary = boundaryFor(representation.tag);
  const body = ranges.flatMap((each, i) => [
    Buffer.from(
      `${i === 0 ? '' : '\r\n'}--${boundary}\r\nContent-Type: ${document.type}\r\nContent-Range: ${contentRange(each)}\r\n\r\n`,
    ),
    sliceOf(each),
  ]);
  body.push(Buffer.from(`\r\n--${boundary}--\r\n`));
  const sent = body.reduce((sum, part) => sum + ('document' in part ? part.last - part.first + 1 : part.length), 0);
  return {
    status: 206,
    fields: [
      ...containing(selected, `multipart/byteranges; boundary=${boundary}`, sent, moment),
      'Accept-Ranges',
      'bytes',
    ],
    body,
  };
}

/** It stands in no content: it follows from the hash of that. */
function boundaryFor(tag: string): string {
  return createHash('sha256').update(`boundary ${tag}`).digest('hex').slice(0, 40);
}

function preconditionFailed(selected: Selected, { now }: Moment): Response {
  return plainResponse(412, 'It is not what the request supposes it to be.', now, [
    'ETag',
    `"${selected.representation.tag}"`,
    ...varying(selected.document),
  ]);
}

/** RFC 9110 12.5.3: only where even the document as it is has been excluded. */
function notAcceptable(document: ServedDocument, { now }: Moment): Response {
  const there = document.representations.map(({ coding }) => coding);
  return plainResponse(406, `It can be had in these codings: ${there.join(', ')}.`, now, varying(document));
}

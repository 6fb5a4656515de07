import { httpDate } from '../text/http-date.ts';
import type { Instant } from '../text/instant.ts';
import type { Coding } from './coding.ts';
import type { RequestFields } from './fields.ts';
import type { ServedDocument } from './site.ts';

/** A request as data. */
export interface Request {
  readonly method: string;
  /** As it was sent (RFC 9112 3.2), a character a byte. */
  readonly target: string;
  /** Of HTTP. */
  readonly version: '1.0' | '1.1' | 'unknown';
  readonly fields: RequestFields;
}

/** A stretch of a file, both ends included; or all of it, coded on the way. */
export interface FilePart {
  readonly document: ServedDocument;
  readonly coding: Coding;
  readonly first: number;
  readonly last: number;
}

/** A response as data. Its body is not sent where the method is HEAD. */
export interface Response {
  readonly status: number;
  /** Names and values in turn. Without `Content-Length` the end of the body is shown by its framing. */
  readonly fields: readonly string[];
  readonly body: readonly (Uint8Array | FilePart)[];
  /** Whether the connection cannot be used for another request. */
  readonly closes?: true;
  /** What was not sent that a server without this would have sent. */
  readonly saved?: { readonly by: Saving; readonly bytes: number };
}

export type Saving = 'not-modified' | 'coding' | 'delta';

export const noBody: Response['body'] = [];

/** Feeds are public: pages of any origin may read them, their fields included (Fetch, 3.2). */
export const forAnyOrigin = ['Access-Control-Allow-Origin', '*', 'Access-Control-Expose-Headers', '*'] as const;

/** A status told in words, for people who look. */
export function plainResponse(status: number, words: string, now: Instant, more: readonly string[] = []): Response {
  return textResponse(status, 'text/plain; charset=utf-8', `${words}\n`, now, [...more, ...forAnyOrigin]);
}

/** @param more Fields beside those of every response; with `Cache-Control`, where it may be kept at all. */
export function textResponse(
  status: number,
  type: string,
  text: string,
  now: Instant,
  more: readonly string[] = [],
): Response {
  const body = Buffer.from(text);
  return {
    status,
    fields: [
      'Date',
      httpDate(now),
      'Content-Type',
      type,
      'Content-Length',
      String(body.length),
      ...(more.includes('Cache-Control') ? [] : ['Cache-Control', 'no-store']),
      ...more,
      'X-Content-Type-Options',
      'nosniff',
    ],
    body: [body],
  };
}

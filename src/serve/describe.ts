import { httpDate } from '../text/http-date.ts';
import type { Instant } from '../text/instant.ts';
import type { Coding } from './coding.ts';
import { forAnyOrigin } from './response.ts';
import type { Selected } from './site.ts';

/**
 * What a content is: fields of every response that has one of a document, beside those that say how it may be kept.
 *
 * @param length Undefined where it is not known before all is sent.
 */
export function describing(
  { document, representation, location }: Selected,
  type: string,
  length: number | undefined,
  now: Instant,
): string[] {
  return [
    'Date',
    httpDate(now),
    ...describingContent(type, representation.coding, length),
    'ETag',
    `"${representation.tag}"`,
    'Last-Modified',
    httpDate(document.modified),
    ...(document.link === undefined ? [] : ['Link', document.link]),
    ...(location === undefined ? [] : ['Content-Location', location]),
  ];
}

/** The same of a content that is not the representation of anything: that of an error. */
export function describingContent(type: string, coding: Coding, length: number | undefined): string[] {
  return [
    'Content-Type',
    type,
    ...(length === undefined ? [] : ['Content-Length', String(length)]),
    ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
    ...forAnyOrigin,
    'X-Content-Type-Options',
    'nosniff',
  ];
}

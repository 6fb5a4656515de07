import { readHttpDate } from '../text/http-date.ts';
import type { Instant } from '../text/instant.ts';
import { matchesStrongly, matchesWeakly, readEntityTags } from './entity-tag.ts';
import type { RequestFields } from './fields.ts';
import type { ServedDocument } from './site.ts';

/** What dates are held against: a document of which a representation would be sent. */
type Dated = Pick<ServedDocument, 'modified' | 'unclearUntil'>;

export type Verdict = 'go on' | 'not modified' | 'failed';

/**
 * RFC 9110 13.2.2, in its order, for GET and HEAD: what is said of entity tags overrules what is said of dates. A date
 * that is none counts as not there (13.1.3, 13.1.4).
 *
 * @param tag The strong entity tag of the representation, without its quotes.
 */
export function evaluate(
  fields: RequestFields,
  tag: string,
  { modified, unclearUntil = Number.NEGATIVE_INFINITY }: Dated,
  now: Instant,
): Verdict {
  const ifMatch = fields['if-match'];
  const ifUnmodifiedSince = fields['if-unmodified-since'];
  if (ifMatch !== undefined) {
    if (!matchesStrongly(readEntityTags(ifMatch), tag)) return 'failed';
  } else if (ifUnmodifiedSince !== undefined) {
    const since = readHttpDate(ifUnmodifiedSince, now);
    if (since !== undefined && modified > since) return 'failed';
  }
  const ifNoneMatch = fields['if-none-match'];
  const ifModifiedSince = fields['if-modified-since'];
  if (ifNoneMatch !== undefined) {
    // Most requests for a feed that is known have just this.
    if (ifNoneMatch === `"${tag}"`) return 'not modified';
    return matchesWeakly(readEntityTags(ifNoneMatch), tag) ? 'not modified' : 'go on';
  }
  if (ifModifiedSince !== undefined) {
    const since = readHttpDate(ifModifiedSince, now);
    if (since !== undefined && since >= modified && since > unclearUntil) return 'not modified';
  }
  return 'go on';
}

/**
 * Whether a `Range` counts beside this `If-Range` (RFC 9110 13.1.5): compared strongly, and dates exactly. A date tells
 * versions apart only if the last one is at least a second old (8.8.2.2).
 */
export function rangeApplies(
  ifRange: string | undefined,
  tag: string,
  { modified, unclearUntil }: Dated,
  now: Instant,
): boolean {
  if (ifRange === undefined) return true;
  if (/^(?:W\/)?"/.test(ifRange)) {
    const tags = readEntityTags(ifRange);
    return tags.length === 1 && matchesStrongly(tags, tag);
  }
  return readHttpDate(ifRange, now) === modified && unclearUntil === undefined && now - modified >= 1000;
}

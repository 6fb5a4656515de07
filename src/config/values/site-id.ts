import { type Reading, shown } from './reading.ts';

/** RFC 4151 2.1: DNSname and emailAddress, in the lower case that the RFC asks for; the last dot of a name is not part. */
const authority = /^(?:[a-z0-9._-]+@)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const date = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const hint = 'write a host name or e-mail address that is yours, a comma, and a date on which it was: example.org,2026';

/**
 * A tagging entity, `authority,date` (RFC 4151 2.1): the lasting name in which ids are minted. Case and a missing day
 * are part of the name, so nothing is mended: `example.org,2026` and `example.org,2026-01-01` are two names.
 */
export function readSiteId(text: string): Reading<string> {
  const comma = text.lastIndexOf(',');
  const [name, day] = [text.slice(0, Math.max(comma, 0)), text.slice(comma + 1)];
  if (comma < 0) return { problem: `${shown(text)} has no date after a comma`, hint };
  if (!authority.test(name)) {
    const problem = /[A-Z]/.test(name) ? 'is not in lower case' : 'is neither a host name nor an e-mail address';
    return { problem: `${shown(name)} ${problem}`, hint };
  }
  if (!isDate(day)) return { problem: `${shown(day)} is not a date of the form 2026, 2026-11 or 2026-11-24`, hint };
  return { value: text };
}

function isDate(text: string): boolean {
  const [, year, month = '01', day = '01'] = date.exec(text) ?? [];
  if (year === undefined) return false;
  const instant = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(`${year}-${month}-${day}`);
}

/**
 * The name of a site that gave itself none: the host of its base URL, and the year in which Hayloft began. The year is
 * a constant because ids must not change with the clock; that the host was somebody else's before is the price.
 *
 * RFC 4151 knows neither `[` nor `:` nor `_`, which IPv6 addresses and some intranet hosts contain: they become `-`.
 */
export function siteIdOf(baseUrl: string): string {
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$|\.$/g, '');
  const labels = host
    .split('.')
    .map((label) => label.replace(/[^a-z0-9]/g, '-').replace(/^-|-$/g, (dash) => `0${dash}0`));
  return `${labels.join('.')},2026`;
}

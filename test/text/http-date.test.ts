import { describe, expect, it } from 'vitest';
import { httpDate, readHttpDate } from '../../src/text/http-date.ts';

const now = Date.UTC(2026, 10, 24);
const example = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('an HTTP-date (RFC 9110 5.6.7)', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'is read in each of its forms: %s',
    (text) => expect(readHttpDate(text, now)).toBe(example),
  );

  it('is written in one', () => expect(httpDate(example + 999)).toBe('Sun, 06 Nov 1994 08:49:37 GMT'));

  it.each([
    ['Sunday, 06-Nov-76 08:49:37 GMT', 2076],
    ['Monday, 30-Nov-76 00:00:00 GMT', 1976],
    ['Sunday, 06-Nov-77 08:49:37 GMT', 1977],
    ['Thursday, 01-Jan-26 00:00:00 GMT', 2026],
  ])('of two digits of year is at most 50 years ahead: %s', (text, year) => {
    expect(new Date(readHttpDate(text, now) as number).getUTCFullYear()).toBe(year);
  });

  it.each([
    '',
    'now',
    '784111777',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'sun, 06 nov 1994 08:49:37 gmt',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 31 Feb 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 24:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
  ])('is none: %j', (text) => expect(readHttpDate(text, now)).toBeUndefined());
});

import { describe, expect, test } from 'vitest';
import { readDate } from '../../src/article/dates.ts';

function read(text: string, zone = 'America/Sao_Paulo'): string {
  const date = readDate(text, zone);
  if (!('instant' in date)) return date.code.replace('front-matter/', '');
  const iso = new Date(date.instant).toISOString().replace('.000Z', 'Z');
  return date.precision === 'day' ? `day ${iso}` : iso;
}

describe('RFC 3339 5.6', () => {
  test.each([
    ['2024-03-05T10:00:00Z', '2024-03-05T10:00:00Z'],
    ['2024-03-05t10:00:00z', '2024-03-05T10:00:00Z'],
    ['2024-03-05 10:00:00Z', '2024-03-05T10:00:00Z'],
    ['2024-03-05T10:00:00.5Z', '2024-03-05T10:00:00.500Z'],
    ['2024-03-05T10:00:00.123456789+01:00', '2024-03-05T09:00:00.123Z'],
    ['2024-03-05T10:00:00-00:00', '2024-03-05T10:00:00Z'],
    ['2024-03-05T23:30:00-05:30', '2024-03-06T05:00:00Z'],
    ['1937-01-01T12:00:27.87+00:20', '1937-01-01T11:40:27.870Z'],
  ])('%s', (text, instant) => expect(read(text)).toBe(instant));

  test('a leap second is the next second, wherever the clock that showed it stood', () => {
    expect(read('1990-12-31T23:59:60Z')).toBe('1991-01-01T00:00:00Z');
    expect(read('1990-12-31T15:59:60-08:00')).toBe('1991-01-01T00:00:00Z');
  });

  test('there is no leap second in the middle of a UTC day', () => {
    expect(read('1990-12-31T10:00:60Z')).toBe('bad-date');
  });
});

describe('what generators and clippers write', () => {
  test.each([
    ['2024-03-05T10:00', '2024-03-05T13:00:00Z'],
    ['2013-1-2 3:04:05', '2013-01-02T05:04:05Z'],
    ['2019-03-04 10:00:00 +0200', '2019-03-04T08:00:00Z'],
    ['2019-03-04T10:00:00+09', '2019-03-04T01:00:00Z'],
    ['2019-03-04 10:00:00 UTC', '2019-03-04T10:00:00Z'],
    ['2019-03-04 10:00:00 +0000 UTC', '2019-03-04T10:00:00Z'],
    ['2019-03-04 10:00 Europe/Lisbon', '2019-03-04T10:00:00Z'],
    ['2024-03-05T10:00:00+09:00[Asia/Tokyo]', '2024-03-05T01:00:00Z'],
    ['2024-03-05', 'day 2024-03-05T03:00:00Z'],
    ['2024/03/05', 'day 2024-03-05T03:00:00Z'],
    ['2024.03.05', 'day 2024-03-05T03:00:00Z'],
    ['20240305', 'day 2024-03-05T03:00:00Z'],
    ['20240305T101500Z', '2024-03-05T10:15:00Z'],
    ['Tue, 05 Mar 2024 10:00:00 GMT', '2024-03-05T10:00:00Z'],
    ['5 Mar 2024 10:00 EST', '2024-03-05T15:00:00Z'],
    ['Tue Mar 05 2024 10:00:00 GMT+0100 (Central European Standard Time)', '2024-03-05T09:00:00Z'],
    ['Tue Mar 5 10:00:00 2024 +0100', '2024-03-05T09:00:00Z'],
    ['March 5, 2024', 'day 2024-03-05T03:00:00Z'],
    ['5th March 2024', 'day 2024-03-05T03:00:00Z'],
    ['Mar 5, 2024 2:36 PM', '2024-03-05T17:36:00Z'],
    ['Mar 5, 2024, 12:05\u202fa.m.', '2024-03-05T03:05:00Z'],
    ['5 de março de 2024', 'day 2024-03-05T03:00:00Z'],
    ['5. März 2024', 'day 2024-03-05T03:00:00Z'],
    ['2024年3月5日', 'day 2024-03-05T03:00:00Z'],
    ['2024年3月5日(火) 10:20', '2024-03-05T13:20:00Z'],
    ['2024년 3월 5일', 'day 2024-03-05T03:00:00Z'],
    ['5 марта 2024', 'day 2024-03-05T03:00:00Z'],
    ['2024-03-05 Tue', 'day 2024-03-05T03:00:00Z'],
    ['2024-03-05T10:00:00 (UTC -05:00)', '2024-03-05T15:00:00Z'],
    ['13/04/2024', 'day 2024-04-13T03:00:00Z'],
    ['04/13/2024', 'day 2024-04-13T03:00:00Z'],
    ['05/05/2024', 'day 2024-05-05T03:00:00Z'],
    ['1066-10-14T09:00:00Z', '1066-10-14T09:00:00Z'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('never a guess', () => {
  test.each([
    ['03/04/2024', 'ambiguous-date'],
    ['3.4.2024', 'ambiguous-date'],
    ['4/9/24', 'ambiguous-date'],
    ['4/9/24, 2:36 PM', 'ambiguous-date'],
    ['13/04/24', 'ambiguous-date'],
    ['05 Mar 24', 'ambiguous-date'],
    ['2024-02-31', 'bad-date'],
    ['2024-03-05 or so', 'bad-date'],
    ['2023-02-29', 'bad-date'],
    ['2024-13-01', 'bad-date'],
    ['13/13/2024', 'bad-date'],
    ['February 30, 2024', 'bad-date'],
    ['2024-03-05T24:00:00Z', 'bad-date'],
    ['2024-03-05T10:60:00Z', 'bad-date'],
    ['2024-03-05T10:00:00+24:00', 'bad-date'],
    ['2024-03-05 13:00 PM', 'bad-date'],
    ['2024-03-05 10:00 Mars/Olympus', 'bad-date'],
    ['yesterday', 'bad-date'],
    ['now', 'bad-date'],
    ['1709632800', 'bad-date'],
    ['1709632800000', 'bad-date'],
    ['2024', 'bad-date'],
    ['2024-03', 'bad-date'],
    ['March 2024', 'bad-date'],
    ['5 Foo 2024', 'bad-date'],
    ['10:00', 'bad-date'],
    ['0000-01-01', 'bad-date'],
    ['0001-01-01T00:00:00+14:00', 'bad-date'],
    ['9999-12-31T23:59:59-01:00', 'bad-date'],
    ['2024-03-05T10:00:00Z and more', 'bad-date'],
    ['', 'bad-date'],
  ])('%j is refused as %s', (text, code) => expect(read(text)).toBe(code));

  test('the hint of an ambiguous date shows both readings', () => {
    expect(readDate('03/04/2024', 'UTC')).toMatchObject({ hint: 'write 2024-03-04 or 2024-04-03' });
  });

  test('a megabyte of digits takes no time', () => {
    const before = performance.now();
    expect(read('1'.repeat(1_000_000))).toBe('bad-date');
    expect(performance.now() - before).toBeLessThan(100);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Civil, isCalendarDay, utcInstant } from '../../src/text/civil.ts';
import { dayMs } from '../../src/text/instant.ts';
import { dayIn, instantIn, isTimeZone, localTimeIn, offsetAt, startOfDay } from '../../src/text/zone.ts';

const at = (year: number, month: number, day: number, hour = 0, minute = 0): Civil => ({
  year,
  month,
  day,
  hour,
  minute,
  second: 0,
  millisecond: 0,
});
const iso = (instant: number) => new Date(instant).toISOString();

describe('the calendar', () => {
  test('has a leap day every fourth year, but not in 1900', () => {
    expect([2024, 2000, 1900, 2023].map((year) => isCalendarDay(year, 2, 29))).toEqual([true, true, false, false]);
  });

  test('has no year 0, no month 13 and no day 31 in April', () => {
    expect(isCalendarDay(0, 1, 1) || isCalendarDay(2024, 13, 1) || isCalendarDay(2024, 4, 31)).toBe(false);
  });

  test('trap of Date.UTC: the year 99 is not 1999', () => {
    expect(iso(utcInstant(at(99, 12, 31)))).toBe('0099-12-31T00:00:00.000Z');
  });
});

describe('a time in a zone', () => {
  test('is read with the offset of that day, summer and winter', () => {
    expect(iso(instantIn('Europe/Lisbon', at(2024, 1, 10, 12)))).toBe('2024-01-10T12:00:00.000Z');
    expect(iso(instantIn('Europe/Lisbon', at(2024, 7, 10, 12)))).toBe('2024-07-10T11:00:00.000Z');
  });

  test('is what clocks there show at that instant', () => {
    expect(localTimeIn('Europe/Lisbon', Date.UTC(2024, 6, 10, 11))).toBe('2024-07-10T12:00:00');
    expect(localTimeIn('Asia/Tokyo', Date.UTC(2023, 11, 31, 15, 0, 0, 5))).toBe('2024-01-01T00:00:00.005');
  });

  test('that clocks skip goes as far past the gap as it lies in it', () => {
    expect(iso(instantIn('America/New_York', at(2024, 3, 10, 2, 30)))).toBe('2024-03-10T07:30:00.000Z');
  });

  test('that clocks show twice is the earlier one', () => {
    expect(iso(instantIn('America/New_York', at(2024, 11, 3, 1, 30)))).toBe('2024-11-03T05:30:00.000Z');
  });

  test('is right next to a change of clocks', () => {
    expect(iso(instantIn('America/New_York', at(2024, 3, 10, 1, 59)))).toBe('2024-03-10T06:59:00.000Z');
    expect(iso(instantIn('America/New_York', at(2024, 3, 10, 3, 0)))).toBe('2024-03-10T07:00:00.000Z');
    expect(iso(instantIn('America/New_York', at(2024, 11, 3, 2, 0)))).toBe('2024-11-03T07:00:00.000Z');
  });

  test('of the time before standard time has an offset in seconds', () => {
    expect(offsetAt(Date.UTC(1900, 0, 1), 'America/Sao_Paulo')).toBe(-(3 * 3600 + 6 * 60 + 28) * 1000);
  });
});

describe('the first instant of a day', () => {
  test('is midnight in the zone', () => {
    expect(iso(startOfDay('Asia/Tokyo', 2024, 3, 5))).toBe('2024-03-04T15:00:00.000Z');
  });

  test('is one in the morning where there was no midnight', () => {
    expect(iso(startOfDay('America/Sao_Paulo', 2018, 11, 4))).toBe('2018-11-04T03:00:00.000Z');
  });

  test('is the end of a gap that began the day before', () => {
    expect(iso(startOfDay('America/Toronto', 1919, 3, 31))).toBe('1919-03-31T04:30:00.000Z');
  });

  test('is the first of two midnights', () => {
    expect(iso(startOfDay('America/Havana', 2024, 11, 3))).toBe('2024-11-03T04:00:00.000Z');
  });
});

describe('a day that is given without a time', () => {
  const readIn = (zone: string, day: string) => {
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    return dayIn(zone, startOfDay(zone, year, month, date));
  };

  test('is the same day in every zone', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const day = fc.integer({ min: Date.UTC(1800, 0, 1) / dayMs, max: Date.UTC(2100, 0, 1) / dayMs });
    fc.assert(
      fc.property(zone, day, (zone, day) => {
        const written = iso(day * dayMs).slice(0, 10);
        fc.pre(!neverCame.has(`${zone} ${written}`));
        expect(readIn(zone, written)).toBe(written);
      }),
      { numRuns: 3000, seed: 4 },
    );
  });

  test.each([
    ['America/Sao_Paulo', '2018-11-04'],
    ['America/Havana', '2024-03-10'],
    ['America/Asuncion', '2023-10-01'],
    ['America/Santiago', '2022-09-11'],
    ['America/Scoresbysund', '2023-03-26'],
    ['Africa/Cairo', '2024-04-26'],
    ['Asia/Amman', '2022-02-25'],
    ['Asia/Beirut', '2024-03-31'],
    ['Asia/Tehran', '2022-03-22'],
    ['America/Toronto', '1919-03-31'],
  ])('is the same in %s on %s, when clocks were set forward at midnight', (zone, day) => {
    expect(readIn(zone, day)).toBe(day);
  });

  /** Where the date line was moved. */
  const neverCame = new Map([
    ['Pacific/Apia 2011-12-30', '2011-12-31'],
    ['Pacific/Fakaofo 2011-12-30', '2011-12-31'],
    ['Pacific/Enderbury 1994-12-31', '1995-01-01'],
    ['Pacific/Kiritimati 1994-12-31', '1995-01-01'],
    ['Pacific/Kwajalein 1993-08-21', '1993-08-22'],
    ['Asia/Manila 1844-12-31', '1845-01-01'],
  ]);
  test.each([...neverCame])('is the next one where it never came: %s', (place, next) => {
    const [zone, day] = place.split(' ') as [string, string];
    expect(readIn(zone, day)).toBe(next);
  });
});

describe('the day on which an instant falls', () => {
  test('is that of the zone', () => {
    const instant = Date.UTC(2026, 0, 1, 2);
    expect(dayIn('UTC', instant)).toBe('2026-01-01');
    expect(dayIn('America/Sao_Paulo', instant)).toBe('2025-12-31');
  });

  test('is on the proleptic Gregorian calendar, with four digits of year', () => {
    expect(dayIn('UTC', Date.UTC(1500, 1, 28))).toBe('1500-02-28');
    expect(dayIn('UTC', Date.parse('0012-03-04T00:00:00Z'))).toBe('0012-03-04');
  });
});

test('only names of the IANA database are time zones', () => {
  expect(['Europe/Lisbon', 'europe/lisbon', 'UTC', 'Europe/Lisbonne', '', '__proto__'].map(isTimeZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

import { describe, expect, it } from 'vitest';
import { readCron } from '../../src/config/values/cron.ts';
import { known } from '../../src/config/values/reading.ts';
import { nextSlot } from '../../src/schedule/slots.ts';
import { dayMs, minuteMs, rfc3339 } from '../../src/text/instant.ts';
import { localTimeIn } from '../../src/text/zone.ts';

const pattern = (text: string) => known(readCron(text));

/** The slots between two instants, both given in UTC. */
function slots(text: string, zone: string, from: string, until: string): number[] {
  const found: number[] = [];
  const read = pattern(text);
  for (let at = Date.parse(from) - 1; ; ) {
    const next = nextSlot(read, zone, at);
    if (next === undefined || next >= Date.parse(until)) return found;
    found.push(next);
    at = next;
  }
}
const shown = (zone: string, instants: readonly number[]) =>
  instants.map((instant) => localTimeIn(zone, instant).slice(5, 16));
const gaps = (instants: readonly number[]) =>
  new Set(instants.slice(1).map((instant, i) => (instant - (instants[i] as number)) / minuteMs));

const lisbon = 'Europe/Lisbon';
const saoPaulo = 'America/Sao_Paulo';
const lordHowe = 'Australia/Lord_Howe';

describe('an interval', () => {
  it.each([
    [lisbon, '2026-10-24T12:00Z', '2026-10-26T12:00Z', 'autumn: 01:00 to 02:00 comes twice'],
    [lisbon, '2026-03-28T12:00Z', '2026-03-30T12:00Z', 'spring'],
    [saoPaulo, '2019-02-16T12:00Z', '2019-02-17T12:00Z', 'autumn: 23:00 to midnight comes twice'],
    [saoPaulo, '2018-11-03T12:00Z', '2018-11-04T12:00Z', 'spring, at midnight'],
    [lordHowe, '2026-04-04T06:00Z', '2026-04-05T06:00Z', 'autumn, by half an hour'],
    [lordHowe, '2026-10-03T06:00Z', '2026-10-04T06:00Z', 'spring, by half an hour'],
  ])('of 15 minutes has a slot every 15 minutes when clocks are set: %s, %s', (zone, from, until) => {
    const found = slots('*/15 * * * *', zone, from, until);
    expect(gaps(found)).toEqual(new Set([15]));
    expect(found).toHaveLength((Date.parse(until) - Date.parse(from)) / (15 * minuteMs));
  });

  it('within some hours of the day goes on through the hour that comes twice', () => {
    expect(shown(lisbon, slots('*/30 1 * * *', lisbon, '2026-10-24T12:00Z', '2026-10-25T12:00Z'))).toEqual([
      '10-25T01:00',
      '10-25T01:30',
      '10-25T01:00',
      '10-25T01:30',
    ]);
  });
});

describe('a time of day', () => {
  it.each([
    [lisbon, '30 1 * * *', '2026-03-28T12:00Z', ['03-29T02:30', '03-30T01:30']],
    [saoPaulo, '0 0 * * *', '2018-11-03T12:00Z', ['11-04T01:00', '11-05T00:00']],
    [lordHowe, '15 2 * * *', '2026-10-03T06:00Z', ['10-04T02:45', '10-05T02:15']],
  ])(
    'that is skipped in spring has its day all the same, as far behind the gap: %s, %s',
    (zone, text, from, expected) => {
      const until = rfc3339(Date.parse(from) + 2 * dayMs);
      expect(shown(zone, slots(text, zone, from, until))).toEqual(expected);
    },
  );

  it.each([
    [lisbon, '30 1 * * *', '2026-10-24T12:00Z', ['10-25T01:30', '10-26T01:30'], '2026-10-25T00:30:00Z'],
    [saoPaulo, '30 23 * * *', '2019-02-16T12:00Z', ['02-16T23:30', '02-17T23:30'], '2019-02-17T01:30:00Z'],
    [lordHowe, '45 1 * * *', '2026-04-04T06:00Z', ['04-05T01:45', '04-06T01:45'], '2026-04-04T14:45:00Z'],
  ])('that comes twice in autumn counts once, the first time: %s, %s', (zone, text, from, expected, first) => {
    const found = slots(text, zone, from, rfc3339(Date.parse(from) + 2 * dayMs));
    expect(shown(zone, found)).toEqual(expected);
    expect(rfc3339(found[0] as number)).toBe(first);
  });

  it('behind a gap comes before those that were moved behind it', () => {
    const found = slots('0,10,20 1,2 * * *', lisbon, '2026-03-29T00:30Z', '2026-03-29T03:00Z');
    expect(shown(lisbon, found)).toEqual(['03-29T02:00', '03-29T02:10', '03-29T02:20']);
  });

  it('has its day where a whole one was left out', () => {
    expect(shown('Pacific/Apia', slots('0 9 * * *', 'Pacific/Apia', '2011-12-29T12:00Z', '2012-01-01T12:00Z'))).toEqual(
      ['12-29T09:00', '12-31T09:00', '01-01T09:00'],
    );
  });
});

describe('in any zone, over a year', () => {
  it.each([
    [lisbon, 60],
    [saoPaulo, 60],
    ['Africa/Casablanca', 60],
    // Half an hour comes twice, and in it no full hour.
    [lordHowe, 90],
  ])('an hourly interval never waits longer, and a daily slot has each day once: %s', (zone, longest) => {
    const year = ['2018-03-01T12:00Z', '2019-03-01T12:00Z'] as const;
    expect(Math.max(...gaps(slots('0 * * * *', zone, ...year)))).toBe(longest);
    for (const text of ['30 0 * * *', '30 1 * * *', '15 2 * * *', '30 23 * * *']) {
      const days = slots(text, zone, ...year).map((instant) => localTimeIn(zone, instant).slice(0, 10));
      expect(days).toHaveLength(365);
      expect(new Set(days).size).toBe(365);
    }
  });
});

describe('the slot after an instant', () => {
  it('is later than it, to the millisecond', () => {
    const slot = Date.parse('2026-11-24T08:15Z');
    expect(nextSlot(pattern('*/15 * * * *'), 'UTC', slot - 1)).toBe(slot);
    expect(nextSlot(pattern('*/15 * * * *'), 'UTC', slot)).toBe(slot + 15 * minuteMs);
  });

  it('is found by a few looks also on a day on which clocks are set forward or back, were it one of each second', () => {
    const everySecond = pattern('* * * * * *');
    let looks = 0;
    const counted = {
      ...everySecond,
      after: (local: number) => {
        looks += 1;
        return everySecond.after(local);
      },
    };
    for (const noon of ['2026-03-29T12:00Z', '2026-10-24T12:00Z', '2026-10-25T12:00Z'].map(Date.parse)) {
      expect(nextSlot(counted, lisbon, noon)).toBe(noon + 1000);
    }
    expect(looks).toBeLessThan(10);
  });

  it.each([
    ['0 0 29 2 *', '2028-02-29T00:00:00Z'],
    ['0 12 L * *', '2026-11-30T12:00:00Z'],
    ['0 12 * * 5#1', '2026-12-04T12:00:00Z'],
    ['0 12 15W * *', '2026-12-15T12:00:00Z'],
    ['@hourly', '2026-11-24T09:00:00Z'],
    ['*/10 * * * * *', '2026-11-24T08:00:10Z'],
    ['0 22-2/2 * * *', '2026-11-24T22:00:00Z'],
  ])('of %s is right', (text, expected) => {
    expect(rfc3339(nextSlot(pattern(text), 'UTC', Date.parse('2026-11-24T08:00Z')) as number)).toBe(expected);
  });
});

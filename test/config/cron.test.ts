import cron from 'node-cron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readCron } from '../../src/config/values/cron.ts';
import { known } from '../../src/config/values/reading.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a schedule', () => {
  it.each([
    ['every minute', /no schedule/],
    ['', /no schedule/],
    ['* * *', /expected 5 or 6 fields but got 3/],
    ['60 * * * *', /"60" is no minute/],
    ['0 24 * * *', /"24" is no hour/],
    ['0 0 31 2 *', /there is no such day/],
    ['*/90 * * * *', /takes longer steps than its field has values/],
    ['0 0 L * 1#1', /never comes/],
    ['@reboot', /no schedule/],
  ])('that is wrong is refused with the reason: %j', (text, expected) => {
    const reading = readCron(text);
    expect('problem' in reading && reading.problem).toMatch(expected);
  });

  it('as cron takes it, but not node-cron, is answered with what is meant', () => {
    expect(readCron('5/15 * * * *')).toMatchObject({ hint: 'did you mean "5-59/15 * * * *"?' });
  });

  it.each([
    ['*/15 * * * *', true],
    ['0 * * * *', true],
    ['@hourly', true],
    ['*/10 8-18 * * *', true],
    ['0 6 * * *', false],
    ['@daily', false],
    ['0,30 1,2 * * *', false],
    ['*/5 * * * * *', true],
  ])('%s is an interval: %s', (text, expected) => {
    expect(known(readCron(text)).isInterval).toBe(expected);
  });
});

/** What PACKAGES and src/config/values/cron.ts call its surprises. When one of these fails, look there. */
describe('node-cron', () => {
  const nextRuns = (pattern: string, timezone: string, now: string) => {
    vi.useFakeTimers({ now: Date.parse(now) });
    const task = cron.createTask(pattern, () => {}, { timezone });
    const runs = task.getNextRuns(2).map((date) => date.toISOString());
    void task.destroy();
    return runs;
  };

  it('loses the repeated hour of autumn to an interval in a zone', () => {
    expect(nextRuns('*/30 * * * *', 'Europe/Berlin', '2026-10-24T23:00:00Z')).toEqual([
      '2026-10-24T23:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ]);
  });

  it('loses the day of the gap in spring to a time of day in a zone', () => {
    expect(nextRuns('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual([
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ]);
  });

  it('wants both the day of the month and the day of the week', () => {
    const after = known(readCron('0 0 1 * 1')).after(Date.parse('2026-11-24T00:00Z')) as number;
    expect(new Date(after).toISOString()).toBe('2027-02-01T00:00:00.000Z');
  });

  it('takes a step that is longer than its field for the first value', () => {
    expect(cron.parse('*/90 * * * *').minute).toEqual([0]);
  });

  it('keeps what it was asked for in a list, unless it is destroyed', () => {
    const before = cron.getTasks().size;
    const task = cron.createTask('* * * * *', () => {});
    expect(cron.getTasks().size).toBe(before + 1);
    void task.destroy();
    readCron('* * * * *');
    expect(cron.getTasks().size).toBe(before);
  });
});

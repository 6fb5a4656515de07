import { describe, expect, it } from 'vitest';
import { isDue, retryAt } from '../../../src/build/pictures/retry.ts';
import { dayMs, hourMs } from '../../../src/text/instant.ts';

const now = Date.UTC(2026, 10, 24, 8);
const pauseAfter = (attempts: number, retryAfter?: string) => (retryAt(now, attempts, retryAfter) - now) / hourMs;

describe('the pause before a picture is tried again', () => {
  it('is an hour, and doubles up to a week', () => {
    expect([1, 2, 3, 8, 9, 1000].map((attempts) => pauseAfter(attempts))).toEqual([1, 2, 4, 128, 168, 168]);
  });

  it.each([
    ['10', 1],
    ['7200', 2],
    ['99999999999', 168],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 3],
    ['Tue, 24 Nov 2020 11:00:00 GMT', 1],
    ['soon', 1],
    ['-5', 1],
  ])('is longer where the server says so, within a week: %s', (retryAfter, hours) => {
    expect(pauseAfter(1, retryAfter)).toBe(hours);
  });

  it('is over at its end, and where a clock that was ahead has set it', () => {
    expect(isDue(now, now + 1)).toBe(false);
    expect(isDue(now, now)).toBe(true);
    expect(isDue(now, now + 7 * dayMs)).toBe(false);
    expect(isDue(now, now + 8 * dayMs)).toBe(true);
  });
});

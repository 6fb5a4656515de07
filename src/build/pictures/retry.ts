import { dayMs, hourMs, type Instant } from '../../text/instant.ts';

const longestPauseMs = 7 * dayMs;

/**
 * When a picture that could not be had is tried again: after an hour, then after twice as long each time, at most a
 * week; later if its server says so, but not after that week.
 *
 * @param attempts All that failed in a row, at least 1.
 * @param retryAfter The field of that name as received (RFC 9110 10.2.3).
 */
export function retryAt(now: Instant, attempts: number, retryAfter?: string): Instant {
  const pauseMs = hourMs * 2 ** (attempts - 1);
  return now + Math.min(Math.max(pauseMs, askedPauseMs(now, retryAfter)), longestPauseMs);
}

/** A moment further away than any pause was set by a clock that was ahead. */
export function isDue(now: Instant, at: Instant): boolean {
  return now >= at || at - now > longestPauseMs;
}

function askedPauseMs(now: Instant, retryAfter: string | undefined): number {
  if (retryAfter === undefined) return 0;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? 0 : at - now;
}

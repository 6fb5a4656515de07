import type { CronPattern } from '../config/values/cron.ts';
import { dayMs, type Instant } from '../text/instant.ts';
import { instantsIn, offsetAt } from '../text/zone.ts';

/**
 * The first slot of a schedule after an instant; none where there is none in 30 years.
 *
 * Where clocks are set forward, a time that does not come is made up as far behind the gap as it lies in it, so that a
 * daily slot has its day. Where they are set back, an interval goes on through the hour that comes twice, and a time of
 * day counts once, the first time. That is what cron(8) and RFC 5545 3.3.5 do.
 *
 * @param zone IANA name.
 */
export function nextSlot(pattern: CronPattern, zone: string, after: Instant): Instant | undefined {
  let best: Instant | undefined;
  let local = pattern.after(after + leastAhead(after, zone));
  while (local !== undefined && (best === undefined || local - mostAhead(local, zone) < best)) {
    const [first, second] = instantsIn(zone, local);
    for (const instant of second !== undefined && pattern.isInterval ? [first, second] : [first]) {
      if (instant > after && (best === undefined || instant < best)) best = instant;
    }
    local = pattern.after(local);
  }
  return best;
}

function leastAhead(around: number, zone: string): number {
  return Math.min(...offsetsAround(around, zone));
}

function mostAhead(around: number, zone: string): number {
  return Math.max(...offsetsAround(around, zone));
}

/** No zone is more than a day ahead of UTC or behind, so that it does not matter which of the two clocks is meant. */
function offsetsAround(around: number, zone: string): number[] {
  return [-dayMs, 0, dayMs].map((days) => offsetAt(around + days, zone));
}

import type { CronPattern } from '../config/values/cron.ts';
import { hourMs, type Instant } from '../text/instant.ts';
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
  let local = pattern.after(after + Math.min(...offsetsNear(after, zone)));
  while (local !== undefined) {
    const [first, second] = instantsIn(zone, local);
    for (const instant of second !== undefined && pattern.isInterval ? [first, second] : [first]) {
      if (instant > after && (best === undefined || instant < best)) best = instant;
    }
    // Behind a gap come times before those that were made up.
    if (best !== undefined && first - shiftNear(first, zone) >= best) return best;
    local = pattern.after(local);
  }
  return best;
}

/** Longer than clocks are ever set forward or back, but for changes of the date, which change no time of day. */
const nearMs = 3 * hourMs;

function offsetsNear(instant: Instant, zone: string): number[] {
  return [-nearMs, 0, nearMs].map((ms) => offsetAt(instant + ms, zone));
}

/** By how much clocks are set forward or back near an instant; mostly by nothing. */
function shiftNear(instant: Instant, zone: string): number {
  const offsets = offsetsNear(instant, zone);
  return Math.max(...offsets) - Math.min(...offsets);
}

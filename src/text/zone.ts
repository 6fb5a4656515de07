import { type Civil, utcInstant } from './civil.ts';
import { dayMs, hourMs, type Instant, minuteMs, rfc3339 } from './instant.ts';

/** By lower-cased name: as many as there are zones, since only names that exist are kept. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Whether the name is a time zone of the IANA database (upper and lower case do not matter). */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * What a clock in the zone is ahead of UTC at that instant, in milliseconds. Seconds count: before standard time came,
 * São Paulo was 3:06:28 behind.
 */
export function offsetAt(instant: Instant, zone: string): number {
  if (zone === 'UTC') return 0;
  const shown = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(clockOf(zone).format(instant));
  if (!shown) return 0;
  const [, sign, hours, minutes, seconds = '0'] = shown;
  const ahead = Number(hours) * hourMs + Number(minutes) * minuteMs + Number(seconds) * 1000;
  return sign === '-' ? -ahead : ahead;
}

/**
 * When a clock in the zone shows this. Where it shows it twice (it was set back), the earlier time; where it never
 * does (it was set forward), as far past the gap as the time lies in it: 02:30 becomes 03:30. That is what RFC 5545
 * 3.3.5 asks of calendars.
 */
export function instantIn(zone: string, civil: Civil): Instant {
  return resolve(zone, utcInstant(civil)).instant;
}

/** The first instant of a day in the zone: not midnight where clocks were set forward at midnight. */
export function startOfDay(zone: string, year: number, month: number, day: number): Instant {
  const midnight = utcInstant({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 });
  const { instant, before, after } = resolve(zone, midnight);
  if (before === after || instant + offsetAt(instant, zone) === midnight) return instant;
  let [low, high] = [midnight - after, midnight - before];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The calendar day on which an instant falls in the zone, `YYYY-MM-DD`. */
export function dayIn(zone: string, instant: Instant): string {
  const shown = new Date(instant + offsetAt(instant, zone));
  const parts = [shown.getUTCFullYear(), shown.getUTCMonth() + 1, shown.getUTCDate()];
  return parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-');
}

/** What clocks in the zone show at an instant: `YYYY-MM-DDThh:mm:ss`, with milliseconds where there are any. */
export function localTimeIn(zone: string, instant: Instant): string {
  return rfc3339(instant + offsetAt(instant, zone)).slice(0, -1);
}

/**
 * The instants at which clocks in the zone show this, in their order: two where it comes twice. Where it never does,
 * the one that {@link instantIn} puts in its place.
 *
 * @param local What they show, as milliseconds of a UTC clock that shows the same.
 */
export function instantsIn(zone: string, local: number): readonly [Instant, ...Instant[]] {
  const { instant, shownAt } = resolve(zone, local);
  const [first = instant, second = first] = shownAt.sort((a, b) => a - b);
  return first === second ? [first] : [first, second];
}

/** `local`: what the clock shows, as milliseconds of a UTC clock that shows the same. */
function resolve(zone: string, local: number) {
  const before = offsetAt(local - dayMs, zone);
  const after = offsetAt(local + dayMs, zone);
  const possible = before === after ? [local - before] : [local - before, local - after];
  const shownAt = possible.filter((instant) => instant + offsetAt(instant, zone) === local);
  return { instant: shownAt.length > 0 ? Math.min(...shownAt) : local - before, shownAt, before, after };
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const key = zone.toLowerCase();
  let clock = clocks.get(key);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    clocks.set(key, clock);
  }
  return clock;
}

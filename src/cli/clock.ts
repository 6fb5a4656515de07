import { isCalendarDay } from '../text/civil.ts';
import { type Instant, rfc3339 } from '../text/instant.ts';

/** The moment a command runs at, or why what was asked is none. */
export type Moment = { readonly now: Instant } | { readonly problem: string };

/** RFC 3339 5.6 date-time; the seconds may be absent. */
const dateTime = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;

/**
 * "Now", for the whole run: `--now`, else SOURCE_DATE_EPOCH (reproducible-builds.org: whole seconds since 1970,
 * anything else is an error), else the wall clock.
 */
export function momentOf(asked: string | undefined, epoch: string | undefined, wallClock: () => Instant): Moment {
  const moment = statedMoment(asked, epoch, wallClock);
  if ('problem' in moment || moment.now <= latest) return moment;
  return { problem: `the moment of a run is at the latest ${rfc3339(latest)}` };
}

/**
 * RFC 3339 ends with the year 9999, and each run is recorded later than the one before, whatever the clock says by then:
 * a day is left for them.
 */
const latest = Date.UTC(9999, 11, 31) - 1;

function statedMoment(asked: string | undefined, epoch: string | undefined, wallClock: () => Instant): Moment {
  if (asked !== undefined) return fromDateTime(asked);
  if (epoch === undefined || epoch === '') return { now: wallClock() };
  const now = Number(epoch) * 1000;
  if (/^\d{1,12}$/.test(epoch) && !Number.isNaN(new Date(now).getTime())) return { now };
  return { problem: `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}, not a whole number of seconds since 1970` };
}

function fromDateTime(asked: string): Moment {
  const [, year, month, day] = dateTime.exec(asked) ?? [];
  const now = Date.parse(asked.toUpperCase());
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(now) || !isCalendarDay(Number(year), Number(month), Number(day))) {
    return { problem: `--now ${JSON.stringify(asked)} is not an instant such as 2026-11-24T08:00:00Z` };
  }
  return { now };
}

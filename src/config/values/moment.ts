import { type Civil, isCalendarDay, utcInstant } from '../../text/civil.ts';
import { type Instant, minuteMs } from '../../text/instant.ts';
import { instantIn, startOfDay } from '../../text/zone.ts';
import { type Reading, shown } from './reading.ts';

const day = /^(\d{4})-(\d{2})-(\d{2})$/;
/** RFC 3339 5.6 date-time, its offset optional. */
const time = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?([Zz]|([+-])(\d{2}):(\d{2}))?$/;

/** Whether a text is a moment at all, for which the zone does not matter. */
export function readMomentForm(text: string): Reading<Instant> {
  return readMoment(text, 'UTC', 'from');
}

/**
 * An edge of a span of time: `2026-03-01`, or a date and time of RFC 3339, without offset in the zone given.
 *
 * A day is taken whole at both edges: as `until` it means the first instant after it, so that `from: 2026-01-01` and
 * `until: 2026-12-31` are the year 2026.
 */
export function readMoment(text: string, zone: string, edge: 'from' | 'until'): Reading<Instant> {
  const [, date = text, hour, minute, second = '0', fraction = '0', offset, sign, hours, minutes] =
    time.exec(text) ?? [];
  const [, y, m, d] = (day.exec(date) ?? []).map(Number);
  if (y === undefined || m === undefined || d === undefined) {
    return {
      problem: `${shown(text)} is not a date as in 2026-03-01 or 2026-03-01T09:00:00Z`,
      hint: 'write year, month and day with four, two and two digits',
    };
  }
  if (!isCalendarDay(y, m, d))
    return { problem: `${shown(date)} is not a calendar day`, hint: 'correct the day or the month' };
  if (hour === undefined)
    return { value: edge === 'from' ? startOfDay(zone, y, m, d) : startOfDay(zone, ...dayAfter(y, m, d)) };

  const civil: Civil = {
    ...{ year: y, month: m, day: d, hour: Number(hour), minute: Number(minute), second: Number(second) },
    millisecond: Math.floor(Number(`0.${fraction}`) * 1000),
  };
  const ahead = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs;
  if (
    civil.hour > 23 ||
    civil.minute > 59 ||
    civil.second > 60 ||
    Number(hours ?? 0) > 23 ||
    Number(minutes ?? 0) > 59
  ) {
    return { problem: `${shown(text)} is not a time of day`, hint: 'hours go to 23, minutes to 59' };
  }
  if (offset === undefined) return { value: instantIn(zone, civil) };
  return { value: utcInstant(civil) + (sign === '-' ? ahead : -ahead) };
}

function dayAfter(year: number, month: number, day: number): [number, number, number] {
  const next = new Date(utcInstant({ year, month, day: day + 1, hour: 0, minute: 0, second: 0, millisecond: 0 }));
  return [next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate()];
}

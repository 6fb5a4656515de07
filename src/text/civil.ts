import type { Instant } from './instant.ts';

/** A day and a time of day on the proleptic Gregorian calendar (ISO 8601), without a zone. Months count from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** RFC 3339 5.7: four digits of year, a month, and a day that the month has. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The instant at which UTC shows this. A second of 60 is the first of the next minute.
 *
 * Not `Date.UTC` alone: it takes the years 0 to 99 for 1900 to 1999.
 */
export function utcInstant({ year, month, day, hour, minute, second, millisecond }: Civil): Instant {
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, millisecond);
}

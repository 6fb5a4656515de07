import { dayMs, type Instant } from '../../text/instant.ts';
import { offsetAt, startOfDay } from '../../text/zone.ts';

export type PeriodKind = 'year' | 'month' | 'day';

/**
 * A period of the Gregorian calendar. Each kind is numbered: years as they are called, months from January of the year 0,
 * days from 1970-01-01.
 */
export interface Period {
  readonly kind: PeriodKind;
  readonly number: number;
}

/** From the outside in. */
export const periodKinds: readonly PeriodKind[] = ['year', 'month', 'day'];

/**
 * ISO 8601 4.1.2: `2026`, `2026-03`, `2026-03-14`. Years before 0 and after 9999 have a sign and six digits, as in
 * ECMA-262 21.4.1.32, so that none is written as another.
 */
export function nameOf(period: Period): string {
  const day = firstDay(period).toISOString().replace(/T.*/, '');
  return period.kind === 'day' ? day : day.slice(0, period.kind === 'month' ? -3 : -6);
}

/** The month of a day, the year of a month. */
export function parentOf({ kind, number }: Period): Period | undefined {
  if (kind === 'year') return undefined;
  if (kind === 'month') return { kind: 'year', number: Math.floor(number / 12) };
  return { kind: 'month', number: numberIn('month', number * dayMs) };
}

/**
 * In which period an instant falls in the zone.
 *
 * A period lasts from its own beginning to that of the next, so that each is one stretch of time: where clocks are set
 * back over midnight, the hour that they show again belongs to the new day.
 */
export function periodAt(zone: string, kind: PeriodKind, instant: Instant): Period {
  let number = numberIn(kind, instant);
  // No zone is a whole day from UTC, but days were skipped.
  while (instant < startOf(zone, { kind, number })) number--;
  while (instant >= startOf(zone, { kind, number: number + 1 })) number++;
  return { kind, number };
}

/** As many as there are periods with an entry, and their neighbours. */
interface ZoneStarts {
  readonly byKind: Readonly<Record<PeriodKind, Map<number, Instant>>>;
  /** By the number of a day, what clocks are ahead of UTC at its midnight in UTC, in milliseconds. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, ZoneStarts>();

/** The first instant of a period in the zone. */
export function startOf(zone: string, period: Period): Instant {
  const { byKind, offsets } = startsIn(zone);
  const ofKind = byKind[period.kind];
  let start = ofKind.get(period.number);
  if (start === undefined) {
    start = startOn(zone, offsets, firstDay(period));
    ofKind.set(period.number, start);
  }
  return start;
}

function startsIn(zone: string): ZoneStarts {
  let known = zones.get(zone);
  if (!known) {
    known = { byKind: { year: new Map(), month: new Map(), day: new Map() }, offsets: new Map() };
    zones.set(zone, known);
  }
  return known;
}

/** {@link startOfDay}, with a fourth of the questions to the zone where days are asked for one after the other. */
function startOn(zone: string, offsets: Map<number, number>, day: Date): Instant {
  const offsetOn = (number: number) => {
    const known = offsets.get(number) ?? offsetAt(number * dayMs, zone);
    offsets.set(number, known);
    return known;
  };
  const midnight = day.getTime();
  const before = offsetOn(midnight / dayMs - 1);
  if (before === offsetOn(midnight / dayMs + 1)) return midnight - before;
  return startOfDay(zone, day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

/** Its first day, at midnight of UTC. */
function firstDay({ kind, number }: Period): Date {
  if (kind === 'day') return new Date(number * dayMs);
  // Not `Date.UTC`: it takes the years 0 to 99 for 1900 to 1999. Months count on beyond December.
  return new Date(kind === 'year' ? new Date(0).setUTCFullYear(number, 0) : new Date(0).setUTCFullYear(0, number));
}

/** Of the period in which an instant falls in UTC. */
function numberIn(kind: PeriodKind, instant: Instant): number {
  if (kind === 'day') return Math.floor(instant / dayMs);
  const date = new Date(instant);
  return kind === 'year' ? date.getUTCFullYear() : date.getUTCFullYear() * 12 + date.getUTCMonth();
}

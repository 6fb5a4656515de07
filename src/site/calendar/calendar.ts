import type { Instant } from '../../text/instant.ts';
import { nameOf, type Period, type PeriodKind, parentOf, periodAt, periodKinds, startOf } from './period.ts';

/** Entries that one page of a calendar shows at most. */
export const calendarEntries = 150;

/** The entries of one feed by years, months and days. The archive of everything is the calendar of the main feed. */
export interface Calendar {
  /** Under the output folder: where its pages lie, `archive` or the folder of the feed. */
  readonly folder: string;
  /**
   * Whether it is the archive of everything, which has a page that lists the years and a page for each year and month,
   * even where a year has few entries: addresses that last. In the folder of a feed `index.html` is another page.
   */
  readonly isMain: boolean;
  /** IANA name: in which days begin and end. */
  readonly zone: string;
  /** Entries that a page shows at most, see {@link calendarEntries}. */
  readonly most: number;
  /** When entries were published, in feed order: newest first. Empty for a feed whose own page shows all it has. */
  readonly instants: ArrayLike<Instant>;
  /** By which number each of these entries is known, now and later: its place in the order of first publication. */
  readonly places: ArrayLike<number>;
}

/** A page of a calendar; its path is under the output folder. A part is one of those of a day with very many entries. */
export type CalendarPage =
  | { readonly path: string; readonly is: 'index' }
  | { readonly path: string; readonly is: 'period'; readonly period: Period }
  | { readonly path: string; readonly is: 'part'; readonly day: Period; readonly part: number };

/** Positions in the columns of a calendar, `to` behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Every page, each before those below it, newest first. */
export function pagesOf(calendar: Calendar): CalendarPage[] {
  const index = calendar.isMain ? [indexPage(calendar)] : [];
  return [...index, ...pagesIn(calendar, 'year', wholeOf(calendar))];
}

/** The pages below that of a period; none where it shows its entries itself. */
export function pagesBelow(calendar: Calendar, period: Period, range: Range): CalendarPage[] {
  if (!hasPagesBelow(calendar, period, range)) return [];
  const finer = finerThan(period.kind);
  return finer ? pagesIn(calendar, finer, range) : partsOf(calendar, period, range);
}

function pagesIn(calendar: Calendar, kind: PeriodKind, range: Range): CalendarPage[] {
  return periodsIn(calendar, kind, range).flatMap((period) => [
    periodPage(calendar, period),
    ...pagesBelow(calendar, period, period),
  ]);
}

/** The parts of a day, newest first. They are numbered from the oldest, so that a new entry changes the last alone. */
export function partsOf(calendar: Calendar, day: Period, { from, to }: Range): (CalendarPage & { is: 'part' })[] {
  const count = Math.ceil((to - from) / calendar.most);
  return Array.from({ length: count }, (_, i) => {
    const part = count - i;
    return { path: `${calendar.folder}/${nameOf(day)}.${part}.html`, is: 'part', day, part };
  });
}

export function indexPage({ folder }: Calendar): CalendarPage {
  return { path: `${folder}/index.html`, is: 'index' };
}

/** The page of a period, if {@link hasPage}. */
export function periodPage({ folder }: Calendar, period: Period): CalendarPage {
  return { path: `${folder}/${nameOf(period)}.html`, is: 'period', period };
}

/** The entries that a page shows; undefined where it lists pages instead. */
export function entriesOn(calendar: Calendar, page: CalendarPage): Range | undefined {
  if (page.is === 'index') return undefined;
  if (page.is === 'part') return partRange(calendar, rangeOf(calendar, page.day), page.part);
  const range = rangeOf(calendar, page.period);
  return sizeOf(range) <= calendar.most ? range : undefined;
}

/** @param day The range of the day. */
export function partRange({ most }: Calendar, day: Range, part: number): Range {
  return { from: Math.max(day.from, day.to - part * most), to: day.to - (part - 1) * most };
}

/** The periods of a kind in which there are entries, newest first, each with these. */
export function periodsIn(calendar: Pick<Calendar, 'zone' | 'instants'>, kind: PeriodKind, { from, to }: Range) {
  const { zone, instants } = calendar;
  const periods: (Period & Range)[] = [];
  for (let at = from; at < to; at = (periods.at(-1) as Range).to) {
    const period = periodAt(zone, kind, instants[at] as Instant);
    periods.push({ ...period, from: at, to: Math.min(to, positionOf(instants, startOf(zone, period))) });
  }
  return periods;
}

/** Whether the calendar has a page, of which another may be told. */
export function isThere(calendar: Calendar, page: CalendarPage): boolean {
  if (page.is === 'index') return calendar.isMain;
  const period = page.is === 'part' ? page.day : page.period;
  const size = sizeOf(rangeOf(calendar, period));
  if (size === 0 || !hasPage(calendar, period)) return false;
  return page.is === 'period' || (size > calendar.most && size > (page.part - 1) * calendar.most);
}

/** Whether there is a page of a period in which there are entries. */
export function hasPage(calendar: Calendar, period: Period): boolean {
  const parent = parentOf(period);
  return !parent || (hasPage(calendar, parent) && hasPagesBelow(calendar, parent, rangeOf(calendar, parent)));
}

export function hasPagesBelow({ isMain, most }: Calendar, { kind }: Period, range: Range): boolean {
  return sizeOf(range) > (isMain && kind === 'year' ? 0 : most);
}

/** The entries of a period. */
export function rangeOf({ zone, instants }: Calendar, period: Period): Range {
  const next = { kind: period.kind, number: period.number + 1 };
  return { from: positionOf(instants, startOf(zone, next)), to: positionOf(instants, startOf(zone, period)) };
}

export function wholeOf({ instants }: Pick<Calendar, 'instants'>): Range {
  return { from: 0, to: instants.length };
}

export function sizeOf({ from, to }: Range): number {
  return to - from;
}

export function finerThan(kind: PeriodKind): PeriodKind | undefined {
  return periodKinds[periodKinds.indexOf(kind) + 1];
}

/** How many entries were published at an instant or after it. */
function positionOf(instants: ArrayLike<Instant>, instant: Instant): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] as Instant) >= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

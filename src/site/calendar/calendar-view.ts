import type { Instant } from '../../text/instant.ts';
import { hrefOf } from '../address/page-path.ts';
import type { Html } from '../html.ts';
import type { CalendarView, CountedLink, Link } from '../views.ts';
import {
  type Calendar,
  type CalendarPage,
  entriesOn,
  finerThan,
  hasPage,
  partRange,
  partsOf,
  periodPage,
  periodsIn,
  type Range,
  rangeOf,
  sizeOf,
  wholeOf,
} from './calendar.ts';
import { nameOf, type Period, type PeriodKind, parentOf, periodAt } from './period.ts';

/** Beyond so many the list of everything names the years alone: entries may be dated by what they tell of. */
const mostMonths = 600;

/**
 * What the template of a calendar's page is given.
 *
 * @param root What stands above the pages of the calendar: the list of its years, or the page of its feed.
 * @param entries Stands for the cards of {@link entriesOn}; not used where there are none.
 */
export function calendarView(calendar: Calendar, page: CalendarPage, root: Link, entries: Html): CalendarView {
  const shown = entriesOn(calendar, page);
  return {
    ...(!calendar.isMain && { of: root }),
    ...(page.is !== 'index' && { period: nameOf(page.is === 'part' ? page.day : page.period) }),
    ...(page.is === 'part' && { part: page.part }),
    total: sizeOf(shown ?? (page.is === 'period' ? rangeOf(calendar, page.period) : wholeOf(calendar))),
    self: hrefOf(page.path),
    crumbs: crumbsOf(calendar, page, root),
    below: shown ? [] : linksBelow(calendar, page),
    ...(shown && { entries }),
    ...neighboursOf(calendar, page),
  };
}

/** The years of a calendar, newest first. */
export function yearsOf(calendar: Calendar): CountedLink[] {
  return linksTo(calendar, 'year', wholeOf(calendar));
}

function crumbsOf(calendar: Calendar, page: CalendarPage, root: Link): Link[] {
  if (page.is === 'index') return [];
  const above: Link[] = [];
  let period = page.is === 'part' ? page.day : parentOf(page.period);
  for (; period; period = parentOf(period)) above.unshift(linkTo(calendar, period));
  return [root, ...above];
}

function linksBelow(calendar: Calendar, page: CalendarPage): CountedLink[] {
  if (page.is === 'index') return yearsAndMonths(calendar);
  if (page.is === 'part') return [];
  const { period } = page;
  const range = rangeOf(calendar, period);
  const finer = finerThan(period.kind);
  if (finer) return linksTo(calendar, finer, range);
  return partsOf(calendar, period, range).map(({ path, part }) => ({
    href: hrefOf(path),
    text: String(part),
    count: sizeOf(partRange(calendar, range, part)),
  }));
}

/** Each year before its months. */
function yearsAndMonths(calendar: Calendar): CountedLink[] {
  const years = periodsIn(calendar, 'year', wholeOf(calendar));
  const listed = years.map((year) => [countedTo(calendar, year), ...linksTo(calendar, 'month', year)]);
  const isLong = listed.flat().length - years.length > mostMonths;
  return isLong ? yearsOf(calendar) : listed.flat();
}

function linksTo(calendar: Calendar, kind: PeriodKind, range: Range): CountedLink[] {
  return periodsIn(calendar, kind, range).map((period) => countedTo(calendar, period));
}

function countedTo(calendar: Calendar, period: Period & Range): CountedLink {
  return { ...linkTo(calendar, period), count: sizeOf(period) };
}

function linkTo(calendar: Calendar, period: Period): Link {
  return { href: hrefOf(periodPage(calendar, period).path), text: nameOf(period) };
}

/**
 * The periods before and after, of the same kind. Where one has no page, since one above it shows its entries, it is that
 * one: who goes on and on misses nothing.
 */
function neighboursOf(calendar: Calendar, page: CalendarPage): Pick<CalendarView, 'previous' | 'next'> {
  if (page.is === 'index') return {};
  if (page.is === 'part') return partNeighbours(calendar, page.day, page.part);
  const { kind } = page.period;
  const { from, to } = rangeOf(calendar, page.period);
  return {
    ...(to < calendar.instants.length && { previous: linkAt(calendar, kind, to) }),
    ...(from > 0 && { next: linkAt(calendar, kind, from - 1) }),
  };
}

function linkAt(calendar: Calendar, kind: PeriodKind, at: number): Link {
  let period = periodAt(calendar.zone, kind, calendar.instants[at] as Instant);
  while (!hasPage(calendar, period)) period = parentOf(period) as Period;
  return linkTo(calendar, period);
}

/** Within the day, so that no part depends on another day. */
function partNeighbours(calendar: Calendar, day: Period, part: number): Pick<CalendarView, 'previous' | 'next'> {
  const parts = partsOf(calendar, day, rangeOf(calendar, day));
  const linkToPart = (wanted: number) => {
    const found = parts.find((page) => page.part === wanted);
    return found && { href: hrefOf(found.path), text: String(wanted) };
  };
  const [previous, next] = [linkToPart(part - 1), linkToPart(part + 1)];
  return { ...(previous && { previous }), ...(next && { next }) };
}

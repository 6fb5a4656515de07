import type { ComposedFeed } from '../feed/compose.ts';
import type { Chunk, Document } from '../feed/document.ts';
import { pageOfFeed } from './address/page-path.ts';
import { type Calendar, type CalendarPage, calendarEntries, entriesOn, pagesOf } from './calendar/calendar.ts';
import { calendarView } from './calendar/calendar-view.ts';
import { pagesTouched } from './calendar/touched.ts';
import { listPage, type Making } from './feed-page.ts';
import { entriesHere, listDocument, plainDocument } from './list-document.ts';
import type { Link } from './views.ts';

/** Entries in feed order, as columns. */
export interface Members {
  readonly instants: ArrayLike<number>;
  /** Places in the order of first publication. */
  readonly places: ArrayLike<number>;
}

/** Whether the entries of a feed are not all on its own page. */
export function hasCalendar({ plan, shows }: ComposedFeed): boolean {
  return plan.kind === 'main' || plan.total > shows;
}

/** The calendar of a feed: empty where its own page shows all that it has. */
export function calendarOf(feed: ComposedFeed, { instants, places }: Members, zone: string): Calendar {
  const { plan } = feed;
  const isMain = plan.kind === 'main';
  const isEmpty = !hasCalendar(feed);
  return {
    folder: isMain ? 'archive' : plan.folder,
    isMain,
    zone,
    most: calendarEntries,
    instants: isEmpty ? [] : instants,
    places: isEmpty ? [] : places,
  };
}

/** What a run changed of a calendar. */
export interface CalendarChange {
  readonly before: Calendar;
  /** Places of entries that are not what they were. */
  readonly changed: ReadonlySet<number>;
}

/** The pages of a calendar: all of them, or those that a change touches. */
export function* calendarDocuments(
  calendar: Calendar,
  { plan }: ComposedFeed,
  making: Making,
  cardAt: (place: number) => Chunk,
  change?: CalendarChange,
): Generator<Document> {
  const root = rootOf(calendar, plan, making);
  const pages = change ? pagesTouched(change.before, calendar, change.changed).touched : pagesOf(calendar);
  for (const page of pages) yield calendarDocument(calendar, page, root, making, cardAt);
}

/** Paths of pages that a change leaves no entries for. */
export function pagesGone(calendar: Calendar, { before, changed }: CalendarChange): string[] {
  return pagesTouched(before, calendar, changed).gone.map(({ path }) => path);
}

function rootOf({ isMain }: Calendar, { folder, name }: ComposedFeed['plan'], { site }: Making): Link {
  return isMain ? { href: 'archive/index.html', text: site.words.archive } : { href: pageOfFeed(folder), text: name };
}

function calendarDocument(
  calendar: Calendar,
  page: CalendarPage,
  root: Link,
  making: Making,
  cardAt: (place: number) => Chunk,
): Document {
  const { theme, site } = making;
  const view = calendarView(calendar, page, root, entriesHere);
  const { of, period, part } = view;
  const named = [
    of?.text,
    period === undefined ? site.words.archive : site.words.period(period),
    part === undefined ? undefined : `${site.words.part} ${part}`,
  ];
  const whole = listPage(page.path, making, {
    kind: 'archive',
    title: named.filter((name) => name !== undefined).join(' · '),
    main: theme.calendar(view, site),
  });
  const shown = entriesOn(calendar, page);
  if (!shown) return plainDocument(page.path, whole);
  const cards = Array.from({ length: shown.to - shown.from }, (_, i) =>
    cardAt(calendar.places[shown.from + i] as number),
  );
  return listDocument(page.path, whole, cards);
}

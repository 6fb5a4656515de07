import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Calendar,
  type CalendarPage,
  calendarEntries,
  entriesOn,
  pagesOf,
} from '../../../src/site/calendar/calendar.ts';
import { calendarView, yearsOf } from '../../../src/site/calendar/calendar-view.ts';
import { pagesTouched } from '../../../src/site/calendar/touched.ts';
import { Html } from '../../../src/site/html.ts';
import { dayMs, hourMs, type Instant } from '../../../src/text/instant.ts';
import { dayIn } from '../../../src/text/zone.ts';

type Published = ReadonlyMap<number, { readonly at: Instant; readonly version: number }>;

const kinds = { folder: 'archive', isMain: true, zone: 'UTC', most: 3 };
const root = { href: 'archive/index.html', text: 'Archive' };

function calendarOf(published: Published, facts: Partial<Calendar> = {}): Calendar {
  const sorted = [...published].sort(([a, x], [b, y]) => y.at - x.at || a - b);
  return { ...kinds, instants: sorted.map(([, { at }]) => at), places: sorted.map(([place]) => place), ...facts };
}

const on = (...instants: readonly string[]): Published =>
  new Map(instants.map((instant, place) => [place, { at: Date.parse(instant), version: 0 }]));

/** So many, an hour apart, from the oldest on. */
const hourly = (first: string, count: number): Published =>
  new Map(Array.from({ length: count }, (_, i) => [i, { at: Date.parse(first) + i * hourMs, version: 0 }]));

const pathsOf = (calendar: Calendar) => pagesOf(calendar).map(({ path }) => path);

function placesOn(calendar: Calendar, page: CalendarPage): number[] | undefined {
  const range = entriesOn(calendar, page);
  return range && Array.from(calendar.places).slice(range.from, range.to);
}

function viewOf(calendar: Calendar, path: string) {
  const page = pagesOf(calendar).find((each) => each.path === path) as CalendarPage;
  return calendarView(calendar, page, root, new Html('cards'));
}

describe('the archive of everything', () => {
  it('has a list of years while nothing is published', () => {
    const empty = calendarOf(new Map());
    expect(pathsOf(empty)).toEqual(['archive/index.html']);
    expect(viewOf(empty, 'archive/index.html')).toEqual({
      total: 0,
      self: 'archive/index.html',
      crumbs: [],
      below: [],
    });
  });

  it('has a page for each year and month, and shows entries on both where they are few', () => {
    const calendar = calendarOf(on('2026-03-14T08:00:00Z', '2025-12-31T23:59:59Z', '2025-12-01T00:00:00Z'));
    expect(pagesOf(calendar).map((page) => [page.path, placesOn(calendar, page)])).toEqual([
      ['archive/index.html', undefined],
      ['archive/2026.html', [0]],
      ['archive/2026-03.html', [0]],
      ['archive/2025.html', [1, 2]],
      ['archive/2025-12.html', [1, 2]],
    ]);
    expect(viewOf(calendar, 'archive/index.html').below.map(({ text, count }) => [text, count])).toEqual([
      ['2026', 1],
      ['2026-03', 1],
      ['2025', 2],
      ['2025-12', 2],
    ]);
  });

  it('has days where a month has many entries, and parts where a day has', () => {
    const calendar = calendarOf(new Map([...hourly('2026-03-14T17:00:00Z', 11)]));
    expect(pathsOf(calendar)).toEqual([
      'archive/index.html',
      'archive/2026.html',
      'archive/2026-03.html',
      'archive/2026-03-15.html',
      'archive/2026-03-15.2.html',
      'archive/2026-03-15.1.html',
      'archive/2026-03-14.html',
      'archive/2026-03-14.3.html',
      'archive/2026-03-14.2.html',
      'archive/2026-03-14.1.html',
    ]);
    expect(viewOf(calendar, 'archive/2026-03-14.html')).toEqual({
      period: '2026-03-14',
      total: 7,
      self: 'archive/2026-03-14.html',
      crumbs: [root, { href: 'archive/2026.html', text: '2026' }, { href: 'archive/2026-03.html', text: '2026-03' }],
      below: [
        { href: 'archive/2026-03-14.3.html', text: '3', count: 1 },
        { href: 'archive/2026-03-14.2.html', text: '2', count: 3 },
        { href: 'archive/2026-03-14.1.html', text: '1', count: 3 },
      ],
      next: { href: 'archive/2026-03-15.html', text: '2026-03-15' },
    });
    expect(viewOf(calendar, 'archive/2026-03-14.3.html')).toMatchObject({
      period: '2026-03-14',
      part: 3,
      total: 1,
      entries: new Html('cards'),
      previous: { href: 'archive/2026-03-14.2.html', text: '2' },
    });
  });

  it('lists the years alone where there are more months than anyone looks through', () => {
    const months = Array.from({ length: 700 }, (_, i) => new Date(Date.UTC(1900, i, 10)).toISOString());
    const { below } = viewOf(calendarOf(on(...months)), 'archive/index.html');
    expect(below).toHaveLength(59);
    expect(below[0]).toEqual({ href: 'archive/1958.html', text: '1958', count: 4 });
  });

  it('begins and ends days where its zone does', () => {
    const published = on('2025-12-31T23:30:00Z', '2026-10-24T23:30:00Z');
    expect(pathsOf(calendarOf(published, { zone: 'Europe/Berlin' }))).toContain('archive/2026-01.html');
    expect(pathsOf(calendarOf(published, { zone: 'America/Lima' }))).toContain('archive/2025-12.html');
  });

  it('gives an hour that clocks show again after midnight to the new day', () => {
    // Clocks in St. John's went back from 00:01 to 23:01 until 2011.
    const zone = 'America/St_Johns';
    const published = on(
      '2010-11-07T02:30:30Z',
      '2010-11-07T02:31:30Z',
      '2010-11-07T03:31:30Z',
      '2010-11-07T02:29:30Z',
    );
    expect(dayIn(zone, Date.parse('2010-11-07T02:31:30Z'))).toBe('2010-11-06');
    const calendar = calendarOf(published, { zone });
    expect(pagesOf(calendar).map((page) => [page.path, placesOn(calendar, page)])).toContainEqual([
      'archive/2010-11-07.html',
      [2, 1, 0],
    ]);
  });

  it('knows no day that a zone left out', () => {
    const published = on(
      '2011-12-30T09:59:59Z',
      '2011-12-30T10:00:00Z',
      '2011-12-31T09:00:00Z',
      '2011-12-31T09:30:00Z',
    );
    expect(pathsOf(calendarOf(published, { zone: 'Pacific/Apia' }))).toEqual([
      'archive/index.html',
      'archive/2011.html',
      'archive/2011-12.html',
      'archive/2011-12-31.html',
      'archive/2011-12-29.html',
    ]);
  });

  it.each([
    ['0000-12-31T23:00:00Z', 'archive/0000-12.html'],
    ['0099-01-01T00:00:00Z', 'archive/0099-01.html'],
    ['-000001-01-01T00:00:00Z', 'archive/-000001-01.html'],
    ['+010000-01-01T00:00:00Z', 'archive/+010000-01.html'],
  ])('has a page of its own for the month of %s', (instant, path) => {
    expect(pathsOf(calendarOf(on(instant)))).toContain(path);
  });
});

describe('the calendar in the folder of a feed', () => {
  const ofFeed = { folder: 'sources/日本', isMain: false };

  it('has nothing but years while these have few entries', () => {
    const calendar = calendarOf(on('2026-03-14T08:00:00Z', '2025-12-31T23:59:59Z'), ofFeed);
    expect(pathsOf(calendar)).toEqual(['sources/日本/2026.html', 'sources/日本/2025.html']);
    expect(yearsOf(calendar)).toEqual([
      { href: 'sources/%E6%97%A5%E6%9C%AC/2026.html', text: '2026', count: 1 },
      { href: 'sources/%E6%97%A5%E6%9C%AC/2025.html', text: '2025', count: 1 },
    ]);
  });

  it('leads from a month to the whole year before it where that has no months', () => {
    const days = ['01-02', '02-02', '03-02', '03-03'].map((day) => `2026-${day}T00:00:00Z`);
    const calendar = calendarOf(on(...days, '2025-07-01T00:00:00Z'), ofFeed);
    expect(viewOf(calendar, 'sources/日本/2026-01.html').previous?.text).toBe('2025');
    expect(viewOf(calendar, 'sources/日本/2026-02.html').previous?.text).toBe('2026-01');
  });
});

const zones = ['UTC', 'Africa/Cairo', 'America/Sao_Paulo', 'Europe/Lisbon', 'America/St_Johns', 'Pacific/Apia'];

/** Near each other and near midnight, so that days fill and periods come and go. */
const instant = fc
  .tuple(
    fc.constantFrom('2009-12-31', '2010-11-07', '2011-12-30', '2012-01-01', '2012-02-18', '2014-05-16', '2018-11-04'),
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -4, max: 4 }),
  )
  .map(([day, days, halfHours]) => Date.parse(day) + days * dayMs + halfHours * (hourMs / 2));

const members = fc.uniqueArray(fc.tuple(fc.nat(99), instant), { selector: ([place]) => place, maxLength: 50 });

const edits = fc.array(fc.tuple(fc.nat(99), fc.option(instant, { nil: undefined })), { minLength: 1, maxLength: 6 });

const shape = fc.record({
  zone: fc.constantFrom(...zones),
  isMain: fc.boolean(),
  most: fc.constantFrom(1, 2, 3, 5),
});

/** Everything that a page shows, entries with their versions. */
function shownOf(calendar: Calendar, published: Published): Map<string, string> {
  return new Map(
    pagesOf(calendar).map((page) => {
      const cards = placesOn(calendar, page)?.map((place) => `${place}.${published.get(place)?.version}`);
      return [page.path, JSON.stringify([calendarView(calendar, page, root, new Html('')), cards])];
    }),
  );
}

describe('any calendar', () => {
  it('shows every entry on one page to which none is below, and never too many on one', () => {
    fc.assert(
      fc.property(members, shape, (given, facts) => {
        const published = new Map(given.map(([place, at]) => [place, { at, version: 0 }]));
        const calendar = calendarOf(published, facts);
        const pages = pagesOf(calendar);
        expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
        const shown = pages.map((page) => placesOn(calendar, page) ?? []);
        expect(Math.max(0, ...shown.map(({ length }) => length))).toBeLessThanOrEqual(calendar.most);
        const finest = shown.filter((_, i) => !isYearWithMonths(pages, i));
        expect(finest.flat()).toEqual(Array.from(calendar.places));
      }),
    );
  });

  it('links to pages that are there, with counts that add up', () => {
    fc.assert(
      fc.property(members, shape, (given, facts) => {
        const calendar = calendarOf(new Map(given.map(([place, at]) => [place, { at, version: 0 }])), facts);
        const pages = pagesOf(calendar);
        const hrefs = new Set(pages.map(({ path }) => path));
        for (const page of pages) {
          const { crumbs, below, previous, next, total } = calendarView(calendar, page, root, new Html(''));
          const others = [...crumbs.slice(1), ...below, previous, next].filter((link) => link !== undefined);
          for (const { href } of others) expect(hrefs).toContain(href);
          const listed = page.is === 'index' ? yearsOf(calendar) : below;
          if (listed.length > 0) expect(listed.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        }
      }),
    );
  });

  it('touches every page that shows something else after an edit, hardly any other, and tells which went', () => {
    let touchedInVain = 0;
    let touchedAtAll = 0;
    fc.assert(
      fc.property(members, edits, shape, (given, changes, facts) => {
        const before = new Map(given.map(([place, at]) => [place, { at, version: 0 }]));
        const after = new Map(before);
        for (const [place, at] of changes) {
          // An entry that is told to come and is there is revised, where it stands or moved to another time.
          if (at === undefined) after.delete(place);
          else after.set(place, { at: place % 2 ? at : (before.get(place)?.at ?? at), version: 1 });
        }
        const [was, is] = [calendarOf(before, facts), calendarOf(after, facts)];
        const pages = pagesTouched(was, is, new Set(changes.map(([place]) => place)));
        const touched = pages.touched.map(({ path }) => path);
        const [shownBefore, shownAfter] = [shownOf(was, before), shownOf(is, after)];
        const differing = [...shownAfter].filter(([path, shown]) => shownBefore.get(path) !== shown);
        expect(touched).toEqual(expect.arrayContaining(differing.map(([path]) => path)));
        expect([...shownAfter.keys()]).toEqual(expect.arrayContaining(touched));
        const gone = [...shownBefore.keys()].filter((path) => !shownAfter.has(path));
        expect(pages.gone.map(({ path }) => path).sort()).toEqual(gone.sort());
        touchedAtAll += touched.length;
        touchedInVain += touched.length - differing.length;
      }),
      { numRuns: 500 },
    );
    expect(touchedInVain / touchedAtAll).toBeLessThan(0.01);
  });

  it('touches, of a day with thousands of entries, the last part alone when one comes', () => {
    const facts = { most: calendarEntries };
    const thousands = new Map(Array.from({ length: 5000 }, (_, place) => [place, { at: 1e12 + place, version: 0 }]));
    const one = new Map([...thousands, [5000, { at: 1e12 + 5000, version: 0 }]]);
    const { touched } = pagesTouched(calendarOf(thousands, facts), calendarOf(one, facts), new Set([5000]));
    expect(touched.map(({ path }) => path).sort()).toEqual([
      'archive/2001-09-09.34.html',
      'archive/2001-09-09.html',
      'archive/2001-09.html',
      'archive/2001.html',
      'archive/index.html',
    ]);
  });
});

/** In the archive of everything such a year may show entries as well. */
function isYearWithMonths(pages: readonly CalendarPage[], at: number): boolean {
  const [page, next] = [pages[at], pages[at + 1]];
  return page?.is === 'period' && page.period.kind === 'year' && next?.is === 'period' && next.period.kind !== 'year';
}

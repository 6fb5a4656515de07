import type { Entry } from '../archive/entry.ts';
import type { ComposedFeed } from '../feed/compose.ts';
import type { Chunk, Document } from '../feed/document.ts';
import { addressOf } from '../feed/facts.ts';
import { type CalendarPage, pagesOf } from './calendar/calendar.ts';
import { yearsOf } from './calendar/calendar-view.ts';
import { calendarDocuments, calendarOf, type Members } from './calendar-documents.ts';
import {
  type CountedName,
  feedPage,
  frontDoorOf,
  listAddress,
  type Making,
  namesPage,
  searchPageDocument,
} from './feed-page.ts';
import type { MappedPage } from './sitemap.ts';

/** The archive as its pages show it. A place is a rank in the order of first publication. */
export interface ShownArchive {
  /** Every feed, as feed/plan.ts lists them. */
  readonly feeds: readonly ComposedFeed[];
  /** Those of which pages are made. */
  readonly made: readonly MadeFeed[];
  /** By slug. */
  readonly sources: readonly CountedName[];
  readonly tags: readonly CountedName[];
  readonly cardAt: (place: number) => Chunk;
}

/** A feed of which pages are made. */
export interface MadeFeed {
  readonly feed: ComposedFeed;
  /** In order. */
  readonly shown: readonly Entry[];
  readonly placeOf: (entry: Entry) => number;
  /** Everything that belongs to it. */
  readonly members: Members;
  /** Where few entries changed: which of the pages of its calendar are to be made. */
  readonly change?: { readonly feed: ComposedFeed; readonly members: Members; readonly changed: ReadonlySet<number> };
}

/** Every page of lists: front door, feeds, archive, names, search. Returns those that search engines may find. */
export function* listDocuments(archive: ShownArchive, making: Making): Generator<Document, MappedPage[]> {
  const { config } = making;
  const { feeds, made, sources, tags, cardAt } = archive;
  const zone = config.timezone;
  const ofArchive: CalendarPage[] = [];
  for (const { feed, shown, placeOf, members, change } of frontDoorLast(made)) {
    const calendar = calendarOf(feed, members, zone);
    const before = change && calendarOf(change.feed, change.members, zone);
    const changes = change && before && { before, changed: change.changed };
    if (calendar.isMain) ofArchive.push(...pagesOf(calendar));
    yield* calendarDocuments(calendar, feed, making, cardAt, changes);
    const cards = shown.map((entry) => cardAt(placeOf(entry)));
    const homePage = feed.plan.kind === 'source' ? shown[0]?.source?.url : undefined;
    const front = feed.plan.kind === 'main' ? frontDoorOf(sources, tags, feeds, config) : undefined;
    yield feedPage({ feed, cards, archive: yearsOf(calendar), homePage }, making, front);
  }
  const groups = [...(config.groups.sources ? ['sources'] : []), ...(config.groups.tags ? ['tags'] : [])];
  if (config.groups.sources) yield namesPage('source', sources, making);
  if (config.groups.tags) yield namesPage('tag', tags, making);
  if (config.pages !== false && config.pages.search) yield searchPageDocument(making);
  return [
    ...feeds.map(({ plan: { folder }, shows, latest }) => ({
      address: addressOf(folder && `${folder}/`, config.baseUrl),
      ...(shows > 0 && { updated: latest }),
    })),
    ...groups.map((folder) => ({ address: addressOf(`${folder}/`, config.baseUrl) })),
    ...ofArchive.filter(isLasting).map(({ path }) => ({ address: listAddress(path, config.baseUrl) })),
  ];
}

/** The front door leads to all others, and is put in its place when they are there. */
function frontDoorLast(made: readonly MadeFeed[]): MadeFeed[] {
  const isFront = ({ feed }: MadeFeed) => feed.plan.kind === 'main';
  return [...made.filter((each) => !isFront(each)), ...made.filter(isFront)];
}

/** Pages of the archive that come and go with the number of entries are found through those that do not. */
function isLasting(page: CalendarPage): boolean {
  return page.is === 'index' || (page.is === 'period' && page.period.kind !== 'day');
}

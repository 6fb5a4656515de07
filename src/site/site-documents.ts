import type { Entry } from '../archive/entry.ts';
import type { ComposedFeed } from '../feed/compose.ts';
import type { Chunk, Document } from '../feed/document.ts';
import { yearsOf } from './calendar/calendar-view.ts';
import { calendarDocuments, calendarOf, type Members } from './calendar-documents.ts';
import { type CountedName, feedPage, frontDoorOf, type Making, namesPage, searchPageDocument } from './feed-page.ts';

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

/** Every page of lists: front door, feeds, archive, names, search. */
export function* listDocuments(archive: ShownArchive, making: Making): Generator<Document> {
  const { config } = making;
  const { feeds, made, sources, tags, cardAt } = archive;
  const zone = config.timezone;
  for (const { feed, shown, placeOf, members, change } of made) {
    const calendar = calendarOf(feed, members, zone);
    const before = change && calendarOf(change.feed, change.members, zone);
    const changes = change && before && { before, changed: change.changed };
    yield* calendarDocuments(calendar, feed, making, cardAt, changes);
    const cards = shown.map((entry) => cardAt(placeOf(entry)));
    const homePage = feed.plan.kind === 'source' ? shown[0]?.source?.url : undefined;
    const front = feed.plan.kind === 'main' ? frontDoorOf(sources, tags, feeds, config) : undefined;
    yield feedPage({ feed, cards, archive: yearsOf(calendar), homePage }, making, front);
  }
  if (config.groups.sources) yield namesPage('source', sources, making);
  if (config.groups.tags) yield namesPage('tag', tags, making);
  if (config.pages && config.pages.search) yield searchPageDocument(making);
}

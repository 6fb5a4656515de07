import type { Instant } from '../../text/instant.ts';

/** What pages say themselves, in one language. */
export interface Words {
  /** BCP 47: of these words, with the region whose dates they have; `lang` of `<html>`. */
  readonly language: string;
  /** BCP 47: whose numbers and dates they have, where no region was asked for; their digits are Western ones. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';

  readonly skipToContent: string;
  readonly archive: string;
  readonly search: string;
  readonly sources: string;
  readonly tags: string;
  readonly feeds: string;
  readonly subscribe: string;
  /** One sentence: what a feed is, and what one does with its address. */
  readonly whatAFeedIs: string;
  readonly copy: string;
  readonly copied: string;
  /** One click: all feeds as OPML. */
  readonly allFeeds: string;
  readonly newest: string;
  readonly older: string;
  readonly newer: string;
  readonly allSources: string;
  readonly allTags: string;
  /** Before a day, without a colon. */
  readonly published: string;
  readonly updated: string;
  readonly source: string;
  readonly original: string;
  /** Before the names of authors. */
  readonly by: string;
  readonly permalink: string;
  readonly markdown: string;
  readonly versions: string;
  readonly attachments: string;
  readonly appearsIn: string;
  readonly withdrawnTitle: string;
  readonly withdrawn: Readonly<Record<'deleted' | 'draft' | 'future', string>>;
  /** Of an entry that is kept though its file is gone, or can no longer be read. */
  readonly kept: Readonly<Record<'gone' | 'broken', string>>;
  /** Of one whose feeds show the summary only. */
  readonly readOriginal: string;
  /** Of a picture on another site, which is linked to instead of loaded: a name for the link. */
  readonly picture: string;
  readonly video: string;
  readonly audio: string;
  /** Name of a table that can be scrolled. */
  readonly table: string;
  /** Of what can be unfolded and has no name of its own. */
  readonly details: string;
  readonly from: string;
  readonly until: string;
  readonly anySource: string;
  readonly anyTag: string;
  readonly noResults: string;
  readonly searchNeedsScript: string;
  readonly moreResults: string;
  /** Label of the choice between the two orders below. */
  readonly sort: string;
  readonly sortByRelevance: string;
  readonly sortByDate: string;
  readonly searchFailed: string;
  /** Before a number. */
  readonly part: string;
  /** Of a region that scrolls sideways, such as a wide table: its name. */
  readonly scrollable: string;
  /** Of an item of a task list. */
  readonly taskDone: string;
  readonly taskOpen: string;

  count(entries: number): string;
  results(entries: number): string;
  /** A calendar day in the time zone. */
  day(instant: Instant, timezone: string): string;
  /** `2026`, `2026-03` or `2026-03-14` in words. */
  period(period: string): string;
}

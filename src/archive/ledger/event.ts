import type { Instant } from '../../text/instant.ts';

/**
 * What the ledger records of an entry, so that it is known again and never dated anew. Hashes are hexadecimal SHA-256.
 */
export interface EntryFacts {
  /** {@link Article.path} of the file it was last read from. */
  readonly path: string;
  readonly title: string;
  /** The author's own address of the page, where stated: {@link Article.permalink}. */
  readonly permalink?: string;
  /** {@link originalKey} of a clipping's original. */
  readonly original?: string;
  /** Of what a subscriber would notice: {@link Entry.contentHash}. */
  readonly content: string;
  /** {@link Article.textHash}. */
  readonly text?: string;
  /** {@link Article.sketch}: how close another text is to it. */
  readonly sketch?: string;
  /** Of what is attached; absent where nothing is. */
  readonly attached?: string;
  /** Of the file's bytes. */
  readonly file: string;
  /** As feeds show it. */
  readonly published: Instant;
  /**
   * What the article said of its publication where that is not {@link published}: a calendar day (`2026-11-24`), a time
   * without a zone (`2026-11-24T08:00:00`), an instant (RFC 3339), or `nothing`. While it says the same, `published`
   * stands.
   */
  readonly stated?: string;
  /** As feeds show it; no two entries share one. */
  readonly updated: Instant;
  /** The last change that the article itself stated, where it did: {@link Article.updated}. */
  readonly statedUpdate?: Instant;
}

/** Facts that changed; null for one that is gone. */
export type ChangedFacts = {
  readonly [Name in keyof Omit<EntryFacts, 'path'>]?: Exclude<EntryFacts[Name], undefined> | null;
};

export type WithdrawnWhy = 'deleted' | 'draft' | 'future' | 'merged';

interface Recorded {
  /**
   * When it was recorded, by the clock of the machine, but later than all that was recorded before: events in the order
   * of `at` tell the story, in whatever order their lines stand.
   */
  readonly at: Instant;
  readonly id: string;
}

/** First made available by us; or `adopted`, with its id and dates, from a feed that another program published. */
export interface Beginning extends Recorded, EntryFacts {
  readonly event: 'published' | 'adopted';
  /** Folders of the feeds whose history it is part of, beside the main feed's: `sources/observador`. */
  readonly feeds?: readonly string[];
}

/**
 * `revised`: changed so that a subscriber would notice: a new version, a new `updated`. `edited`: changed in what nobody
 * would take for news: white space, tags, dates, a renderer's upgrade.
 */
export interface Change extends Recorded, ChangedFacts {
  readonly event: 'revised' | 'edited';
}

interface Move extends Recorded {
  readonly event: 'moved';
  readonly path: string;
}

/** `alias` is another id of the same article: that of an entry that ends here, or one that its file states. */
interface Merger extends Recorded {
  readonly event: 'merged';
  readonly alias: string;
}

export interface Withdrawal extends Recorded {
  readonly event: 'withdrawn';
  readonly why: Exclude<WithdrawnWhy, 'merged'>;
}

interface Return extends Recorded {
  readonly event: 'restored';
}

/** Became part of these feeds' history, at its end. */
interface Joining extends Recorded {
  readonly event: 'joined';
  readonly feeds: readonly string[];
}

/** One line of the ledger: what happened to one entry. */
export type LedgerEvent = Beginning | Change | Move | Merger | Withdrawal | Return | Joining;
export type EventKind = LedgerEvent['event'];

import type { Enclosure, MediaFile } from '../article/article.ts';
import type { Stored } from '../article/stored.ts';
import type { Instant } from '../text/instant.ts';
import type { Person } from '../text/person.ts';

/** An article as feeds and the archive index show it (RFC 4287 4.1.2). */
export interface Entry {
  /** Permanent, opaque, compared byte for byte (RFC 4287 4.2.6). */
  readonly id: string;
  /** Why the id is what it is, for `hayloft explain`. */
  readonly idFrom: 'front matter' | 'source URL' | 'source URL and path' | 'path' | 'ledger';
  /** Why it is shown as it was last published, though its file is gone or can no longer be read. */
  readonly kept?: 'gone' | 'broken';
  readonly path: string;
  readonly file: string;
  readonly title: string;
  /** Absolute; where a reader goes on a click. */
  readonly link: string;
  /** The article's own page. */
  readonly page: string;
  /** The original of a clipping. */
  readonly externalUrl?: string;
  readonly source?: Source;
  readonly authors: readonly Person[];
  readonly published: Instant;
  /** No two entries of an archive share it, see archive/updated.ts. */
  readonly updated: Instant;
  readonly tags: readonly Tag[];
  /** BCP 47. */
  readonly language?: string;
  readonly enclosures: readonly Enclosure[];
  readonly media: readonly MediaFile[];
  /** SHA-256, hex, of what a subscriber would notice. */
  readonly contentHash: string;
  /** Whether feeds show more of it than its summary. */
  readonly isFull: boolean;
  /** There where the article holds what is private, so that it may not be published as it was written. */
  readonly hasComments?: true;
  /** {@link ArticleContent}, as content-bytes.ts has it. */
  readonly content: Stored;
}

/** What feeds show of an entry beside its facts. */
export interface EntryContent {
  readonly summary: string;
  /** Empty where feeds show only the summary. */
  readonly html: string;
  readonly image?: string;
}

/** Where entries come from, one for all ways in which articles name it. */
export interface Source {
  readonly slug: string;
  readonly name: string;
  /** Home page. */
  readonly url?: string;
  /** Its own feed; without it RSS `<source>` cannot be written (RSS 2.0). */
  readonly feed?: string;
}

export interface Tag {
  readonly slug: string;
  readonly name: string;
}

/** What is left of an entry that was taken back (RFC 6721). */
export interface Withdrawn {
  readonly id: string;
  readonly path: string;
  /** Where its page was, absolute. */
  readonly page: string;
  readonly published: Instant;
  readonly at: Instant;
  readonly why: 'deleted' | 'draft' | 'future';
  readonly contentHash: string;
}

/** A place in the history of a feed, kept for ever: what stands there, if anything still does. */
export type Slot =
  | { readonly is: 'entry'; readonly entry: Entry }
  | { readonly is: 'withdrawn'; readonly withdrawn: Withdrawn }
  | { readonly is: 'empty' };

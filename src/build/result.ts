import type { Entry } from '../archive/entry.ts';
import type { Changes } from '../archive/record.ts';
import type { Article } from '../article/article.ts';
import type { FeedFormat } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { FeedKind } from '../feed/plan.ts';
import type { Instant } from '../text/instant.ts';

/** What one run made, in words that the command line can print. */
export interface BuildResult {
  /** `refused`: a guard said no and nothing was written; the diagnostics say which. */
  readonly outcome: 'published' | 'compared' | 'refused';
  /** Files looked at. */
  readonly files: number;
  readonly articles: readonly Article[];
  /** In feed order: newest first. */
  readonly entries: readonly Entry[];
  /** What became of entries that were published before, and which are new. */
  readonly changes: Changes;
  readonly feeds: readonly PublishedFeed[];
  readonly documents: readonly PublishedDocument[];
  /** Paths under the output folder that an earlier run wrote and this one does not know. */
  readonly removed: readonly string[];
  /** When the first of the articles that are held back because of their date is to come out. */
  readonly nextDue?: Instant;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PublishedFeed {
  readonly kind: FeedKind;
  /** Its folder under the output: empty for the main feed, `sources/observador`, `tags/c-1a2b3c`, `feeds/space`. */
  readonly folder: string;
  readonly title: string;
  /** Ids of the entries it shows, in order. */
  readonly shows: readonly string[];
  /** How many entries belong to it. */
  readonly total: number;
  /** By format, the address it is polled at. */
  readonly urls: Readonly<Partial<Record<FeedFormat, string>>>;
}

export interface PublishedDocument {
  /** `/`-separated, relative to the output folder. */
  readonly path: string;
  readonly bytes: number;
  readonly change: 'new' | 'changed' | 'unchanged';
}

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
  /** Entries that are published. */
  readonly published: number;
  /** Of these, those that are shown as they were last published, since their files give no article now. */
  readonly kept: number;
  /** What became of entries that were published before, and which are new. */
  readonly changes: RunChanges;
  readonly feeds: readonly PublishedFeed[];
  readonly documents: readonly PublishedDocument[];
  /** Paths under the output folder that an earlier run wrote and this one does not know. */
  readonly removed: readonly string[];
  /** When the first of the articles that are dated later is to come out, or an update that is begins to count. */
  readonly nextDue?: Instant;
  readonly diagnostics: readonly Diagnostic[];
}

/** Entries by what a run does to them. */
export interface RunChanges {
  readonly added: readonly NamedEntry[];
  readonly revised: readonly NamedEntry[];
  /** Dated so much later than before that readers may show them as new. */
  readonly resurfaced: readonly NamedEntry[];
  readonly moved: readonly NamedEntry[];
  readonly withdrawn: readonly NamedEntry[];
  readonly restored: readonly NamedEntry[];
}

export interface NamedEntry {
  readonly id: string;
  /** The article as messages name it; of one that is gone, its path in the collection. */
  readonly file: string;
  readonly title: string;
}

export interface PublishedFeed {
  readonly kind: FeedKind;
  /** Its folder under the output: empty for the main feed, `sources/observador`, `tags/c-1a2b3c`, `feeds/space`. */
  readonly folder: string;
  readonly title: string;
  /** How many entries it shows. */
  readonly shows: number;
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

export const noChanges: RunChanges = {
  added: [],
  revised: [],
  resurfaced: [],
  moved: [],
  withdrawn: [],
  restored: [],
};

/** Nothing was written, and why. */
export function refusal(diagnostics: readonly Diagnostic[]): BuildResult {
  const nothing = { files: 0, published: 0, kept: 0, changes: noChanges, feeds: [], documents: [], removed: [] };
  return { outcome: 'refused', ...nothing, diagnostics };
}

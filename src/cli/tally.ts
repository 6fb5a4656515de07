import type { BuildResult, PublishedDocument } from '../build/result.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** A run in numbers. */
export interface Tally {
  /** Articles that are entries now. */
  readonly published: number;
  /** Files named by an error. */
  readonly leftOut: number;
  /** Drafts, and articles dated after the run: not published by their author's wish. */
  readonly held: number;
  readonly warnings: number;
  readonly feeds: Readonly<Record<FeedKind, number>>;
  readonly documents: Readonly<Record<PublishedDocument['change'] | 'removed', number>>;
}

export type FeedKind = 'main' | 'source' | 'tag' | 'named';

export function tally(result: BuildResult, diagnostics: readonly Diagnostic[]): Tally {
  const leftOut = new Set<string>();
  const held = new Set<string>();
  let warnings = 0;
  for (const { severity, code, file } of diagnostics) {
    if (severity === 'warning') warnings += 1;
    if (file === undefined) continue;
    if (code.startsWith('held/')) held.add(file);
    else if (severity === 'error') leftOut.add(file);
  }
  const feeds = { main: 0, source: 0, tag: 0, named: 0 };
  for (const { folder } of result.feeds) feeds[kindOf(folder)] += 1;
  const documents = { new: 0, changed: 0, unchanged: 0, removed: result.removed.length };
  for (const { change } of result.documents) documents[change] += 1;
  return { published: result.entries.length, leftOut: leftOut.size, held: held.size, warnings, feeds, documents };
}

const folders: Readonly<Record<string, FeedKind>> = { '': 'main', sources: 'source', tags: 'tag', feeds: 'named' };

/** Which feed a folder under the output belongs to: the main one, or one of a source, a tag or the configuration. */
export function kindOf(folder: string): FeedKind {
  return folders[folder.split('/')[0] as string] ?? 'named';
}

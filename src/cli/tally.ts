import type { BuildResult, PublishedDocument } from '../build/result.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { FeedKind } from '../feed/plan.ts';

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
  for (const { kind } of result.feeds) feeds[kind] += 1;
  const documents = { new: 0, changed: 0, unchanged: 0, removed: result.removed.length };
  for (const { change } of result.documents) documents[change] += 1;
  return { published: result.entries.length, leftOut: leftOut.size, held: held.size, warnings, feeds, documents };
}

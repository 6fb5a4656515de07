import type { Diagnostic } from '../diagnostic.ts';
import type { FeedKind } from '../feed/plan.ts';
import type { BuildResult, PublishedDocument } from './result.ts';

/** A run in numbers. */
export interface Tally {
  /** Articles that are entries now. */
  readonly published: number;
  /** Files named by an error. */
  readonly leftOut: number;
  /** Drafts, and articles dated after the run: not published by their author's wish. */
  readonly held: number;
  readonly warnings: number;
  /** What the run did to the archive, in numbers of entries. */
  readonly changes: Readonly<Record<ChangeKind, number>>;
  readonly feeds: Readonly<Record<FeedKind, number>>;
  readonly documents: Readonly<Record<PublishedDocument['change'] | 'removed', number>>;
}

type ChangeKind = 'new' | 'revised' | 'moved' | 'resurfaced' | 'withdrawn' | 'restored' | 'kept';

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
  const changes = changesIn(result);
  return { published: result.published, leftOut: leftOut.size, held: held.size, warnings, changes, feeds, documents };
}

function changesIn({ changes, kept }: BuildResult): Tally['changes'] {
  return {
    new: changes.added.length,
    revised: changes.revised.length,
    moved: changes.moved.length,
    resurfaced: changes.resurfaced.length,
    withdrawn: changes.withdrawn.length,
    restored: changes.restored.length,
    kept,
  };
}

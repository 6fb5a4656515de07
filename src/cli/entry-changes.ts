import type { BuildResult, NamedEntry } from '../build/result.ts';

/** What a run does to one entry, or to a file that is to become one. */
export interface EntryChange {
  readonly what: 'new' | 'revised' | 'resurfaced' | 'moved' | 'withdrawn' | 'restored' | 'left out';
  /** Absent for what is no entry. */
  readonly id?: string;
  /** The article as messages name it; of one that is gone, its path in the collection. */
  readonly file: string;
  readonly title?: string;
}

/** What a run does, by name, in the order of the kinds above. */
export function entryChanges({ changes, diagnostics }: BuildResult): EntryChange[] {
  const named = (what: EntryChange['what'], entries: readonly NamedEntry[]) =>
    entries.map(({ id, file, title }): EntryChange => ({ what, id, file, title }));
  const leftOut = new Set(diagnostics.flatMap(({ severity, file }) => (severity === 'error' && file ? [file] : [])));
  return [
    ...named('new', changes.added),
    ...named('revised', changes.revised),
    ...named('resurfaced', changes.resurfaced),
    ...named('moved', changes.moved),
    ...named('withdrawn', changes.withdrawn),
    ...named('restored', changes.restored),
    ...[...leftOut].sort().map((file): EntryChange => ({ what: 'left out', file })),
  ];
}

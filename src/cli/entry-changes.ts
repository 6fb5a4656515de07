import type { BuildResult } from '../build/result.ts';

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
export function entryChanges({ changes, entries, diagnostics }: BuildResult): EntryChange[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const named = (what: EntryChange['what'], ids: readonly string[]) =>
    ids.flatMap((id): EntryChange[] => {
      const entry = byId.get(id);
      return entry ? [{ what, id, file: entry.file, title: entry.title }] : [];
    });
  const leftOut = new Set(diagnostics.flatMap(({ severity, file }) => (severity === 'error' && file ? [file] : [])));
  return [
    ...named('new', changes.added),
    ...named('revised', changes.revised),
    ...named(
      'resurfaced',
      changes.resurfaced.map(({ id }) => id),
    ),
    ...named('moved', changes.moved),
    ...changes.withdrawn.map(
      ({ known: { id, path, title } }): EntryChange => ({ what: 'withdrawn', id, file: path, title }),
    ),
    ...named('restored', changes.restored),
    ...[...leftOut].sort().map((file): EntryChange => ({ what: 'left out', file })),
  ];
}

import type { Entry } from '../archive/entry.ts';
import type { Changes } from '../archive/record.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ComposedFeed } from '../feed/compose.ts';
import type { Instant } from '../text/instant.ts';
import type { NamedEntry, PublishedFeed, RunChanges } from './result.ts';

/** What a run says of what it made. */

/** The first moment that is yet to come; none where there is none. */
export function firstAfter(now: Instant, moments: Iterable<Instant>): Instant | undefined {
  let first: Instant | undefined;
  for (const moment of moments) if (moment > now && (first === undefined || moment < first)) first = moment;
  return first;
}

export function publishedFeed({ plan: { kind, folder, title, total }, shows, urls }: ComposedFeed): PublishedFeed {
  return { kind, folder, title, shows, total, urls };
}

export function changesByName(changes: Changes, entries: readonly Entry[]): RunChanges {
  const wanted = new Set([changes.added, changes.revised, changes.moved, changes.restored].flat());
  for (const { id } of changes.resurfaced) wanted.add(id);
  const byId = new Map(entries.flatMap((entry) => (wanted.has(entry.id) ? [[entry.id, entry] as const] : [])));
  const named = (ids: readonly string[]): NamedEntry[] =>
    ids.flatMap((id) => {
      const entry = byId.get(id);
      return entry ? [{ id, file: entry.file, title: entry.title }] : [];
    });
  return {
    added: named(changes.added),
    revised: named(changes.revised),
    resurfaced: named(changes.resurfaced.map(({ id }) => id)),
    moved: named(changes.moved),
    withdrawn: changes.withdrawn.map(({ known: { id, path, title } }) => ({ id, file: path, title })),
    restored: named(changes.restored),
  };
}

/** An article that is too long for one feed is too long for others, and named once. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [`${each.file}\n${each.message}`, each])).values()];
}

import type { LedgerEvent, WithdrawnWhy } from '../archive/ledger/event.ts';
import { inOrder, type KnownEntry, type Ledger, type Version } from '../archive/ledger/ledger.ts';
import type { Instant } from '../text/instant.ts';

/** What the ledger knows of one entry, in the order in which it happened. */
export interface EntryHistory {
  readonly entry: KnownEntry;
  /** Other ids by which it is or was known. */
  readonly aliases: readonly string[];
  readonly happenings: readonly Happening[];
}

export type Happening = { readonly at: Instant } & (
  | { readonly what: 'published' | 'adopted' | 'revised'; readonly version: Version }
  | { readonly what: 'moved'; readonly path: string }
  | { readonly what: 'merged'; readonly alias: string }
  | { readonly what: 'withdrawn'; readonly why: WithdrawnWhy }
  | { readonly what: 'restored' }
);

export function historyOf(entry: KnownEntry, ledger: Ledger, events: readonly LedgerEvent[]): EntryHistory {
  const versions = [...entry.versions];
  const own = inOrder(events.filter(({ id }) => id === entry.id));
  return {
    entry,
    aliases: [...ledger.ids].flatMap(([id, publishedAs]) => (publishedAs === entry.id && id !== entry.id ? id : [])),
    happenings: own.flatMap((event) => happening(event, versions)),
  };
}

/**
 * @param versions Those that are still to come, which are taken from: what an entry looked like when an event was
 * recorded can be in the ledger twice, where two copies of it were merged, and is then one version.
 */
function happening(event: LedgerEvent, versions: Version[]): Happening[] {
  const { at } = event;
  switch (event.event) {
    case 'published':
    case 'adopted':
    case 'revised': {
      if (versions[0]?.at !== at) return [];
      return [{ at, what: event.event, version: versions.shift() as Version }];
    }
    case 'moved':
      return [{ at, what: 'moved', path: event.path }];
    case 'merged':
      return [{ at, what: 'merged', alias: event.alias }];
    case 'withdrawn':
      return [{ at, what: 'withdrawn', why: event.why }];
    case 'restored':
      return [{ at, what: 'restored' }];
    case 'edited':
    case 'joined':
      return [];
  }
}

/**
 * The entries that a name can mean: an id, now or formerly; else a path, of an entry that is there before one that was
 * withdrawn, and before one that had it formerly. One that became part of another stands for that one. More than one
 * where the name does not tell them apart.
 *
 * @param paths The paths in the collection that the name can stand for.
 */
export function entriesNamed(name: string, paths: readonly string[], { entries, ids }: Ledger): KnownEntry[] {
  const publishedAs = (id: string) => entries.get(ids.get(id) ?? id);
  const byId = publishedAs(name);
  if (byId) return [byId];
  const all = [...entries.values()];
  const there = all.filter(({ path }) => paths.includes(path));
  const ways = [
    there.filter(({ withdrawn }) => withdrawn === undefined),
    there,
    all.filter(({ formerPaths }) => formerPaths.some((path) => paths.includes(path))),
  ];
  const found = ways.find((way) => way.length > 0) ?? [];
  return [...new Set(found.map((entry) => publishedAs(entry.id) ?? entry))];
}

/** How many digits of a hash name a version at least. */
export const fewestDigits = 6;

/**
 * The versions that the first digits of a hash, of the content or of the file, can mean; each of another content. Of
 * files that say the same the newest is meant.
 */
export function versionsNamed(digits: string, { versions }: KnownEntry): Version[] {
  const start = digits.toLowerCase();
  const meant = versions.filter(({ content, file }) => content.startsWith(start) || file.startsWith(start));
  return [...new Map(meant.map((version) => [version.content, version])).values()];
}

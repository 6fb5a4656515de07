import type { Config } from '../config/config.ts';
import type { Entry, Slot, Withdrawn } from './entry.ts';
import type { LedgerEvent } from './ledger/event.ts';
import { inOrder, type KnownEntry, type Ledger } from './ledger/ledger.ts';
import { pageAddress } from './page-address.ts';

/** The ids that belong to a feed now, by its folder; without the main feed, whose history is that of everything. */
export type Memberships = ReadonlyMap<string, readonly string[]>;

/**
 * The events of a run, with what became part of the history of each feed: of a new entry in its own event, of others in
 * one of their own.
 *
 * @param recording Of this run, which nobody has seen yet: its events are completed.
 */
export function withMemberships(
  { events, at }: { readonly events: readonly LedgerEvent[]; readonly at: number },
  ledger: Ledger,
  memberships: Memberships,
): LedgerEvent[] {
  const joining = new Map<string, string[]>();
  for (const [feed, ids] of memberships) {
    const before = new Set(ledger.shelves.get(feed));
    for (const id of ids) {
      if (before.has(id)) continue;
      const feeds = joining.get(id);
      if (feeds) feeds.push(feed);
      else joining.set(id, [feed]);
    }
  }
  const recorded = events.map((event): LedgerEvent => {
    const feeds = event.event === 'published' ? joining.get(event.id) : undefined;
    if (!feeds) return event;
    joining.delete(event.id);
    // Not copied: of a first run these are as many as there are articles.
    return Object.assign(event, { feeds: feeds.sort() });
  });
  const joined = [...joining].map(([id, feeds]): LedgerEvent => ({ at, id, event: 'joined', feeds: feeds.sort() }));
  return inOrder([...recorded, ...joined]);
}

/** Finds what stands in the places of ids in a history. */
export function slotFinder(
  entries: readonly Entry[],
  withdrawn: readonly Withdrawn[],
): (ids: Iterable<string>, isMember?: (entry: Entry) => boolean) => Slot[] {
  const slots = new Map<string, Slot>([
    ...entries.map((entry) => [entry.id, { is: 'entry', entry }] as const),
    ...withdrawn.map((one) => [one.id, { is: 'withdrawn', withdrawn: one }] as const),
  ]);
  return (ids, isMember = () => true) =>
    [...ids].map((id): Slot => {
      const slot = slots.get(id) ?? { is: 'empty' };
      return slot.is === 'entry' && !isMember(slot.entry) ? { is: 'empty' } : slot;
    });
}

/** What was taken back, in the order of first publication. */
export function withdrawnOf(ledger: Ledger, site: Pick<Config, 'baseUrl' | 'timezone' | 'link'>): Withdrawn[] {
  return [...ledger.entries.values()].flatMap((known) => withdrawnAs(known, site) ?? []);
}

/** What is left of an entry; undefined where it was not taken back, or goes on as another. */
export function withdrawnAs(
  { id, path, published, permalink, content, withdrawn }: KnownEntry,
  site: Pick<Config, 'baseUrl' | 'timezone' | 'link'>,
): Withdrawn | undefined {
  if (!withdrawn || withdrawn.why === 'merged') return undefined;
  const { at, why } = withdrawn;
  const page = pageAddress(site, { path, published, permalink });
  return { id, path, page, published, at, why, contentHash: content };
}

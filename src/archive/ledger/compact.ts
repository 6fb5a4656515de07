import type { Change, LedgerEvent } from './event.ts';
import { inOrder, isBeginning } from './ledger.ts';
import { jsonOf } from './line.ts';

/**
 * The events, in their order, without those that have no influence on what {@link replay} makes of all of them and of
 * any that come later:
 *
 * - one that stands twice;
 * - one that was edited, where all it says is said again later, and what it says of a version while that version was
 *   the current one;
 * - one that joined feeds, where the entry was in all of them;
 * - one that moved to where the entry was.
 *
 * The last one stays, since the moment of the next event must lie after it.
 */
export function compact(events: readonly LedgerEvent[]): LedgerEvent[] {
  const told = inOrder(events);
  const last = told.pop();
  const idle = new Set([...idleMoves(told), ...idleJoinings(told), ...idleEdits(last ? [...told, last] : [])]);
  idle.delete(last as LedgerEvent);

  const seen = new Set<string>();
  for (const event of idle) seen.add(jsonOf(event));
  return events.filter((event) => {
    const json = jsonOf(event);
    const isFirst = !seen.has(json);
    seen.add(json);
    return isFirst;
  });
}

function idleMoves(told: readonly LedgerEvent[]): LedgerEvent[] {
  const paths = new Map<string, string>();
  return told.filter((event) => {
    if (event.event !== 'moved' && !isBeginning(event)) return false;
    const isThere = event.event === 'moved' && paths.get(event.id) === event.path;
    paths.set(event.id, event.path);
    return isThere;
  });
}

function idleJoinings(told: readonly LedgerEvent[]): LedgerEvent[] {
  const joined = new Map<string, Set<string>>();
  return told.filter((event) => {
    if (event.event !== 'joined' && !isBeginning(event)) return false;
    const feeds = joined.get(event.id) ?? new Set();
    joined.set(event.id, feeds);
    const isIn = event.event === 'joined' && event.feeds.every((feed) => feeds.has(feed));
    for (const feed of event.feeds ?? []) feeds.add(feed);
    return isIn;
  });
}

/** What is kept of each version: for these an edit counts while its version is the current one. */
const ofVersions: ReadonlySet<string> = new Set(['title', 'content', 'file'] satisfies (keyof Change)[]);

/** Seen from the end: names of the facts that are stated later, at all and before the next version. */
interface Later {
  readonly atAll: Set<string>;
  readonly ofVersion: Set<string>;
}

function idleEdits(told: readonly LedgerEvent[]): LedgerEvent[] {
  const stated = new Map<string, Later>();
  return told.toReversed().filter((event) => {
    const later = stated.get(event.id) ?? { atAll: new Set(), ofVersion: new Set() };
    stated.set(event.id, later);
    if (event.event === 'revised' || isBeginning(event)) later.ofVersion.clear();
    if (event.event !== 'revised' && event.event !== 'edited') return false;
    const { event: kind, at: _, id: __, ...facts } = event;
    const names = Object.keys(facts);
    if (kind === 'edited' && names.every((name) => (ofVersions.has(name) ? later.ofVersion : later.atAll).has(name))) {
      return true;
    }
    for (const name of names) {
      later.atAll.add(name);
      if (kind === 'edited') later.ofVersion.add(name);
    }
    return false;
  });
}

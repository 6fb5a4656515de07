import type { Entry, Slot } from '../archive/entry.ts';
import { type Memberships, slotFinder, withdrawnOf } from '../archive/history.ts';
import type { Ledger } from '../archive/ledger/ledger.ts';
import type { Config } from '../config/config.ts';
import { keepsHistory } from '../feed/history.ts';
import type { FeedPlan } from '../feed/plan.ts';

/** What belongs to each feed that has a history of its own. */
export function historiesIn(plans: readonly FeedPlan[], config: Config): Memberships {
  return new Map(
    plans
      .filter((plan) => plan.kind !== 'main' && keepsHistory(plan, config))
      .map((plan) => [plan.folder, plan.entries.map(({ id }) => id)]),
  );
}

/** What stands in the history of a feed, in the order of first publication. */
export function historyFinder(ledger: Ledger, entries: readonly Entry[], config: Config): (plan: FeedPlan) => Slot[] {
  const slotsOf = slotFinder(entries, withdrawnOf(ledger, config));
  return ({ kind, folder, entries: members }) => {
    if (kind === 'main') return slotsOf(ledger.entries.keys());
    const now = new Set(members.map(({ id }) => id));
    return slotsOf(ledger.shelves.get(folder) ?? [], ({ id }) => now.has(id));
  };
}

import { createHash } from 'node:crypto';
import type { Instant } from '../text/instant.ts';
import { byCodeUnit } from '../text/order.ts';

interface Dated {
  readonly id: string;
  readonly published: Instant;
  readonly updated?: Instant | undefined;
  readonly precision: 'instant' | 'day' | 'none';
}

/**
 * The `updated` of each entry, by id, no two equal.
 *
 * Two entries of one Atom document with one `updated` are taken by some readers for one another, and validators warn.
 * It is rarely meant: articles that name only a day all begin at its midnight. Such an entry therefore gets a
 * millisecond of that midnight's second that follows from its id, so that another article of the same day does not
 * move it. What still meets is put one millisecond later, in the order of ids. `published` is left as it is.
 */
export function distinctUpdated(entries: readonly Dated[]): Map<string, Instant> {
  const wished = entries.map((entry) => ({ id: entry.id, at: wish(entry) }));
  wished.sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
  const given = new Map<string, Instant>();
  let last = Number.NEGATIVE_INFINITY;
  for (const { id, at } of wished) {
    last = Math.max(at, last + 1);
    given.set(id, last);
  }
  return given;
}

function wish({ id, published, updated, precision }: Dated): Instant {
  const at = updated ?? published;
  if (precision !== 'day' || at !== published) return at;
  return at + (createHash('sha256').update(id).digest().readUInt32BE() % 1000);
}

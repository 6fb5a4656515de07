import type { Slot } from '../archive/entry.ts';
import type { Config } from '../config/config.ts';
import { pathIn } from './facts.ts';
import type { FeedPlan } from './plan.ts';

/** Whether a feed has archive documents behind it (RFC 5005 section 4), once it does not show all that it has. */
export function keepsHistory({ kind }: Pick<FeedPlan, 'kind'>, { history }: Config): boolean {
  return history !== false && (kind !== 'tag' || history.tags);
}

/** One archive document, in each of the formats of its feed. */
export interface ArchivePage {
  /** From 1, the oldest. */
  readonly number: number;
  /** Under the output folder. */
  readonly folder: string;
  /** The first of its slots. */
  readonly from: number;
  /** The one behind its last. */
  readonly to: number;
}

/** Slots that are made when they are looked at; an array is some. */
export interface Slots {
  readonly length: number;
  slice(from: number, to: number): readonly Slot[];
}

/**
 * The archive documents of a feed, oldest first: a fixed number of slots each.
 *
 * A full one names the next, so that it need not change when that comes; it is therefore there from the beginning,
 * without entries. The first always names one: validators warn of an archive document without any neighbour.
 *
 * @param size Slots of a full page.
 */
export function pagesOf({ folder }: Pick<FeedPlan, 'folder'>, slots: Slots, size: number): ArchivePage[] {
  const count = Math.max(2, Math.floor(slots.length / size) + 1);
  return Array.from({ length: count }, (_, i) => ({
    number: i + 1,
    folder: pathIn(folder, `archive/${i + 1}`),
    from: i * size,
    to: (i + 1) * size,
  }));
}

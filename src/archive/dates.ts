import { createHash } from 'node:crypto';
import type { ArticleFacts } from '../article/article.ts';
import type { Instant } from '../text/instant.ts';
import { dayIn } from '../text/zone.ts';

/**
 * When an article that is new is published: as it says. One that names only the day takes the moment of the run if it
 * is first seen on that day, so that it does not sink below what came in earlier that day; else the day's beginning.
 */
export function publicationOf({ published, precision }: ArticleFacts, timezone: string, now: Instant): Instant {
  if (precision === 'none') return now;
  return precision === 'day' && dayIn(timezone, published) === dayIn(timezone, now)
    ? Math.max(published, now)
    : published;
}

/**
 * Instants of which none is given twice. Two entries of one Atom document with one `updated` are taken by some readers
 * for one another, and validators warn.
 */
export class DistinctInstants {
  readonly #isTaken: (instant: Instant) => boolean;
  readonly #given = new Set<Instant>();
  readonly #free = new Set<Instant>();
  /** Of an instant that is taken, where to look next: thousands may wish for one. */
  readonly #next = new Map<Instant, Instant>();

  /** @param isTaken Whether one was given before. */
  constructor(isTaken: (instant: Instant) => boolean) {
    this.#isTaken = isTaken;
  }

  /** The wished one, or the first millisecond after it that is free. */
  take(wished: Instant): Instant {
    let free = wished;
    while (!this.#isFree(free)) free = this.#next.get(free) ?? free + 1;
    if (free !== wished) this.#next.set(wished, free + 1);
    this.#given.add(free);
    return free;
  }

  /** Gives up one for another. */
  exchange(given: Instant, wished: Instant): Instant {
    this.#given.delete(given);
    this.#free.add(given);
    return this.take(wished);
  }

  #isFree(instant: Instant): boolean {
    if (this.#given.has(instant)) return false;
    return this.#free.has(instant) || !this.#isTaken(instant);
  }
}

/**
 * The `updated` that an entry has at first, before it is made distinct. Articles that name only a day all begin with it,
 * so each gets a millisecond of that second which follows from its id: another article of the day does not move it.
 */
export function firstUpdate(
  id: string,
  { updated, precision, published: stated }: ArticleFacts,
  published: Instant,
): Instant {
  if (updated !== undefined && updated >= published) return updated;
  if (precision !== 'day' || published !== stated) return published;
  return published + (createHash('sha256').update(id).digest().readUInt32BE() % 1000);
}

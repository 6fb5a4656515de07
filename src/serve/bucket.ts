import type { RateLimit } from '../config/config.ts';
import type { Instant } from '../text/instant.ts';

interface Bucket {
  /** Requests that are left. */
  readonly left: number;
  readonly at: Instant;
}

/** Addresses that are remembered: those that asked last. Who is forgotten begins with a full bucket. */
const remembered = 10_000;

/** A token bucket for each address, in bounded memory. */
export class Buckets {
  readonly #limit: RateLimit;
  /** Who asked last stands last. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Takes a request from the bucket of an address: 0, or the seconds after which there will be one to take. */
  take(address: string, now: Instant): number {
    const { perSecond, burst } = this.#limit;
    const before = this.#buckets.get(address);
    // A clock that was set back fills no bucket and empties none.
    const filled = before ? Math.min(burst, before.left + (Math.max(0, now - before.at) / 1000) * perSecond) : burst;
    const left = filled >= 1 ? filled - 1 : filled;
    this.#buckets.delete(address);
    this.#buckets.set(address, { left, at: now });
    if (this.#buckets.size > remembered) this.#buckets.delete(this.#buckets.keys().next().value as string);
    return filled >= 1 ? 0 : Math.ceil((1 - filled) / perSecond);
  }
}

import { setTimeout } from 'node:timers/promises';
import type { Instant } from '../../text/instant.ts';
import { isSystemError } from '../system-error.ts';
import { download, type Failure } from './download.ts';
import type { FailedAttempts, Failures } from './failures.ts';
import type { Network } from './network.ts';
import { isDue, retryAt } from './retry.ts';
import type { PictureStore } from './store.ts';

export interface FetchOptions {
  readonly network: Network;
  /** The moment of the run; how long something takes is measured by another clock. */
  readonly now: Instant;
  /** Called with how many have been asked for. */
  readonly onDone: (count: number) => void;
}

export interface Fetched {
  /** Addresses of the pictures that came into the store. */
  readonly had: ReadonlySet<string>;
  /** Of the others, those that failed, now or before. */
  readonly failures: Failures;
  /** How many were not asked for, since the time of the run was over or the store takes no more. */
  readonly postponed: number;
  /** Why the store takes no more, if so. */
  readonly full?: NodeJS.ErrnoException;
}

/**
 * Fetches pictures into the store, those whose time has come, the ones that never failed first: from some hosts at
 * once, but from each one at a time. What cannot be had does not stand in the way of the rest.
 *
 * A host that cannot be reached, or asks for a pause, is left alone with all that is wanted from it until that is due
 * again.
 *
 * @param addresses Absolute http(s) URLs, no two alike, the most wanted first.
 * @param before What failed before.
 */
export async function fetchPictures(
  addresses: readonly string[],
  store: PictureStore,
  before: Failures,
  { network, now, onDone }: FetchOptions,
): Promise<Fetched> {
  const { limits } = network;
  const deadline = performance.now() + limits.runMs;
  const had = new Set<string>();
  const failures = new Map<string, FailedAttempts>();
  let full: NodeJS.ErrnoException | undefined;
  const isOver = () => full !== undefined || performance.now() >= deadline;

  /** Those that were not asked for, since they would fail likewise, have one attempt less and are first next time. */
  function fail(address: string, notAsked: readonly string[], { failed: reason, retryAfter }: Failure): void {
    const sofar = (of: string) => before.get(of)?.count ?? 0;
    const again = retryAt(now, sofar(address) + 1, retryAfter);
    failures.set(address, { reason, count: sofar(address) + 1, retryAt: again });
    for (const other of notAsked) failures.set(other, { reason, count: sofar(other), retryAt: again });
  }

  async function ask(address: string): Promise<Failure | undefined> {
    const leftMs = Math.max(1, Math.ceil(deadline - performance.now()));
    const picture = await download(address, network, Math.min(leftMs, limits.pictureMs));
    if ('failed' in picture) return picture;
    try {
      await store.add(address, now, picture);
      had.add(address);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      full = error;
    }
    return undefined;
  }

  async function askHost(wanted: readonly string[]): Promise<void> {
    for (const [i, address] of wanted.entries()) {
      if (i > 0) await setTimeout(limits.pauseMs);
      if (isOver()) return;
      const failure = await ask(address);
      // What had less than its time is not to blame.
      if (failure && isOver()) return;
      const notAsked = failure?.isOfHost ? wanted.slice(i + 1) : [];
      if (failure) fail(address, notAsked, failure);
      onDone(had.size + failures.size);
      if (failure?.isOfHost) return;
    }
  }

  const { due, notYet } = byDue(addresses, before, now);
  const hosts = byHost(due).values();
  const serve = async () => {
    for (const wanted of hosts) await askHost(wanted);
  };
  try {
    await Promise.all(Array.from({ length: limits.hosts }, serve));
  } finally {
    await store.close();
  }
  const postponed = due.length - had.size - failures.size;
  for (const [address, failure] of notYet) failures.set(address, failure);
  return { had, failures, postponed, ...(full && { full }) };
}

function byDue(
  addresses: readonly string[],
  before: Failures,
  now: Instant,
): { due: string[]; notYet: [string, FailedAttempts][] } {
  const due: string[] = [];
  const notYet: [string, FailedAttempts][] = [];
  for (const address of addresses) {
    const failure = before.get(address);
    if (failure && !isDue(now, failure.retryAt)) notYet.push([address, failure]);
    else due.push(address);
  }
  return { due: due.sort((a, b) => (before.get(a)?.count ?? 0) - (before.get(b)?.count ?? 0)), notYet };
}

function byHost(addresses: readonly string[]): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const address of addresses) {
    const { host } = new URL(address);
    const same = hosts.get(host);
    if (same) same.push(address);
    else hosts.set(host, [address]);
  }
  return hosts;
}

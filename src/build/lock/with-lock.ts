import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';
import { hourMs, type Instant, minuteMs, rfc3339 } from '../../text/instant.ts';
import { isSystemError, unwritable } from '../system-error.ts';
import { type Lock, lockName, takeLock } from './lock.ts';
import type { Owner } from './owner.ts';

/** Where the lock lies, and when it is asked for. */
export interface LockPlace {
  /** Absolute path of the state folder. */
  readonly state: string;
  /** The state folder as messages name it. */
  readonly shown: string;
  readonly now: Instant;
}

/**
 * Does what no other process may do to the same state folder at the same time, or says who is doing so.
 *
 * @param work Is told how to find out whether the lock has been lost meanwhile.
 */
export async function withLock<Result>(
  place: LockPlace,
  work: (lost: () => Diagnostic | undefined) => Result | Promise<Result>,
  refuse: (why: Diagnostic) => Result,
): Promise<Result> {
  const lock = taken(place);
  if ('code' in lock) return refuse(lock);
  try {
    return await work(() => (lock.isHeld() ? undefined : lockLost(place.shown)));
  } finally {
    lock.release();
  }
}

function taken({ state, shown, now }: LockPlace): Lock | Diagnostic {
  try {
    const lock = takeLock(state, now);
    return 'owner' in lock ? lockHeld(shown, lock.owner, now) : lock;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return cannotLock(shown, error);
  }
}

function lockHeld(shown: string, owner: Owner | undefined, now: Instant): Diagnostic {
  const who = owner
    ? `process ${owner.pid} on ${owner.host}, since ${rfc3339(owner.since)} (${ageOf(now - owner.since)})`
    : 'a process that has only just begun';
  return {
    severity: 'error',
    code: 'lock/held',
    file: shown,
    message: `is in use by another run: ${who}; nothing was done`,
    hint: 'wait until it is over; one that was killed gives way by itself, at the latest after half a minute',
  };
}

/** The clock of another host may be ahead of ours. */
function ageOf(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.round(ms / 1000))} s ago`;
  return ms < hourMs ? `${Math.round(ms / minuteMs)} min ago` : `${Math.round(ms / hourMs)} h ago`;
}

function lockLost(shown: string): Diagnostic {
  return {
    severity: 'error',
    code: 'lock/lost',
    file: join(shown, lockName),
    message: 'was taken over by another run, since this one was halted for long; nothing was published',
    hint: 'nothing to be done: the next run does what this one could not',
  };
}

function cannotLock(shown: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    severity: 'error',
    code: 'lock/cannot-take',
    file: shown,
    message: `cannot be written to (${unwritable(error)}), as every run must; nothing was done`,
    hint: 'mend that, or name another folder with --state, with all that is in this one',
  };
}

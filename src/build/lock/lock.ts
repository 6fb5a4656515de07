import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Instant } from '../../text/instant.ts';
import { beatMs, isDead, type Owner, ownerIn, ownerText } from './owner.ts';
import { fateOf, ownMark } from './process-mark.ts';

/** Holds the state folder against every other run, until it is released or its process ends. */
export interface Lock {
  /** Whether it still is ours. A process that was halted for long, a machine put to sleep, may find it taken over. */
  readonly isHeld: () => boolean;
  readonly release: () => void;
}

/** Who has it instead; nobody known where the owner had not written its name yet. */
export interface Taken {
  readonly owner: Owner | undefined;
}

/** In the state folder: a folder with one file, while a run is under way. */
export const lockName = 'lock';

/** The folder goes away with each holder; one that never is there is a link that leads nowhere. */
const mostAttempts = 100;

/** A run that is over before then pays for no thread; it is long before anyone could take its owner for dead. */
const firstBeatMs = 3_000;

/**
 * Takes the lock of a state folder, or says who has it. Throws an error of the file system where the folder cannot be
 * written to.
 *
 * Its files are numbered. Whoever finds that all of them are of the dead makes the one with the next number, which the
 * file system gives to one only; then looks again, and steps back if another living one is there, as may happen to one
 * that was halted in between. What was found dead is removed by the holder alone. So there are never two holders, in
 * whatever order processes are halted, and of those that race for the lock of a dead one exactly one gets it.
 *
 * Links, renaming and advisory locks are not used: they differ between file systems, the first two cannot take over
 * from the dead without a gap, and Node.js has no flock(2).
 */
export function takeLock(state: string, now: Instant): Lock | Taken {
  const made = mkdirSync(state, { recursive: true });
  const folder = join(state, lockName);
  for (let attempt = 1; ; attempt++) {
    const before = contents(folder);
    const holder = livingIn(folder, before);
    if (holder) return holder;
    const number = Math.max(0, ...before) + 1;
    const mine: Owner = {
      pid: process.pid,
      host: hostname(),
      since: now,
      ...marked(),
      token: randomBytes(8).toString('hex'),
    };
    const created = create(folder, number, mine, attempt < mostAttempts);
    if (created === 'again') continue;
    if (created === 'taken') return { owner: ownerAt(join(folder, String(number))) };
    const others = contents(folder).filter((other) => other !== number);
    const other = livingIn(folder, others);
    if (other) {
      remove(folder, number);
      return other;
    }
    for (const dead of others) remove(folder, dead);
    return held(folder, number, mine, made);
  }
}

function held(folder: string, number: number, { token }: Owner, made: string | undefined): Lock {
  const path = join(folder, String(number));
  let beat: Worker | undefined;
  const timer = setTimeout(() => {
    const started = new Worker(new URL('./beat.js', import.meta.url), { workerData: { path, everyMs: beatMs } });
    // Without it the lock is held all the same, and what it could not show is asked for before anything is published.
    started.on('error', () => {}).unref();
    beat = started;
  }, firstBeatMs);
  timer.unref();
  const isHeld = () => ownerAt(path)?.token === token;
  return {
    isHeld,
    release() {
      clearTimeout(timer);
      void beat?.terminate();
      if (!isHeld()) return;
      remove(folder, number);
      removeFolders(folder, made);
    },
  };
}

/** Leaves no trace in a place where nothing came of the run. */
function removeFolders(folder: string, made: string | undefined): void {
  try {
    rmdirSync(folder);
    if (made === undefined) return;
    for (let path = dirname(folder); path.startsWith(made); path = dirname(path)) rmdirSync(path);
  } catch {
    // Somebody put something there.
  }
}

function marked(): Pick<Owner, 'mark'> {
  const mark = ownMark();
  return mark ? { mark } : {};
}

/** The numbers that are there. */
function contents(folder: string): number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d{1,15}$/.test(name) ? [Number(name)] : []));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function livingIn(folder: string, numbers: readonly number[]): Taken | undefined {
  for (const number of numbers) {
    const path = join(folder, String(number));
    const owner = ownerAt(path);
    if (!isDead(owner, ownMark(), fateOf, () => silenceOf(path, folder))) return { owner };
  }
  return undefined;
}

function ownerAt(path: string): Owner | undefined {
  try {
    return ownerIn(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * How long a file has not been written to, by the clock of its file system: that of another host may be wrong, and so
 * may ours. One that is gone was released.
 */
function silenceOf(path: string, folder: string): number {
  try {
    const last = statSync(path).mtimeMs;
    const probe = join(folder, `now-${randomBytes(8).toString('hex')}`);
    closeSync(openSync(probe, 'wx'));
    try {
      return statSync(probe).mtimeMs - last;
    } finally {
      unlinkSync(probe);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/**
 * `taken`: somebody was quicker. `again`: the folder went away in between, as it does with the last file in it.
 *
 * @param canWait Whether that may be; else it is an error that the folder is not there.
 */
function create(folder: string, number: number, owner: Owner, canWait: boolean): 'created' | 'taken' | 'again' {
  const path = join(folder, String(number));
  let descriptor: number;
  try {
    mkdirSync(folder, { recursive: true });
    descriptor = openSync(path, 'wx');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return 'taken';
    if (code === 'ENOENT' && canWait) return 'again';
    throw error;
  }
  try {
    writeSync(descriptor, ownerText(owner));
    return 'created';
  } catch (error) {
    remove(folder, number);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function remove(folder: string, number: number): void {
  try {
    unlinkSync(join(folder, String(number)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

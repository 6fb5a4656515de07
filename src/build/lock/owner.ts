import type { Instant } from '../../text/instant.ts';
import type { Fate, ProcessMark } from './process-mark.ts';

/** Who holds a lock, as its file says. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** By the clock of the owner. */
  readonly since: Instant;
  /** Absent where its system has no marks for processes. */
  readonly mark?: ProcessMark;
  /** Random: no two takings have the same. */
  readonly token: string;
}

/** How often an owner shows that it is alive. */
export const beatMs = 5_000;

/** An owner that nothing was heard of for so long is dead, where no one can be asked. */
export const silenceMs = 30_000;

export function ownerText(owner: Owner): string {
  return `${JSON.stringify(owner)}\n`;
}

/** Nobody, where a text is not, or not yet, one of {@link ownerText}. */
export function ownerIn(text: string): Owner | undefined {
  try {
    const read = JSON.parse(text) as Partial<Owner> | null;
    if (typeof read?.pid !== 'number' || typeof read.host !== 'string' || typeof read.token !== 'string')
      return undefined;
    return typeof read.since === 'number' ? (read as Owner) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a lock can be taken over.
 *
 * Where the owner ran under the kernel that we run under, and is counted among the same processes, the kernel knows. A
 * number alone says nothing: it is given again after a reboot, and in each container somebody is number 1. Of an owner
 * in another container, on another host of a shared file system or before a reboot only its silence tells, and so it
 * does of one that has not written its name yet.
 *
 * @param silentMs How long nothing was heard of it, by the clock of the file system; asked only where it matters.
 */
export function isDead(
  owner: Owner | undefined,
  here: ProcessMark | undefined,
  fateOf: (pid: number, mark: ProcessMark) => Fate,
  silentMs: () => number,
): boolean {
  const mark = owner?.mark;
  if (mark && here && mark.boot === here.boot && mark.namespace === here.namespace) {
    const fate = fateOf(owner.pid, mark);
    if (fate !== 'hidden') return fate === 'gone';
  }
  return silentMs() > silenceMs;
}

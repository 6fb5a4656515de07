import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fateOf, ownMark } from '../build/lock/process-mark.ts';
import { replaceFile } from './replace-file.ts';
import { type JobStatus, type LastRun, type Status, withRun } from './status.ts';

/** In the state folder; what it says can be found out again by the next run. */
export const statusName = 'status.json';

/** Nothing is known where there is no such file, or none that can be read. */
export function readStatus(state: string): Status {
  try {
    const read = JSON.parse(readFileSync(join(state, statusName), 'utf8')) as Partial<Status> | null;
    if (read?.version === 1) return read as Status;
  } catch {
    // As if it were not there.
  }
  return { version: 1 };
}

/** Throws an error of the file system. */
export function writeStatus(state: string, status: Status): void {
  replaceFile(join(state, statusName), `${JSON.stringify(status, null, 1)}\n`);
}

/** Adds a run that no job made. A job that is no more is forgotten: whoever made this run goes without. */
export function recordRun(state: string, run: LastRun): void {
  const { job, ...before } = readStatus(state);
  const isForgotten = job && (job.state === 'ended' || isGone(job));
  writeStatus(state, withRun({ ...before, ...(job && !isForgotten && { job }) }, run));
}

/** Whether its process is known to be no more; of one on another machine, or in another container, that is not known. */
export function isGone({ pid, mark }: JobStatus): boolean {
  const here = ownMark();
  if (!mark || mark.boot !== here?.boot || mark.namespace !== here.namespace) return false;
  return fateOf(pid, mark) === 'gone';
}

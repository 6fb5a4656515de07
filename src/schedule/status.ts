import type { ProcessMark } from '../build/lock/process-mark.ts';
import type { Tally } from '../build/tally.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Instant, rfc3339 } from '../text/instant.ts';
import type { Reason } from './agenda.ts';
import type { RunEnd } from './run/start-run.ts';

/** What `status.json` in the state folder says, and as it says it: docs/operating.md describes it. */
export interface Status {
  readonly version: 1;
  readonly last_run?: LastRun;
  /** RFC 3339, as all moments here. */
  readonly last_good_at?: string;
  /** Absent where runs are made by cron or by hand. */
  readonly job?: JobStatus;
}

export interface LastRun {
  /** `command`: `hayloft build`. */
  readonly reason: Reason | 'command';
  readonly started_at: string;
  readonly ended_at: string;
  /** `busy`: another process had the state folder. `failed`: it could not say what became of it. */
  readonly outcome: 'published' | 'refused' | 'busy' | 'failed';
  /** Why it is not `published`, in a sentence. */
  readonly problem?: string;
  /** Entries that are published. */
  readonly published?: number;
  readonly left_out?: number;
  readonly held?: number;
  readonly warnings?: number;
  readonly entries?: Tally['changes'];
  readonly documents?: Tally['documents'];
  /** Errors and warnings, the first of them. */
  readonly diagnostics?: readonly Diagnostic[];
}

export interface JobStatus {
  readonly pid: number;
  readonly host: string;
  readonly mark?: ProcessMark;
  readonly state: 'idle' | 'running' | 'ended';
  readonly started_at: string;
  /** Where it serves what it made. */
  readonly addresses: readonly string[];
  readonly next_slot?: string;
  /** When the first article that is held back is to come out. */
  readonly next_due?: string;
  /** When a run that failed is made again. */
  readonly next_try?: string;
  /** Until when the last good run is not too old. */
  readonly good_until?: string;
  /** Runs in a row that failed. */
  readonly failures: number;
  readonly runs: number;
  readonly skipped_slots: number;
  readonly missed_slots: number;
}

export function lastRun(reason: LastRun['reason'], startedAt: Instant, endedAt: Instant, end: RunEnd): LastRun {
  const when = { reason, started_at: rfc3339(startedAt), ended_at: rfc3339(endedAt) };
  if ('failed' in end) return { ...when, outcome: 'failed', problem: `the run ${end.failed}` };
  const { outcome, diagnostics, tally } = end.report;
  const [error] = diagnostics;
  const problem = outcome === 'refused' && error ? `${error.file ?? ''} ${error.message}`.trim() : undefined;
  return {
    ...when,
    outcome: error?.code === 'lock/held' ? 'busy' : outcome,
    ...(problem !== undefined && { problem }),
    ...(outcome === 'published' && {
      published: tally.published,
      left_out: tally.leftOut,
      held: tally.held,
      warnings: tally.warnings,
      entries: tally.changes,
      documents: tally.documents,
    }),
    diagnostics: diagnostics.map(({ place, ...rest }) => ({ ...rest, ...(place && { place: placed(place) }) })),
  };
}

/** Without the text of the line. */
function placed({ line, column }: NonNullable<Diagnostic['place']>) {
  return { line, column };
}

/** The status after a run. What a run that found the folder in use knows is nothing new. */
export function withRun(before: Status, run: LastRun): Status {
  if (run.outcome === 'busy' && before.last_run) return before;
  return { ...before, last_run: run, ...(run.outcome === 'published' && { last_good_at: run.ended_at }) };
}

export interface Verdict {
  /** `incomplete`: published, but an article was left out. */
  readonly is: 'fine' | 'incomplete' | 'bad' | 'unknown';
  /** One sentence each, without a full stop. */
  readonly why: readonly string[];
}

/**
 * Whether all is well.
 *
 * @param isGone Whether the process of the job is known to be no more.
 */
export function verdictOf(
  { last_run: run, last_good_at: lastGood, job }: Status,
  isGone: boolean,
  now: Instant,
): Verdict {
  if (!run && !job) return { is: 'unknown', why: ['no run has been made here yet'] };
  const why: string[] = [];
  if (job?.state === 'ended') why.push('the job has ended');
  else if (job && isGone) why.push('the job is no more, and did not say why');
  if (run && run.outcome !== 'published') why.push(`the last run was not good: ${run.problem ?? run.outcome}`);
  if (job?.good_until !== undefined && Date.parse(job.good_until) < now) {
    why.push(`the last good run is too old: ${lastGood ?? 'there was none'}`);
  }
  if (why.length > 0) return { is: 'bad', why };
  if (!run) return { is: 'unknown', why: ['the first run is under way'] };
  const leftOut = run.left_out ?? 0;
  if (leftOut === 0) return { is: 'fine', why: [] };
  return { is: 'incomplete', why: [leftOut === 1 ? 'one article is left out' : `${leftOut} articles are left out`] };
}

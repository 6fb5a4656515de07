import type { JobStatus, LastRun, Status, Verdict } from '../../schedule/status.ts';
import { dayMs, hourMs, type Instant, minuteMs } from '../../text/instant.ts';
import { changesText } from './job-event.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';
import { count, duration, grouped } from './words.ts';

const titles: Record<Verdict['is'], string> = {
  fine: 'All is well.',
  incomplete: 'All is well, but something is left out.',
  bad: 'Not well.',
  unknown: 'Nothing is known.',
};

/**
 * How a job is doing, for people.
 *
 * @param isJobGone What it was about to do will not come.
 */
export function statusText(status: Status, verdict: Verdict, isJobGone: boolean, now: Instant, style: Style): string {
  const { last_run: run, last_good_at: lastGood, job } = status;
  const colour = { fine: style.green, incomplete: style.yellow, bad: style.red, unknown: style.yellow }[verdict.is];
  const rows: Row[] = [
    ...verdict.why.map((why): Row => ['why', visible(why)]),
    ...(run ? runRows(run, now) : []),
    ['last good', run?.outcome === 'published' ? undefined : moment(lastGood, now)],
    ...(job && job.state !== 'ended' && !isJobGone ? jobRows(job, now) : []),
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined);
  return [style.bold(colour(titles[verdict.is])), ...table(known, style)].join('\n');
}

/** One of which there is nothing to say is left out. */
type Row = readonly [name: string, said: string | undefined];

function runRows(run: LastRun, now: Instant): Row[] {
  const took = duration(Date.parse(run.ended_at) - Date.parse(run.started_at));
  const last: Row = ['last run', `${moment(run.ended_at, now)}, ${took}, ${run.outcome}`];
  if (run.published === undefined) return [last];
  return [
    last,
    ['entries', `${grouped(run.published)} published; ${changesText(run)}`],
    ['left out', grouped(run.left_out ?? 0)],
  ];
}

function jobRows(job: JobStatus, now: Instant): Row[] {
  const { skipped_slots: skipped, missed_slots: missed } = job;
  return [
    ['now', job.state === 'running' ? 'a run is under way' : undefined],
    ['next run', moment(job.next_slot, now)],
    ['next due', moment(job.next_due, now)],
    ['next try', moment(job.next_try, now)],
    ['job', `process ${job.pid} on ${visible(job.host)}, since ${job.started_at}, ${count(job.runs, 'run')}`],
    ...job.addresses.map((address): Row => ['serves', visible(address)]),
    ['slots', skipped + missed > 0 ? `${grouped(skipped)} skipped, ${grouped(missed)} missed` : undefined],
  ];
}

/** With how far it is: `3 min ago`, `in 2 h`. */
function moment(said: string | undefined, now: Instant): string | undefined {
  if (said === undefined) return undefined;
  const away = Date.parse(said) - now;
  const span = spanText(Math.abs(away));
  return `${said} (${away <= 0 ? `${span} ago` : `in ${span}`})`;
}

function spanText(ms: number): string {
  if (ms < 2 * minuteMs) return `${Math.round(ms / 1000)} s`;
  if (ms < 2 * hourMs) return `${Math.round(ms / minuteMs)} min`;
  return ms < 2 * dayMs ? `${Math.round(ms / hourMs)} h` : `${Math.round(ms / dayMs)} days`;
}

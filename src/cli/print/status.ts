import type { JobStatus, LastRun, Status, Verdict } from '../../schedule/status.ts';
import type { Instant } from '../../text/instant.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';
import { count, duration, grouped, listed } from './words.ts';

const titles: Record<Verdict['is'], string> = {
  fine: 'All is well.',
  incomplete: 'All is well, but something is left out.',
  bad: 'Not well.',
  unknown: 'Nothing is known.',
};

/** How a job is doing, for people. */
export function statusText(
  { last_run: run, last_good_at: lastGood, job }: Status,
  verdict: Verdict,
  now: Instant,
  style: Style,
): string {
  const colour = { fine: style.green, incomplete: style.yellow, bad: style.red, unknown: style.yellow }[verdict.is];
  const ago = (moment: string | undefined) =>
    moment === undefined ? [] : [`${moment} (${distance(Date.parse(moment), now)})`];
  const rows: [string, string][] = [
    ...verdict.why.map((why): [string, string] => ['why', visible(why)]),
    ...(run ? runRows(run, now) : []),
    ...ago(run?.outcome === 'published' ? undefined : lastGood).map((said): [string, string] => ['last good', said]),
    ...(job && job.state !== 'ended' ? jobRows(job, ago) : []),
  ];
  return [style.bold(colour(titles[verdict.is])), ...table(rows, style)].join('\n');
}

function runRows(run: LastRun, now: Instant): [string, string][] {
  const took = duration(Date.parse(run.ended_at) - Date.parse(run.started_at));
  const rows: [string, string][] = [
    ['last run', `${run.ended_at} (${distance(Date.parse(run.ended_at), now)}), ${took}, ${run.outcome}`],
  ];
  if (run.published === undefined) return rows;
  const changes = Object.entries<number>(run.entries ?? {}).filter(([kind, number]) => number > 0 && kind !== 'kept');
  const said = listed(changes.map(([kind, number]) => `${grouped(number)} ${kind}`)) || 'nothing new';
  return [
    ...rows,
    ['entries', `${grouped(run.published)} published; ${said}`],
    ['left out', grouped(run.left_out ?? 0)],
  ];
}

function jobRows(job: JobStatus, ago: (moment: string | undefined) => string[]): [string, string][] {
  const named = (name: string, moment: string | undefined) => ago(moment).map((said): [string, string] => [name, said]);
  return [
    ...(job.state === 'running' ? [['now', 'a run is under way'] satisfies [string, string]] : []),
    ...named('next run', job.next_slot),
    ...named('next due', job.next_due),
    ...named('next try', job.next_try),
    ['job', `process ${job.pid} on ${visible(job.host)}, since ${job.started_at}, ${count(job.runs, 'run')}`],
    ...job.addresses.map((address): [string, string] => ['serves', visible(address)]),
    ...(job.skipped_slots + job.missed_slots > 0
      ? [
          ['slots', `${grouped(job.skipped_slots)} skipped, ${grouped(job.missed_slots)} missed`] satisfies [
            string,
            string,
          ],
        ]
      : []),
  ];
}

/** `3 min ago`, `in 12 min`. */
function distance(moment: Instant, now: Instant): string {
  const far = duration(Math.abs(moment - now));
  return moment <= now ? `${far} ago` : `in ${far}`;
}

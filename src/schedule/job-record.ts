import { hostname } from 'node:os';
import { ownMark } from '../build/lock/process-mark.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { JobState } from '../serve/state.ts';
import { type Instant, minuteMs, rfc3339 } from '../text/instant.ts';
import type { Agenda } from './agenda.ts';
import type { RunEnd } from './run/start-run.ts';
import type { JobStatus, LastRun } from './status.ts';
import type { Timetable } from './timetable.ts';

/** The last good run counts as fresh up to the slot after the next one, and so much longer: a run takes its time. */
const lateMs = 5 * minuteMs;

/** What is known of the runs of a job, as its server and its status tell of it. */
export class JobRecord {
  readonly #startedAt: Instant;
  #state: JobState = {
    runs: { published: 0, refused: 0, failed: 0, skipped: 0 },
    seconds: { sum: 0, last: undefined },
    lastGood: undefined,
    goodUntil: undefined,
    nextSlot: undefined,
    entries: 0,
    diagnostics: new Map(),
  };
  #missed = 0;
  /** What the last good run found wrong, and what the last one that was refused did: that one did not look for more. */
  #found = new Set<string>();
  #inTheWay = new Set<string>();

  constructor(startedAt: Instant) {
    this.#startedAt = startedAt;
  }

  get state(): JobState {
    return this.#state;
  }

  planned(nextSlot: Instant | undefined): void {
    this.#state = { ...this.#state, nextSlot };
  }

  skipped(slots: number): void {
    const { runs } = this.#state;
    this.#state = { ...this.#state, runs: { ...runs, skipped: runs.skipped + slots } };
  }

  missed(slots: number): void {
    this.#missed += slots;
  }

  /** A run is over. One that found the folder in use was none. */
  ran({ outcome }: LastRun, end: RunEnd, milliseconds: number, now: Instant, { next }: Timetable): void {
    if (outcome === 'busy') return;
    const { runs, seconds } = this.#state;
    this.#state = {
      ...this.#state,
      runs: { ...runs, [outcome]: runs[outcome] + 1 },
      seconds: { sum: seconds.sum + milliseconds / 1000, last: milliseconds / 1000 },
      ...('report' in end && { diagnostics: end.report.codes }),
    };
    if (outcome !== 'published' || !('report' in end)) return;
    const first = next(now);
    const second = first === undefined ? undefined : next(first);
    this.#state = {
      ...this.#state,
      lastGood: now,
      goodUntil: second === undefined ? undefined : second + lateMs,
      entries: end.report.tally.published,
    };
  }

  /** What a run found wrong that those before had not: a log that says the same every quarter of an hour is not read. */
  news({ outcome }: LastRun, end: RunEnd): readonly Diagnostic[] {
    if (outcome === 'busy') return [];
    const found = 'report' in end ? end.report.diagnostics : [];
    const news = found.filter((each) => !this.#found.has(keyOf(each)) && !this.#inTheWay.has(keyOf(each)));
    const keys = new Set(found.map(keyOf));
    if (outcome === 'published') [this.#found, this.#inTheWay] = [keys, new Set()];
    else if (outcome === 'refused') this.#inTheWay = keys;
    return news;
  }

  status(state: JobStatus['state'], addresses: readonly string[], { dueAt, retryAt, failures }: Agenda): JobStatus {
    const { runs, goodUntil, nextSlot } = this.#state;
    const mark = ownMark();
    const moment = (name: string, instant: Instant | undefined) =>
      instant !== undefined && { [name]: rfc3339(instant) };
    return {
      pid: process.pid,
      host: hostname(),
      ...(mark && { mark }),
      state,
      started_at: rfc3339(this.#startedAt),
      addresses,
      ...(state !== 'ended' && {
        ...moment('next_slot', nextSlot),
        ...moment('next_due', dueAt),
        ...moment('next_try', retryAt),
      }),
      ...moment('good_until', goodUntil),
      failures,
      runs: runs.published + runs.refused + runs.failed,
      skipped_slots: runs.skipped,
      missed_slots: this.#missed,
    };
  }
}

function keyOf({ code, file, message, place }: Diagnostic): string {
  return [code, file, place?.line, message].join('\n');
}

import { hostname } from 'node:os';
import type { Progress } from '../build/build.ts';
import { ownMark } from '../build/lock/process-mark.ts';
import type { Config } from '../config/config.ts';
import { type CronPattern, readCron } from '../config/values/cron.ts';
import { known } from '../config/values/reading.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { JobState } from '../serve/state.ts';
import { type Instant, minuteMs, rfc3339 } from '../text/instant.ts';
import { type Agenda, changed, ended, firstAgenda, look, nextMoment, type Reason } from './agenda.ts';
import { startBeat } from './beat.ts';
import type { JobEvent } from './event.ts';
import { Announcer } from './hubs/announcer.ts';
import { announcedName } from './hubs/tell-hubs.ts';
import { notify } from './notify.ts';
import { type RunEnd, type RunUnderWay, startRun } from './run/start-run.ts';
import { nextSlot } from './slots.ts';
import { type JobStatus, type LastRun, lastRun, withRun } from './status.ts';
import { readStatus, statusName, writeStatus } from './status-file.ts';
import { startWatch, type Watch } from './watch.ts';

/** What a job has to do with the world around it. */
export interface JobSurroundings {
  /** Absolute path of the folder from which messages name files. */
  readonly from: string;
  readonly clock: () => Instant;
  readonly onEvent: (event: JobEvent) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** A run has published: what is served is to be what lies in the output folder now. */
  readonly onPublished: () => Promise<void>;
}

/** A last good run counts as fresh up to the slot after the next one, and so much longer: a run takes its time. */
const lateMs = 5 * minuteMs;

/**
 * The scheduled job: collects, and tells whoever is to know. It decides nothing (agenda.ts) and makes no run (run/); it
 * brings together the clock, the runs and what is known of them. Nothing that goes wrong in a run ends it.
 */
export class Job {
  readonly #around: JobSurroundings;
  readonly #announcer: Announcer;
  readonly #startedAt: Instant;
  #config: Config;
  #pattern: CronPattern | undefined;
  #agenda: Agenda;
  #underWay: { readonly run: RunUnderWay; readonly settled: Promise<void> } | undefined;
  #isStopping = false;
  #endBeat = () => {};
  #watch: Watch | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #addresses: readonly string[] = [];
  #reported = new Set<string>();
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

  constructor(config: Config, around: JobSurroundings) {
    this.#around = around;
    this.#config = config;
    this.#startedAt = around.clock();
    this.#agenda = firstAgenda(this.#startedAt);
    this.#announcer = new Announcer(
      config,
      (told) => around.onEvent({ is: 'hub-told', told }),
      (error) => this.#notWritten(announcedName, error),
    );
  }

  /** What a server tells of it. */
  get state(): JobState {
    return this.#state;
  }

  /** When what is published is expected to change: now, while a run is under way; absent where nobody knows. */
  get changesAt(): Instant | undefined {
    const { running, dueAt } = this.#agenda;
    if (running) return this.#around.clock();
    const moments = [this.#state.nextSlot, dueAt].filter((instant) => instant !== undefined);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  /** Makes the first run, and goes on from there. */
  start(addresses: readonly string[]): void {
    this.#addresses = addresses;
    this.#follow();
    this.#look();
    // What a process that ended did not get told.
    this.#announcer.announce(this.#config);
  }

  /** Goes by another configuration from now on, and makes a run. */
  configure(config: Config): void {
    this.#config = config;
    this.#agenda = { ...this.#agenda, asked: 'configuration' };
    this.#follow();
    this.#look();
  }

  /**
   * Begins no run any more, and waits for the one under way; when the limit is reached it is asked to end, and when it
   * does not, it is killed.
   */
  async stop(): Promise<void> {
    this.#leave();
    const { limits } = this.#config;
    const underWay = this.#underWay;
    if (underWay) {
      const timers = [
        setTimeout(underWay.run.abandon, limits.stop * 1000),
        setTimeout(underWay.run.kill, limits.stop * 1000 + killAfterMs),
      ];
      await underWay.settled;
      for (const timer of timers) clearTimeout(timer);
    }
    await this.#announcer.stop();
    this.#writeStatus();
  }

  /** Ends at once. What is published stays whole: documents are put in place one by one, each at once. */
  kill(): void {
    this.#leave();
    this.#underWay?.run.kill();
  }

  #leave(): void {
    this.#isStopping = true;
    this.#endBeat();
    this.#watch?.stop();
    clearTimeout(this.#alarm);
  }

  /** Sets clock and watch by the configuration. */
  #follow(): void {
    const { schedule, watch } = this.#config;
    this.#pattern = schedule === false ? undefined : known(readCron(schedule));
    this.#endBeat();
    const hasSeconds = schedule !== false && schedule.trim().split(/\s+/).length === 6;
    this.#endBeat = startBeat(
      hasSeconds ? 'second' : 'minute',
      () => this.#look(),
      (error) => this.#around.onEvent({ is: 'defect', error }),
    );
    this.#watch?.stop();
    this.#watch = watch
      ? startWatch(
          this.#config,
          () => {
            this.#agenda = changed(this.#agenda, this.#around.clock());
            this.#setAlarm();
          },
          (why) => this.#around.onEvent({ is: 'not-watched', why }),
        )
      : undefined;
    this.#state = { ...this.#state, nextSlot: this.#slotAfter(this.#around.clock()) };
  }

  #slotAfter(instant: Instant): Instant | undefined {
    return this.#pattern && nextSlot(this.#pattern, this.#config.timezone, instant);
  }

  #look(): void {
    if (this.#isStopping) return;
    const now = this.#around.clock();
    const { agenda, begin, skipped, missed } = look(this.#agenda, now, (after) => this.#slotAfter(after));
    this.#agenda = agenda;
    if (skipped > 0) {
      const { runs } = this.#state;
      this.#state = { ...this.#state, runs: { ...runs, skipped: runs.skipped + skipped } };
      this.#around.onEvent({ is: 'slots-skipped', count: skipped });
    }
    if (missed > 0) {
      this.#missed += missed;
      this.#around.onEvent({ is: 'slots-missed', count: missed });
    }
    if (begin) this.#begin(begin, now);
    if (begin || skipped > 0) {
      this.#state = { ...this.#state, nextSlot: this.#slotAfter(now) };
      this.#writeStatus();
    }
    this.#setAlarm();
  }

  /** For what comes before the next beat. */
  #setAlarm(): void {
    clearTimeout(this.#alarm);
    const moment = nextMoment(this.#agenda);
    if (moment === undefined || this.#isStopping) return;
    const wait = moment - this.#around.clock();
    if (wait < minuteMs) this.#alarm = setTimeout(() => this.#look(), Math.max(0, wait));
  }

  #begin(reason: Reason, startedAt: Instant): void {
    const { limits } = this.#config;
    this.#around.onEvent({ is: 'run-begun', reason });
    this.#watch?.refresh();
    const run = startRun({ config: this.#config, from: this.#around.from }, limits.run * 1000, this.#around.onProgress);
    const settled = run.ended.then((end) => this.#settle(reason, startedAt, end));
    this.#underWay = { run, settled };
  }

  async #settle(reason: Reason, startedAt: Instant, end: RunEnd): Promise<void> {
    const now = this.#around.clock();
    const run = lastRun(reason, startedAt, now, end);
    const isGood = run.outcome === 'published';
    // Given up with the job: that is no news to anybody.
    if (this.#isStopping && !isGood) {
      this.#underWay = undefined;
      return this.#writeStatus(run);
    }
    const due = 'report' in end ? end.report.nextDue : undefined;
    this.#agenda = ended(this.#agenda, isGood ? 'good' : run.outcome === 'busy' ? 'busy' : 'bad', now, due);
    this.#count(run, end, now - startedAt, now);
    this.#underWay = undefined;
    if (isGood) await this.#serve();
    this.#report(run, end, now - startedAt);
    this.#writeStatus(run);
    if (isGood) this.#announcer.announce(this.#config);
    this.#tell(run);
    this.#look();
  }

  #count({ outcome }: LastRun, end: RunEnd, milliseconds: number, now: Instant): void {
    if (outcome === 'busy') return;
    const { runs, seconds } = this.#state;
    const second = this.#slotAfter(this.#slotAfter(now) ?? now);
    this.#state = {
      ...this.#state,
      runs: { ...runs, [outcome]: runs[outcome] + 1 },
      seconds: { sum: seconds.sum + milliseconds / 1000, last: milliseconds / 1000 },
      ...('report' in end && { diagnostics: end.report.codes }),
      ...('report' in end &&
        outcome === 'published' && {
          lastGood: now,
          goodUntil: second === undefined ? undefined : second + lateMs,
          entries: end.report.tally.published,
        }),
    };
  }

  async #serve(): Promise<void> {
    try {
      await this.#around.onPublished();
    } catch (error) {
      this.#around.onEvent({ is: 'not-served', why: reasonOf(error) });
    }
  }

  #report(run: LastRun, end: RunEnd, milliseconds: number): void {
    const found = 'report' in end ? end.report.diagnostics : [];
    const news = found.filter((diagnostic) => !this.#reported.has(keyOf(diagnostic)));
    // A run that failed says nothing of what the others found.
    if (run.outcome === 'published') this.#reported = new Set(found.map(keyOf));
    const { nextSlot } = this.#state;
    const { retryAt, failures } = this.#agenda;
    this.#around.onEvent({
      is: 'run-ended',
      run,
      end,
      milliseconds,
      news,
      failures,
      ...(nextSlot !== undefined && { nextSlot }),
      ...(retryAt !== undefined && { nextTry: retryAt }),
    });
  }

  /** Beside everything else: whoever is told may take its time. */
  #tell(run: LastRun): void {
    const { notify: whom } = this.#config;
    notify(whom, run, this.#agenda.failures, this.#around.from).then(
      (told) => told && this.#around.onEvent({ is: 'notified', told }),
      (error) => this.#around.onEvent({ is: 'defect', error }),
    );
  }

  #writeStatus(run?: LastRun): void {
    const { state } = this.#config;
    try {
      const before = readStatus(state);
      writeStatus(state, { ...(run ? withRun(before, run) : before), job: this.#status() });
    } catch (error) {
      this.#notWritten(statusName, error);
    }
  }

  #status(): JobStatus {
    const { runs, goodUntil, nextSlot } = this.#state;
    const { running, dueAt, retryAt, failures } = this.#agenda;
    const mark = ownMark();
    return {
      pid: process.pid,
      host: hostname(),
      ...(mark && { mark }),
      state: this.#isStopping && !this.#underWay ? 'ended' : running ? 'running' : 'idle',
      started_at: rfc3339(this.#startedAt),
      addresses: this.#addresses,
      ...(nextSlot !== undefined && !this.#isStopping && { next_slot: rfc3339(nextSlot) }),
      ...(dueAt !== undefined && { next_due: rfc3339(dueAt) }),
      ...(retryAt !== undefined && { next_try: rfc3339(retryAt) }),
      ...(goodUntil !== undefined && { good_until: rfc3339(goodUntil) }),
      failures,
      runs: runs.published + runs.refused + runs.failed,
      skipped_slots: runs.skipped,
      missed_slots: this.#missed,
    };
  }

  #notWritten(file: string, error: unknown): void {
    this.#around.onEvent({ is: 'not-written', file, why: reasonOf(error) });
  }
}

/** For a run that was asked to end and is in the middle of something long. */
const killAfterMs = 5_000;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function keyOf({ code, file, message, place }: Diagnostic): string {
  return [code, file, place?.line, message].join('\n');
}

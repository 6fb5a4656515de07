import { join } from 'node:path';
import type { Progress } from '../build/options.ts';
import { isSystemError, unwritable } from '../build/system-error.ts';
import type { Config } from '../config/config.ts';
import { seenFrom } from '../config/folders.ts';
import type { JobState } from '../serve/state.ts';
import { type Instant, minuteMs } from '../text/instant.ts';
import { type Agenda, changed, ended, firstAgenda, look, nextMoment, type Reason, reconfigured } from './agenda.ts';
import { startBeat } from './beat.ts';
import type { JobEvent } from './event.ts';
import { Announcer } from './hubs/announcer.ts';
import { announcedName } from './hubs/tell-hubs.ts';
import { JobRecord } from './job-record.ts';
import { notify } from './notify.ts';
import { type RunEnd, type RunUnderWay, startRun } from './run/start-run.ts';
import { type LastRun, lastRun, withRun } from './status.ts';
import { readStatus, statusName, writeStatus } from './status-file.ts';
import { type Timetable, timetableOf } from './timetable.ts';
import { startWatch, type Watch } from './watch.ts';

/** What a job has to do with the world around it. */
export interface JobSurroundings {
  /** Absolute path of the folder from which messages name files. */
  readonly from: string;
  readonly clock: () => Instant;
  /** Milliseconds of a clock that only goes forward. */
  readonly ticks: () => number;
  readonly onEvent: (event: JobEvent) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** A run has published: what is served is to be what lies in the output folder now. Never fails. */
  readonly onPublished: () => Promise<void>;
}

/** Of the time that there is to stop, the last milliseconds are for a run that was asked to end and is publishing. */
const graceMs = 5_000;

/**
 * The scheduled job: collects, and tells whoever is to know. It decides nothing (agenda.ts), makes no run (run/) and
 * counts none (job-record.ts); it brings together the clock, the runs and what is known of them. Nothing that goes wrong
 * in a run ends it.
 */
export class Job {
  readonly #around: JobSurroundings;
  readonly #announcer: Announcer;
  readonly #record: JobRecord;
  /** No run is begun any more, and nobody is told of anything. */
  readonly #leaving = new AbortController();
  #config: Config;
  #timetable: Timetable;
  #agenda: Agenda;
  #underWay: { readonly run: RunUnderWay; readonly startedAt: Instant; readonly settled: Promise<void> } | undefined;
  #endBeat = () => {};
  #watch: Watch | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #addresses: readonly string[] = [];
  /** It could not be written the last time: that is said once. */
  #isStatusLost = false;

  constructor(config: Config, around: JobSurroundings) {
    const now = around.clock();
    this.#around = around;
    this.#config = config;
    this.#timetable = timetableOf(config);
    this.#agenda = firstAgenda(now);
    this.#record = new JobRecord(now);
    this.#announcer = new Announcer(
      config,
      (told) => around.onEvent({ is: 'hub-told', told }),
      (error) => this.#notWritten(announcedName, error),
      this.#leaving.signal,
    );
  }

  /** What a server tells of it. */
  get state(): JobState {
    return this.#record.state;
  }

  /**
   * When what is published is expected to change: while a run is under way, since it began. Absent where nobody knows.
   */
  get changesAt(): Instant | undefined {
    if (this.#underWay) return this.#underWay.startedAt;
    const moments = [this.state.nextSlot, nextMoment(this.#agenda)].filter((instant) => instant !== undefined);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  /**
   * Makes the first run, and goes on from there.
   *
   * @param addresses Where what it makes is served.
   */
  start(addresses: readonly string[]): void {
    this.#addresses = addresses;
    this.#follow();
    this.#look();
    // What a process that ended could not tell.
    this.#announcer.announce(this.#config);
  }

  /** Goes by another configuration from now on, and makes a run. */
  configure(config: Config): void {
    if (this.#isLeaving) return;
    this.#config = config;
    this.#timetable = timetableOf(config);
    this.#agenda = reconfigured(this.#agenda, this.#around.clock());
    this.#follow();
    this.#look();
  }

  /**
   * Begins no run any more, and waits for the one under way. Shortly before the limit it is asked to end, and at the
   * limit it is killed.
   */
  async stop(): Promise<void> {
    this.#leave();
    const limitMs = this.#config.limits.stop * 1000;
    if (this.#underWay) {
      const { run, settled } = this.#underWay;
      const timers = [setTimeout(run.abandon, limitMs - Math.min(graceMs, limitMs / 2)), setTimeout(run.kill, limitMs)];
      await settled;
      for (const timer of timers) clearTimeout(timer);
    }
    await this.#announcer.idle;
    this.#writeStatus();
  }

  /** Ends at once. What is published stays whole: documents are put in place one by one, each at once. */
  kill(): void {
    this.#leave();
    this.#underWay?.run.kill();
  }

  #leave(): void {
    this.#leaving.abort();
    this.#endBeat();
    this.#watch?.stop();
    clearTimeout(this.#alarm);
  }

  get #isLeaving(): boolean {
    return this.#leaving.signal.aborted;
  }

  /** Sets clock and watch by the configuration. */
  #follow(): void {
    const { onEvent, clock } = this.#around;
    this.#endBeat();
    this.#endBeat = startBeat(
      this.#timetable.every,
      () => this.#look(),
      (error) => onEvent({ is: 'defect', error }),
    );
    this.#watch?.stop();
    const onChange = () => {
      this.#agenda = changed(this.#agenda, clock());
      this.#setAlarm();
    };
    this.#watch = this.#config.watch
      ? startWatch(this.#config, onChange, (why) => onEvent({ is: 'not-watched', why }))
      : undefined;
  }

  #look(): void {
    if (this.#isLeaving) return;
    const now = this.#around.clock();
    const { agenda, begin, skipped, missed } = look(this.#agenda, now, this.#timetable.next);
    this.#agenda = agenda;
    if (skipped > 0) {
      this.#record.skipped(skipped);
      this.#around.onEvent({ is: 'slots-skipped', count: skipped });
    }
    if (missed > 0) {
      this.#record.missed(missed);
      this.#around.onEvent({ is: 'slots-missed', count: missed });
    }
    if (begin) this.#begin(begin, now);
    this.#record.planned(this.#timetable.next(now));
    if (begin || skipped > 0) this.#writeStatus();
    this.#setAlarm();
  }

  /** For what comes before the next beat. */
  #setAlarm(): void {
    clearTimeout(this.#alarm);
    const moment = nextMoment(this.#agenda);
    if (moment === undefined || this.#isLeaving) return;
    const wait = moment - this.#around.clock();
    if (wait < minuteMs) this.#alarm = setTimeout(() => this.#look(), Math.max(0, wait));
  }

  #begin(reason: Reason, startedAt: Instant): void {
    const { from, onProgress, onEvent, ticks } = this.#around;
    const begun = ticks();
    onEvent({ is: 'run-begun', reason });
    this.#watch?.refresh();
    const run = startRun({ config: this.#config, from }, this.#config.limits.run * 1000, onProgress);
    const settled = run.ended.then((end) => this.#settle(reason, startedAt, end, ticks() - begun));
    this.#underWay = { run, startedAt, settled };
  }

  /** What was published is served before the run counts as over, so that no other one begins in between. */
  async #settle(reason: Reason, startedAt: Instant, end: RunEnd, milliseconds: number): Promise<void> {
    const now = this.#around.clock();
    const run = lastRun(reason, startedAt, now, end);
    const isGood = run.outcome === 'published';
    if (isGood) await this.#around.onPublished();
    this.#underWay = undefined;
    // Given up with the job: that is no news to anybody.
    if (this.#isLeaving && !isGood) return this.#writeStatus(run);

    const due = 'report' in end ? end.report.nextDue : undefined;
    this.#agenda = ended(this.#agenda, isGood ? 'good' : run.outcome === 'busy' ? 'busy' : 'bad', now, due);
    this.#record.ran(run, end, milliseconds, now, this.#timetable);
    this.#tellEnd(run, end, milliseconds);
    this.#writeStatus(run);
    if (isGood) this.#announcer.announce(this.#config);
    this.#notify(run);
    this.#look();
  }

  #tellEnd(run: LastRun, end: RunEnd, milliseconds: number): void {
    const { nextSlot } = this.state;
    const { retryAt, failures } = this.#agenda;
    this.#around.onEvent({
      ...{ is: 'run-ended', run, end, milliseconds, failures, news: this.#record.news(run, end) },
      ...(nextSlot !== undefined && { nextSlot }),
      ...(retryAt !== undefined && { nextTry: retryAt }),
    });
  }

  /** Beside everything else: whoever is told may take its time, though not beyond the end of the job. */
  #notify(run: LastRun): void {
    if (this.#isLeaving) return;
    const { onEvent, from } = this.#around;
    notify(this.#config.notify, run, this.#agenda.failures, from, this.#leaving.signal).then(
      (told) => told && !this.#isLeaving && onEvent({ is: 'notified', told }),
      (error) => onEvent({ is: 'defect', error }),
    );
  }

  #writeStatus(run?: LastRun): void {
    const { state } = this.#config;
    const doing = this.#underWay ? 'running' : this.#isLeaving ? 'ended' : 'idle';
    try {
      const before = readStatus(state);
      const job = this.#record.status(doing, this.#addresses, this.#agenda);
      writeStatus(state, { ...(run ? withRun(before, run) : before), job });
      this.#isStatusLost = false;
    } catch (error) {
      if (!this.#isStatusLost) this.#notWritten(statusName, error);
      this.#isStatusLost = true;
    }
  }

  #notWritten(name: string, error: unknown): void {
    const { from, onEvent } = this.#around;
    const file = seenFrom(from, join(this.#config.state, name));
    onEvent(isSystemError(error) ? { is: 'not-written', file, why: unwritable(error) } : { is: 'defect', error });
  }
}

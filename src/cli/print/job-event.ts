import type { Diagnostic } from '../../diagnostic.ts';
import type { Reason } from '../../schedule/agenda.ts';
import type { JobEvent } from '../../schedule/event.ts';
import type { LastRun } from '../../schedule/status.ts';
import { rfc3339 } from '../../text/instant.ts';
import type { LogEntry, LogReader } from '../log-entry.ts';
import { diagnosticText } from './diagnostic.ts';
import { styleFor } from './style.ts';
import { visible } from './visible.ts';
import { count, duration, grouped, listed } from './words.ts';

const because: Record<Reason, string> = {
  start: 'the job begins',
  configuration: 'the configuration is another',
  slot: 'it is time',
  missed: 'slots were missed',
  due: 'an article is due',
  change: 'files have changed',
  retry: 'the last run failed',
};

/** What happened in a job, as entries of its log; nothing where nobody needs to know. */
export function jobEntries(event: JobEvent, reader: LogReader): LogEntry[] {
  switch (event.is) {
    case 'run-begun': {
      const { reason } = event;
      return [entry('info', event.is, `collecting: ${because[reason]}`, { reason })];
    }
    case 'run-ended':
      return [...event.news.map((diagnostic) => diagnosticEntry(diagnostic, reader)), runEntry(event, reader)];
    case 'slots-skipped':
      return [entry('warn', event.is, `${slots(event.count)} skipped: a run is under way`, { slots: event.count })];
    case 'slots-missed':
      return [entry('warn', event.is, `${slots(event.count)} missed; one run makes up for it`, { slots: event.count })];
    case 'hub-told': {
      const { hub, topic, failed } = event.told;
      const [whom, what] = [visible(hub), visible(topic)];
      if (failed === undefined) return [entry('info', event.is, `told ${whom} of ${what}`, { hub, topic })];
      const text = `${whom} ${visible(failed)}; it will be told of ${what} later`;
      return [entry('warn', event.is, text, { hub, topic, failed })];
    }
    case 'notified': {
      const { whom, failed } = event.told;
      if (failed === undefined) return [];
      return [entry('warn', 'not-notified', `${visible(whom)} ${visible(failed)}`, { whom, failed })];
    }
    case 'not-watched': {
      const { why } = event;
      const text = `not all folders can be watched (${visible(why)}); what changes in them is found by the next run`;
      return [entry('warn', event.is, text, { why })];
    }
    case 'not-written': {
      const { file, why } = event;
      return [entry('warn', event.is, `${visible(file)} cannot be written (${visible(why)})`, { file, why })];
    }
    case 'defect':
      return [defectEntry(event.error)];
  }
}

function runEntry(event: Extract<JobEvent, { is: 'run-ended' }>, { when }: LogReader): LogEntry {
  const { run, milliseconds, failures, nextSlot, nextTry } = event;
  const { diagnostics: _, started_at: __, ended_at: ___, ...facts } = run;
  const fields = {
    ...{ ...facts, milliseconds: Math.round(milliseconds), failures },
    ...(nextSlot !== undefined && { next_slot: rfc3339(nextSlot) }),
    ...(nextTry !== undefined && { next_try: rfc3339(nextTry) }),
  };
  const next = nextSlot === undefined ? '' : `; next at ${when(nextSlot)}`;
  if (run.outcome === 'published') {
    const { left_out: leftOut = 0 } = run;
    const missing = leftOut === 0 ? '' : `, ${grouped(leftOut)} left out`;
    return entry('info', event.is, `${changesText(run)}${missing} (${duration(milliseconds)})${next}`, fields);
  }
  const again = nextTry === undefined ? next : `; again at ${when(nextTry)}`;
  const problem = visible(run.problem ?? run.outcome);
  if (run.outcome === 'busy') return entry('info', event.is, `${problem}${again}`, fields);
  return entry('error', event.is, `not published: ${problem}${again}`, fields);
}

/** `3 new and 1 revised`. */
export function changesText({ entries }: LastRun): string {
  const changes = Object.entries<number>(entries ?? {}).filter(([kind, number]) => number > 0 && kind !== 'kept');
  return listed(changes.map(([kind, number]) => `${grouped(number)} ${kind}`)) || 'nothing new';
}

export function defectEntry(error: unknown): LogEntry {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return entry('error', 'defect', `a bug of ours, please report it: ${visible(why)}`, { why });
}

/** As a log shows it: its colour is that of the whole line. */
export function diagnosticEntry(diagnostic: Diagnostic, { columns }: Pick<LogReader, 'columns'>): LogEntry {
  const { severity, code, message, file, place, hint } = diagnostic;
  const fields = { severity, code, message, file, line: place?.line, column: place?.column, hint };
  const text = diagnosticText(diagnostic, styleFor(false), columns);
  return entry(severity === 'error' ? 'error' : 'warn', 'diagnostic', text, fields);
}

function slots(number: number): string {
  return count(number, 'slot');
}

function entry(level: LogEntry['level'], event: string, text: string, fields: Record<string, unknown>): LogEntry {
  return { level, text, event: { event, ...fields } };
}

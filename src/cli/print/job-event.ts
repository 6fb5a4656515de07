import type { Diagnostic } from '../../diagnostic.ts';
import type { Reason } from '../../schedule/agenda.ts';
import type { JobEvent } from '../../schedule/event.ts';
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
    case 'run-begun':
      return [entry('info', `collecting: ${because[event.reason]}`, { event: 'run-begun', reason: event.reason })];
    case 'run-ended':
      return [...event.news.map((diagnostic) => diagnosticEntry(diagnostic, reader)), runEntry(event, reader)];
    case 'slots-skipped':
      return [
        entry('warn', `${slots(event.count)} skipped: a run is under way`, { event: event.is, slots: event.count }),
      ];
    case 'slots-missed':
      return [
        entry('warn', `${slots(event.count)} missed; one run makes up for it`, { event: event.is, slots: event.count }),
      ];
    case 'not-served':
      return [
        entry('error', `what was published cannot be served: ${visible(event.why)}`, {
          event: event.is,
          why: event.why,
        }),
      ];
    case 'hub-told': {
      const { hub, topic, failed } = event.told;
      return [
        failed === undefined
          ? entry('info', `told ${visible(hub)} of ${visible(topic)}`, { event: event.is, hub, topic })
          : entry('warn', `${visible(hub)} ${visible(failed)}; it will be told of ${visible(topic)} later`, {
              ...{ event: event.is, hub, topic, failed },
            }),
      ];
    }
    case 'notified': {
      const { whom, failed } = event.told;
      return failed === undefined
        ? []
        : [entry('warn', `${visible(whom)} ${visible(failed)}`, { event: 'not-notified', whom, failed })];
    }
    case 'not-watched':
      return [
        entry('warn', `not all folders can be watched (${event.why}); the schedule finds what changes in them`, {
          ...{ event: event.is, why: event.why },
        }),
      ];
    case 'not-written':
      return [
        entry('warn', `${event.file} cannot be written: ${visible(event.why)}`, {
          ...{ event: event.is, file: event.file, why: event.why },
        }),
      ];
    case 'defect': {
      const { error } = event;
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return [entry('error', `a bug of ours, please report it: ${visible(why)}`, { event: event.is, why })];
    }
  }
}

function runEntry(event: Extract<JobEvent, { is: 'run-ended' }>, { when }: LogReader): LogEntry {
  const { run, milliseconds, failures, nextSlot, nextTry } = event;
  const { diagnostics: _, started_at: __, ended_at: ___, ...facts } = run;
  const fields = {
    ...{ event: 'run-ended', ...facts, milliseconds: Math.round(milliseconds), failures },
    ...(nextSlot !== undefined && { next_slot: rfc3339(nextSlot) }),
    ...(nextTry !== undefined && { next_try: rfc3339(nextTry) }),
  };
  const next = nextSlot === undefined ? '' : `; next at ${when(nextSlot)}`;
  if (run.outcome === 'published') {
    const { entries, left_out: leftOut = 0 } = run;
    const changes = Object.entries<number>(entries ?? {}).filter(([kind, number]) => number > 0 && kind !== 'kept');
    const said = listed(changes.map(([kind, number]) => `${grouped(number)} ${kind}`)) || 'nothing new';
    const missing = leftOut === 0 ? '' : `, ${grouped(leftOut)} left out`;
    return entry('info', `${said}${missing} (${duration(milliseconds)})${next}`, fields);
  }
  const again = nextTry === undefined ? next : `; again at ${when(nextTry)}`;
  if (run.outcome === 'busy') return entry('info', `another run has the state folder${again}`, fields);
  return entry('error', `not published: ${visible(run.problem ?? run.outcome)}${again}`, fields);
}

/** As a log shows it: its colour is that of the whole line. */
export function diagnosticEntry(diagnostic: Diagnostic, { columns }: Pick<LogReader, 'columns'>): LogEntry {
  const { severity, code, message, file, place, hint } = diagnostic;
  return entry(severity === 'error' ? 'error' : 'warn', diagnosticText(diagnostic, styleFor(false), columns), {
    ...{ event: 'diagnostic', severity, code, message, file, line: place?.line, column: place?.column, hint },
  });
}

function slots(number: number): string {
  return count(number, 'slot');
}

function entry(level: LogEntry['level'], text: string, event: LogEntry['event']): LogEntry {
  return { level, text, event };
}

import process from 'node:process';
import pino from 'pino';
import { type Instant, rfc3339 } from '../text/instant.ts';
import { jsonLine } from '../text/json-line.ts';
import type { LogEntry, LogReader } from './log-entry.ts';
import { type Style, styleFor } from './print/style.ts';
import type { Terminal } from './terminal.ts';

/** Where a command that stays says what happens. */
export interface Log {
  readonly write: (entry: LogEntry) => void;
  /** Whom entries are made for. */
  readonly reader: LogReader;
}

type Stream = Pick<NodeJS.WriteStream, 'write'>;

/** Lines for people on a terminal, JSON for whatever else reads standard output, and with `--json`. */
export function openLog({ json, style, progress }: Terminal): Log {
  const { stdout } = process;
  if (json || !stdout.isTTY) return jsonLog(stdout);
  return textLog(stdout, { style, columns: stdout.columns || usualColumns, before: () => progress?.clear() });
}

const usualColumns = 100;

/**
 * One line an event, as log collectors read it. pino writes to the stream that everything else goes to, and not to one
 * of its own, which throws where a reader goes away (EPIPE).
 */
export function jsonLog(stream: Stream): Log {
  const logger = pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line: string) => void stream.write(line) },
  );
  return {
    write({ level, text, event }) {
      const [first] = text.split('\n');
      logger[level](JSON.parse(jsonLine(event)), first);
    },
    reader: { style: styleFor(false), columns: usualColumns, when: rfc3339 },
  };
}

interface Paper {
  readonly style: Style;
  readonly columns: number;
  /** Makes room for a line. */
  readonly before: () => void;
}

/** What happened, and when by the clock of the machine. */
export function textLog(stream: Stream, { style, columns, before }: Paper): Log {
  const colours = { info: (said: string) => said, warn: style.yellow, error: style.red };
  return {
    write({ level, text }) {
      const [first = '', ...rest] = text.split('\n');
      const lines = [`${style.dim(clockTime(Date.now(), 'seconds'))}  ${colours[level](first)}`, ...rest.map(indented)];
      before();
      stream.write(`${lines.join('\n')}\n`);
    },
    reader: { style, columns: columns - indent.length, when: (instant) => onClock(instant, Date.now()) },
  };
}

const indent = ' '.repeat('08:00:00  '.length);

function indented(line: string): string {
  return line === '' ? line : indent + line;
}

/** `08:15`, with the day where it is another than today. */
function onClock(instant: Instant, now: Instant): string {
  const [day, today] = [instant, now].map((each) => new Date(each).toDateString());
  const time = clockTime(instant, instant % 60_000 === 0 ? 'minutes' : 'seconds');
  return day === today ? time : `${time} on ${day}`;
}

function clockTime(instant: Instant, precision: 'minutes' | 'seconds'): string {
  return new Date(instant).toTimeString().slice(0, precision === 'minutes' ? 5 : 8);
}

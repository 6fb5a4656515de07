import type { Diagnostic } from '../diagnostic.ts';
import { jsonLine } from '../text/json-line.ts';
import { diagnosticText, inReadingOrder } from './print/diagnostic.ts';
import { type ProgressLine, progressLine } from './print/progress.ts';
import { type Style, styleFor, wantsColour } from './print/style.ts';

/**
 * Where a command speaks. For people: results on standard output, problems on standard error. With `--json`: events
 * on standard output, one a line, and nothing else.
 */
export interface Terminal {
  readonly json: boolean;
  /** Of standard output. */
  readonly style: Style;
  /** A result, for people; nothing with `--json`. */
  readonly say: (text: string) => void;
  /** A result that is a file, as it is, whoever reads it. */
  readonly bytes: (bytes: Uint8Array) => void;
  /** One line about a problem, for people; nothing with `--json`. */
  readonly complain: (text: string) => void;
  /** An event, for programs; nothing without `--json`. */
  readonly event: (event: { readonly event: string } & Record<string, unknown>) => void;
  /** Problems, in reading order: errors and warnings for people, notes, too, with `--json`. */
  readonly report: (diagnostics: readonly Diagnostic[]) => void;
  /** Problems that are themselves the result that was asked for: notes included. */
  readonly tell: (diagnostics: readonly Diagnostic[]) => void;
  readonly progress: ProgressLine | undefined;
}

type Stream = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

export interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of a clock that only goes forward. */
  readonly ticks: () => number;
}

/** Columns where there is no terminal to ask: logs and pipes. */
const usualColumns = 100;

export function openTerminal({ stdout, stderr, env, ticks }: Streams, json: boolean): Terminal {
  // Some pseudo-terminals say that they have no columns.
  const columns = Math.max(stderr.columns || usualColumns, 20);
  const complaining = styleFor(wantsColour(stderr.isTTY === true, env));
  const people = !json && stderr.isTTY === true && env.TERM !== 'dumb';
  const say: Terminal['say'] = (text) => {
    if (!json) stdout.write(`${text}\n`);
  };
  const complain: Terminal['complain'] = (text) => {
    if (!json) stderr.write(`${text}\n`);
  };
  const event: Terminal['event'] = (it) => {
    if (json) stdout.write(`${jsonLine(it)}\n`);
  };
  const style = styleFor(wantsColour(stdout.isTTY === true, env));
  return {
    json,
    style,
    say,
    bytes: (bytes) => stdout.write(bytes),
    complain,
    event,
    report(diagnostics) {
      const inOrder = inReadingOrder(diagnostics);
      // A write each would cost more than to find thousands of them again.
      if (json) stdout.write(inOrder.map((each) => `${jsonLine(diagnosticEvent(each))}\n`).join(''));
      const told = inOrder.filter(({ severity }) => severity !== 'note');
      if (told.length > 0) complain(told.map((each) => diagnosticText(each, complaining, columns)).join('\n'));
    },
    tell(diagnostics) {
      for (const diagnostic of inReadingOrder(diagnostics)) {
        event(diagnosticEvent(diagnostic));
        say(diagnosticText(diagnostic, style, columns));
      }
    },
    progress: people ? progressLine((text) => stderr.write(text), columns, ticks) : undefined,
  };
}

function diagnosticEvent({ severity, code, message, file, place, hint }: Diagnostic) {
  const { line, column, length } = place ?? {};
  return { event: 'diagnostic', severity, code, message, file, line, column, length, hint };
}

import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { momentOf } from './clock.ts';
import { type CommonOptions, type Context, UsageError } from './context.ts';
import { exit } from './exit-code.ts';
import { visible } from './print/visible.ts';
import { run } from './program.ts';
import { openTerminal } from './terminal.ts';

/**
 * The command line: the one place that reads the arguments, the environment and the clock, and that sets the exit code.
 *
 * Signals keep their default: the process ends at once, even in the middle of a long computation, and whoever
 * started it sees which signal ended it (a shell: 130 for Ctrl-C). Nothing is half-written then, since a run is
 * published in one step.
 */
export async function main(): Promise<void> {
  guardStreams();
  process.on('uncaughtException', fail);
  try {
    const code = await run(process.argv.slice(2), contextFor);
    process.exitCode = code || (process.exitCode ?? exit.done);
  } catch (error) {
    fail(error);
  }
}

function contextFor(options: CommonOptions): Context {
  const moment = momentOf(options.now, process.env.SOURCE_DATE_EPOCH, Date.now);
  if ('problem' in moment) throw new UsageError(moment.problem);
  const { stdout, stderr, env } = process;
  const ticks = () => performance.now();
  const terminal = openTerminal({ stdout, stderr, env, ticks }, options.json === true);
  return { cwd: process.cwd(), now: moment.now, terminal, ticks, clock: Date.now, env, pid: process.pid };
}

/** Who reads the output may stop reading (`hayloft build | head -1`): the work is done all the same, without a word. */
function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      process.exitCode = exit.incomplete;
      if (stream === process.stdout) process.stderr.write(`hayloft: cannot write its output (${error.code})\n`);
    });
  }
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) {
    process.stderr.write(`hayloft: ${visible(message)}\n`);
    process.exit(exit.nothing);
  }
  const stack = process.argv.includes('--debug') || process.env.DEBUG;
  process.stderr.write(
    `hayloft: a bug of ours, please report it: ${visible(message)}${stack ? '' : ' (--debug says more)'}\n`,
  );
  if (stack && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(exit.bug);
}

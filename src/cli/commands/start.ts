import { constants } from 'node:os';
import process from 'node:process';
import type { Diagnostic } from '../../diagnostic.ts';
import { askedPlace, type PlaceOptions } from '../asked-place.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { openLog } from '../log.ts';
import { diagnosticEntry } from '../print/job-event.ts';
import { configured, notConfigured, stopped, stopping } from '../print/job-life.ts';
import { listenForSignals } from '../signals.ts';
import { type Running, type Settings, startRunning } from '../start/running.ts';

export type StartCommandOptions = CommonOptions & PlaceOptions;

/** `hayloft start`: collects on a schedule, and serves what it made, until it is told to end. */
export async function runStart(context: Context, options: StartCommandOptions): Promise<ExitCode> {
  const log = openLog(context.terminal);
  const read = async (): Promise<Settings | undefined> => {
    const { config, diagnostics } = await configuration(context, options);
    for (const diagnostic of diagnostics.filter(isTold)) log.write(diagnosticEntry(diagnostic, log.reader));
    return config && { config, isLocal: diagnostics.some(isOfAddress) };
  };
  const settings = await read();
  if (!settings) return exit.nothing;
  const at = askedPlace(context, options, settings.config);
  let running: Running | undefined;
  const reload = async () => {
    const next = await read();
    log.write(next ? configured() : notConfigured());
    if (next) await running?.configure(next);
  };
  // Before the first run: from then on there is something to be ended cleanly.
  const signals = listenForSignals(
    () => void reload(),
    (signal) => endAtOnce(running, signal),
  );
  const started = await startRunning(context, settings, at, log);
  if ('code' in started) {
    log.write(diagnosticEntry(started, log.reader));
    return exit.nothing;
  }
  running = started;
  log.write(stopping(await signals.ending));
  await running.stop();
  signals.forget();
  log.write(stopped());
  return exit.done;
}

/** That nobody said where the output is served is told when it is known where it is. */
function isTold(diagnostic: Diagnostic): boolean {
  return diagnostic.severity !== 'note' && !isOfAddress(diagnostic);
}

function isOfAddress({ code }: Diagnostic): boolean {
  return code === 'config/no-base-url';
}

/** As the signal would have ended it, had nobody listened. */
function endAtOnce(running: Running | undefined, signal: NodeJS.Signals): never {
  running?.kill();
  process.exit(128 + constants.signals[signal]);
}

import { constants } from 'node:os';
import process from 'node:process';
import type { Loaded } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { askedPlace, type PlaceOptions } from '../asked-place.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { openLog } from '../log.ts';
import { defectEntry, diagnosticEntry } from '../print/job-event.ts';
import { configured, notConfigured, stopped, stopping } from '../print/job-life.ts';
import { listenForSignals } from '../signals.ts';
import { type Running, type Settings, startRunning } from '../start/running.ts';

export type StartCommandOptions = CommonOptions & PlaceOptions;

/** `hayloft start`: collects on a schedule, and serves what it made, until it is told to end. */
export async function runStart(context: Context, options: StartCommandOptions): Promise<ExitCode> {
  const log = openLog(context.terminal);
  let file: string | undefined;
  const read = async (): Promise<Settings | undefined> => {
    const loaded = await configuration(context, options);
    const { config, diagnostics } = loaded.config && file !== undefined && !loaded.file ? vanished(file) : loaded;
    for (const diagnostic of diagnostics.filter(isTold)) log.write(diagnosticEntry(diagnostic, log.reader));
    if (!config) return undefined;
    file = loaded.file;
    return { config, isLocal: diagnostics.some(isOfAddress) };
  };
  const settings = await read();
  if (!settings) return exit.nothing;
  const at = askedPlace(context, options, settings.config);
  let running: Running | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const reload = async () => {
    const next = await read();
    if (next) await running?.configure(next);
    log.write(next ? configured() : notConfigured());
  };
  // Before the first run: from then on there is something to be ended cleanly.
  const signals = listenForSignals(
    () => {
      // One after the other, and none before all is started.
      turn = turn.then(reload).catch((error) => log.write(defectEntry(error)));
    },
    (signal) => endAtOnce(running, signal),
  );
  const starting = startRunning(context, settings, at, log);
  turn = starting;
  const started = await starting;
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

/** A file that is deleted, or not there for a moment, does not mean that all is to be as without one. */
function vanished(file: string): Loaded {
  const hint = 'put it back; to go on without one, start again';
  return {
    diagnostics: [{ severity: 'error', code: 'config/not-found', file, message: 'is not there any more', hint }],
  };
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

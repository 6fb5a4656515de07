import type { BuildResult } from '../../build/result.ts';
import { type Tally, tally } from '../../build/tally.ts';
import { seenFrom } from '../../config/folders.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit, exitCodeOf } from '../exit-code.ts';
import { buildSummary, checkSummary } from '../print/summary.ts';
import type { Terminal } from '../terminal.ts';
import { watchedBuild } from '../watched-build.ts';

export interface BuildCommandOptions extends CommonOptions {
  /** Warnings count as errors for the exit code. */
  readonly strict?: true;
  /** Publish what the guard would refuse. */
  readonly accept?: true;
}

/** `hayloft build`, and with `write: false` `hayloft check`: the same run, which then compares and writes nothing. */
export async function runBuild(context: Context, options: BuildCommandOptions, write: boolean): Promise<ExitCode> {
  const { terminal, cwd, ticks } = context;
  const started = ticks();
  const loaded = await configuration(context, options);
  if (!loaded.config) {
    terminal.report(loaded.diagnostics);
    terminal.event({ event: 'done', outcome: 'refused', exit_code: exit.nothing });
    return exit.nothing;
  }

  const result = await watchedBuild(context, loaded.config, { write, accept: options.accept === true });
  const diagnostics = [...loaded.diagnostics, ...result.diagnostics];
  const code = exitCodeOf(result, diagnostics, options.strict === true);
  const numbers = tally(result, diagnostics);
  const milliseconds = ticks() - started;
  terminal.report(diagnostics);
  reportEvents(terminal, result, numbers, code, milliseconds);
  if (code === exit.refused) terminal.complain('Refused: nothing was written, the output is as it was.');
  if (result.outcome !== 'refused') {
    const site = { output: `${seenFrom(cwd, loaded.config.output)}/`, baseUrl: loaded.config.baseUrl };
    terminal.say(
      write
        ? buildSummary(result, numbers, site, milliseconds, terminal.style)
        : checkSummary(result, numbers, terminal.style),
    );
  }
  return code;
}

function reportEvents(
  terminal: Terminal,
  result: BuildResult,
  { published, leftOut, held, warnings, changes, documents }: Tally,
  code: ExitCode,
  milliseconds: number,
): void {
  if (!terminal.json) return;
  for (const { path, bytes, change } of result.documents) terminal.event({ event: 'document', path, bytes, change });
  for (const path of result.removed) terminal.event({ event: 'document', path, change: 'removed' });
  for (const { folder, title, shows, total, urls } of result.feeds) {
    terminal.event({ event: 'feed', folder, title, shows: shows.length, total, urls });
  }
  terminal.event({
    event: 'done',
    outcome: result.outcome,
    exit_code: code,
    files: result.files,
    published,
    left_out: leftOut,
    held,
    warnings,
    entries: changes,
    documents,
    milliseconds: Math.round(milliseconds),
  });
}

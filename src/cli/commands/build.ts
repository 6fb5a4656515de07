import { existsSync } from 'node:fs';
import { build } from '../../build/build.ts';
import type { BuildResult } from '../../build/result.ts';
import { isSystemError } from '../../build/system-error.ts';
import { type Tally, tally } from '../../build/tally.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import { reportOf } from '../../schedule/run/report.ts';
import { lastRun } from '../../schedule/status.ts';
import { recordRun } from '../../schedule/status-file.ts';
import type { Instant } from '../../text/instant.ts';
import { overridesIn } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit, exitCodeOf } from '../exit-code.ts';
import { keptConfiguration } from '../kept-configuration.ts';
import { buildSummary, checkSummary } from '../print/summary.ts';
import type { Terminal } from '../terminal.ts';
import { watched } from '../watched.ts';

export interface BuildCommandOptions extends CommonOptions {
  /** Warnings count as errors for the exit code. */
  readonly strict?: true;
  /** Publish what the guard would refuse. */
  readonly accept?: true;
  /** Read every file again, whatever its times say. */
  readonly rehash?: true;
  /** Say what would become of which entry; write nothing. */
  readonly dryRun?: true;
}

/**
 * `hayloft build`, and with `write: false` `hayloft check` and `hayloft build --dry-run`: the same run, which then compares
 * and writes nothing.
 */
export async function runBuild(context: Context, options: BuildCommandOptions, write: boolean): Promise<ExitCode> {
  const { terminal, cwd, ticks, clock } = context;
  const startedAt = clock();
  const started = ticks();
  const loaded = await keptConfiguration(cwd, overridesIn(options));
  if (!loaded.config) {
    terminal.report(loaded.diagnostics);
    terminal.event({ event: 'done', outcome: 'refused', exit_code: exit.nothing });
    return exit.nothing;
  }

  const { config } = loaded;
  const { accept = false, rehash = false } = options;
  const result = await watched(context, (how) => build(config, { ...how, write, accept, rehash }));
  const diagnostics = [...loaded.diagnostics, ...result.diagnostics];
  const code = exitCodeOf(result, diagnostics, options.strict === true);
  if (write) record(config, result, startedAt, clock());
  if (write && result.outcome === 'published') loaded.keep();
  const numbers = tally(result, diagnostics);
  const milliseconds = ticks() - started;
  terminal.report(diagnostics);
  if (terminal.json) await reportEvents(terminal, result, numbers, code, milliseconds);
  if (code === exit.refused) terminal.complain('Refused: nothing was written, the output is as it was.');
  if (result.outcome !== 'refused') {
    const site = { output: `${seenFrom(cwd, config.output)}/`, baseUrl: config.baseUrl };
    if (write) terminal.say(buildSummary(result, numbers, site, milliseconds, terminal.style));
    else if (options.dryRun) await sayEntries(terminal, result);
    else terminal.say(checkSummary(result, numbers, terminal.style));
  }
  return code;
}

/** For `hayloft status`. What cannot be written down is no part of the run, and neither is a folder that is not there. */
function record({ state }: Config, result: BuildResult, startedAt: Instant, endedAt: Instant): void {
  if (!existsSync(state)) return;
  try {
    recordRun(state, lastRun('command', startedAt, endedAt, { report: reportOf(result) }));
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

async function sayEntries(terminal: Terminal, result: BuildResult): Promise<void> {
  const [{ entryChanges }, { dryRunText }] = await Promise.all([
    import('../entry-changes.ts'),
    import('../print/dry-run.ts'),
  ]);
  terminal.say(dryRunText(entryChanges(result), terminal.style));
}

async function reportEvents(
  terminal: Terminal,
  result: BuildResult,
  { published, leftOut, held, warnings, changes, documents }: Tally,
  code: ExitCode,
  milliseconds: number,
): Promise<void> {
  const { entryChanges } = await import('../entry-changes.ts');
  for (const { path, bytes, change } of result.documents) terminal.event({ event: 'document', path, bytes, change });
  for (const path of result.removed) terminal.event({ event: 'document', path, change: 'removed' });
  for (const { what, ...entry } of entryChanges(result)) terminal.event({ event: 'change', what, ...entry });
  for (const { folder, title, shows, total, urls } of result.feeds) {
    terminal.event({ event: 'feed', folder, title, shows, total, urls });
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

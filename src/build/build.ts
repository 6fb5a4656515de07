import type { Config } from '../config/config.ts';
import { seenFrom } from '../config/folders.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { withLock } from './lock/with-lock.ts';
import type { BuildOptions } from './options.ts';
import { type BuildResult, refusal } from './result.ts';
import type { WholeRun } from './run.ts';
import { type FewDifferences, unchangedRun } from './unchanged.ts';

/**
 * One run: scan, parse, render, record, select, compose, publish (docs/architecture.md). One that writes has the state
 * folder to itself.
 *
 * Whatever is wrong with articles, the ledger or the output folder is in the result; only defects of this program throw.
 */
export async function build(config: Config, options: BuildOptions): Promise<BuildResult> {
  if (!options.write) return unlessUnchanged(config, options, () => undefined);
  const { state } = config;
  return withLock(
    { state, shown: seenFrom(options.from, state), now: options.now },
    (lost) => unlessUnchanged(config, options, lost),
    (why) => refusal([why]),
  );
}

/** What makes documents is loaded where there is something to be made. */
async function unlessUnchanged(
  config: Config,
  options: BuildOptions,
  lost: () => Diagnostic | undefined,
): Promise<BuildResult> {
  const unchanged = unchangedRun(config, options);
  if ('result' in unchanged) return unchanged.result;
  const result =
    (unchanged.found && (await fewChanges(config, options, lost, unchanged.found))) ??
    (await whole(config, options, lost));
  return { ...result, diagnostics: [...result.diagnostics, ...unchanged.diagnostics] };
}

/**
 * Undefined where few files changed and everything has to be looked at all the same, as it has to be beside a bad cache,
 * and to say what is wrong with a theme.
 */
async function fewChanges(
  config: Config,
  options: BuildOptions,
  lost: () => Diagnostic | undefined,
  found: FewDifferences,
): Promise<BuildResult | undefined> {
  if (!options.write) return undefined;
  const { EarlyReader } = await import('./articles/workers.ts');
  const reader = new EarlyReader();
  try {
    const { runFew } = await import('./few/run-few.ts');
    return await runFew(config, options, lost, found, reader);
  } catch (error) {
    const { CacheDamaged } = await import('./cache/pack.ts');
    const { ThemeError } = await import('../site/theme-error.ts');
    // A whole run knows what to do about either.
    if (!(error instanceof CacheDamaged || error instanceof ThemeError)) throw error;
    return undefined;
  } finally {
    await reader.end();
  }
}

async function whole(config: Config, options: BuildOptions, lost: () => Diagnostic | undefined): Promise<BuildResult> {
  const { runWhole } = await import('./run.ts');
  return (await runWhole(config, options, lost)).result;
}

/** The same run, which writes nothing, with all that it went through. */
export async function survey(config: Config, options: Omit<BuildOptions, 'write'>): Promise<WholeRun> {
  const { runWhole } = await import('./run.ts');
  return runWhole(config, { ...options, write: false }, () => undefined);
}

import type { Config } from '../config/config.ts';
import { realPath } from '../config/folders.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Amend, type Differences, differences } from './cache/differences.ts';
import { type LastRun, readLastRun, renewLastRun } from './cache/last-run.ts';
import { runKey } from './cache/run-key.ts';
import { themeKey } from './cache/theme-key.ts';
import type { BuildOptions } from './options.ts';
import type { BuildResult } from './result.ts';

/** What a run comes to that finds nothing new; else what the run that has to be made should tell as well. */
export type Unchanged =
  | { readonly result: BuildResult }
  | { readonly diagnostics: readonly Diagnostic[]; readonly found?: FewDifferences };

/** All that differs from the last run, where what it went by still holds, and it is little. */
export interface FewDifferences {
  readonly lastRun: LastRun;
  readonly differences: Differences & { readonly amended: Amend };
}

/** More places than these are looked at again by a whole run, which then costs little more. */
const mostDiffering = 100;

/**
 * Compares the disk with what the last run wrote down, and where that is all as it was, says what a run would. It reads
 * no ledger and no article, and loads nothing that could.
 */
export function unchangedRun(config: Config, options: BuildOptions): Unchanged {
  const { from, rehash = false } = options;
  const { lastRun, diagnostics } = readLastRun(config.state, from);
  if (rehash) return { diagnostics };
  if (!lastRun || !isStillTrue(lastRun, config, options)) return { diagnostics };
  const differing = differences(lastRun.snapshot, { most: mostDiffering, output: realPath(config.output) });
  const { same, renewed, amended } = differing;
  if (!same) return { diagnostics, ...(amended && { found: { lastRun, differences: { ...differing, amended } } }) };
  const told = options.write && renewed ? renewLastRun(config.state, from, lastRun, renewed) : [];
  const result = lastRun.result();
  const outcome = options.write ? 'published' : 'compared';
  return { result: { ...result, outcome, diagnostics: [...result.diagnostics, ...told] } };
}

function isStillTrue({ key, at, nextDue, settled }: LastRun, config: Config, { now, from }: BuildOptions): boolean {
  // A clock that was set back may hold back what was not.
  if (!settled || now < at || (nextDue !== undefined && nextDue <= now)) return false;
  const { pages } = config;
  return key === runKey(config, from, pages === false ? '' : themeKey(pages.theme));
}

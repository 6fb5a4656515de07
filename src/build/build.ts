import type { Config } from '../config/config.ts';
import { seenFrom } from '../config/folders.ts';
import type { Instant } from '../text/instant.ts';
import type { ReadingProgress } from './articles/read-articles.ts';
import { withLock } from './lock/with-lock.ts';
import type { Network } from './pictures/network.ts';
import { type BuildResult, refusal } from './result.ts';
import type { WholeRun } from './run.ts';

export interface BuildOptions {
  /** The moment of the run. What depends on it is recorded in the ledger, and not decided again. */
  readonly now: Instant;
  /** False: everything is made and compared, nothing is written. */
  readonly write: boolean;
  /** Whether to publish what the guard would refuse. */
  readonly accept?: boolean;
  /** Absolute path of the folder from which messages name files and folders. */
  readonly from: string;
  /** Where remote pictures come from, if not from the public internet. */
  readonly network?: Network;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress extends Omit<ReadingProgress, 'stage'> {
  readonly stage: ReadingProgress['stage'] | 'compose';
}

/**
 * One run: scan, parse, render, record, select, compose, publish (docs/architecture.md). One that writes has the state
 * folder to itself.
 *
 * Whatever is wrong with articles, the ledger or the output folder is in the result; only defects of this program throw.
 */
export async function build(config: Config, options: BuildOptions): Promise<BuildResult> {
  if (!options.write) return (await survey(config, options)).result;
  const { state } = config;
  return withLock(
    { state, shown: seenFrom(options.from, state), now: options.now },
    async (lost) => {
      const { runWhole } = await import('./run.ts');
      return (await runWhole(config, options, lost)).result;
    },
    (why) => refusal([why]),
  );
}

/** The same run, which writes nothing, with all that it went through. */
export async function survey(config: Config, options: Omit<BuildOptions, 'write'>): Promise<WholeRun> {
  const { runWhole } = await import('./run.ts');
  return runWhole(config, { ...options, write: false }, () => undefined);
}

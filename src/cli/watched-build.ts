import { type BuildOptions, build } from '../build/build.ts';
import type { BuildResult } from '../build/result.ts';
import type { Config } from '../config/config.ts';
import type { Context } from './context.ts';

/** A run that says how far it is, where a person watches. */
export async function watchedBuild(
  context: Context,
  config: Config,
  how: Pick<BuildOptions, 'write' | 'accept'>,
): Promise<BuildResult> {
  const { cwd, now, terminal } = context;
  const { progress } = terminal;
  try {
    return await build(config, { ...how, now, from: cwd, ...(progress ? { onProgress: progress.show } : {}) });
  } finally {
    progress?.clear();
  }
}

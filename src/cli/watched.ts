import type { BuildOptions } from '../build/options.ts';
import type { Context } from './context.ts';

/** What every run is told by the command line, and how far it is, where a person watches. */
export async function watched<Result>(
  { cwd, now, terminal }: Context,
  run: (options: Pick<BuildOptions, 'now' | 'from' | 'onProgress'>) => Promise<Result>,
): Promise<Result> {
  const { progress } = terminal;
  try {
    return await run({ now, from: cwd, ...(progress ? { onProgress: progress.show } : {}) });
  } finally {
    progress?.clear();
  }
}

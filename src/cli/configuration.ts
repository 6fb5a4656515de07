import { type Loaded, loadConfig } from '../config/load.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CommonOptions, Context } from './context.ts';

/** The configuration that a command works with, options of the command line winning over the file. */
export async function configuration(
  { cwd }: Context,
  { config, articles, output, state, baseUrl, timezone }: CommonOptions,
): Promise<Loaded> {
  return loadConfig(cwd, { config, articles, output, state, baseUrl, timezone });
}

/** For commands that make no feeds: a base URL is nothing to them. */
export function concernsMoreThanFeeds({ code }: Diagnostic): boolean {
  return code !== 'config/no-base-url';
}

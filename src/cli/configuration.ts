import type { Loaded } from '../config/load.ts';
import type { Overrides } from '../config/overrides.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CommonOptions, Context } from './context.ts';

/** The configuration that a command works with, options of the command line winning over the file. */
export async function configuration({ cwd }: Context, options: CommonOptions): Promise<Loaded> {
  const { loadConfig } = await import('../config/load.ts');
  return loadConfig(cwd, overridesIn(options));
}

export function overridesIn({ config, articles, output, state, baseUrl, timezone }: CommonOptions): Overrides {
  return { config, articles, output, state, baseUrl, timezone };
}

/** For commands that make no feeds: a base URL is nothing to them. */
export function concernsMoreThanFeeds({ code }: Diagnostic): boolean {
  return code !== 'config/no-base-url';
}

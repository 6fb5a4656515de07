import type { Config } from '../../config/config.ts';
import { realPath } from '../../config/folders.ts';
import { programIdentity } from './program.ts';

/**
 * Stands for everything that can change what a run makes and says, and is no file that is watched. Runs of equal keys
 * over equal files come to the same, but for what the moment decides.
 *
 * @param theme {@link themeKey}
 */
export function runKey(config: Config, from: string, theme: string): string {
  return JSON.stringify(
    {
      program: programIdentity(),
      // Messages name files as they are seen from here.
      from,
      // A scan leaves it out where it lies among articles, whatever links lead to it.
      output: realPath(config.output),
      config: madeFrom(config),
      theme,
    },
    writable,
  );
}

/** Without what says when to run, whom to tell and how to serve: a job and a command make the same of the rest. */
function madeFrom({ schedule, watch, notify, limits, server, ...others }: Config): Partial<Config> {
  return others;
}

/** JSON knows no maps, and takes infinity for nothing. */
function writable(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

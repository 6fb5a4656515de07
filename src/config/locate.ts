import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { realPath, seenFrom, within } from './folders.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';

/** What a configuration is written in, by extension. */
const kinds = new Map<string, Kind>([
  ['.yaml', 'yaml'],
  ['.yml', 'yaml'],
  ['.json', 'json'],
  ['.ts', 'script'],
  ['.mts', 'script'],
  ['.js', 'script'],
  ['.mjs', 'script'],
]);

export type Kind = 'yaml' | 'json' | 'script';

/** The configuration file of a run; without `file`, there is none. */
export interface Located {
  /** Absolute path. */
  readonly file?: string;
  readonly kind?: Kind;
  readonly problems: readonly Problem[];
}

/**
 * Finds the configuration: the file named, else the one `hayloft.config.*` in the working directory.
 *
 * A script that was not named is refused where the command line says that its folder holds articles: whoever can put
 * an article there could put code there.
 *
 * @param articles The folders of `--articles`, absolute.
 */
export function locateConfig(cwd: string, named: string | undefined, articles: readonly string[]): Located {
  if (named !== undefined) return locateNamed(cwd, named);
  const searched = [...kinds.keys()].map((extension) => `hayloft.config${extension}`);
  const found = namesIn(cwd).filter((name) => searched.includes(name));
  const [name] = found;
  if (name === undefined) return { problems: [] };
  if (found.length > 1) {
    const message = `there are several configurations here: ${found.join(', ')}`;
    return refused('config/several', message, 'keep one, or choose with --config');
  }
  const file = resolve(cwd, name);
  const kind = kinds.get(extname(name)) as Kind;
  if (kind === 'script' && articles.some((folder) => within(realPath(file), realPath(folder)))) {
    return { problems: [scriptAmongArticles(name)] };
  }
  return { file, kind, problems: [] };
}

/** A script must not be run because it lies where articles come from. */
export function scriptAmongArticles(name: string): Problem {
  const message = `${name} is a script and lies in a folder of articles`;
  const hint = `if it is your own, say --config ${name}; or write the configuration in YAML`;
  return { severity: 'error', code: 'config/in-articles', message, hint };
}

function locateNamed(cwd: string, named: string): Located {
  const file = resolve(cwd, named);
  if (!existsSync(file)) {
    const meant = nearest(basename(file), namesIn(dirname(file)));
    const hint = meant === undefined ? undefined : `did you mean "${seenFrom(cwd, resolve(dirname(file), meant))}"?`;
    return refused('config/not-found', `there is no file ${seenFrom(cwd, file)}`, hint);
  }
  const kind = kinds.get(extname(file).toLowerCase());
  if (kind !== undefined) return { file, kind, problems: [] };
  const message = `${seenFrom(cwd, file)} is of no kind that can be read as a configuration`;
  return refused('config/unreadable', message, `use one of ${[...kinds.keys()].join(', ')}`);
}

function refused(code: Problem['code'], message: string, hint?: string): Located {
  return { problems: [{ severity: 'error', code, message, hint }] };
}

/** Sorted, so that messages do not depend on the file system; empty where there is no such folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

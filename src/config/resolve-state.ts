import { relative, resolve } from 'node:path';
import type { ArticleFolder } from './config.ts';
import { defaults } from './defaults.ts';
import { seenFrom, slashed, within } from './folders.ts';
import { flagProblems, type Overrides } from './overrides.ts';
import type { KeyPath, Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';
import { baseOf, type Surroundings } from './surroundings.ts';
import { readFolder } from './values/folder.ts';

/**
 * The folder of what must last, apart from the folders that are served and those that are read. Among articles it may
 * lie only where a scan never looks: under a name that begins with a dot.
 */
export function resolveState(
  input: Pick<ConfigFile, 'articles' | 'output' | 'state'>,
  overrides: Overrides,
  where: Surroundings,
  { articles, output }: { readonly articles: readonly ArticleFolder[]; readonly output: string },
): { state: string; problems: Problem[] } {
  const flagged = overrides.state !== undefined;
  const state = flagged ? resolve(where.cwd, overrides.state) : resolve(baseOf(where), input.state ?? defaults.state);
  if (flagged) {
    const problems = flagProblems('--state', readFolder(overrides.state));
    if (problems.length > 0) return { state, problems };
  }

  const real = where.realPath(state);
  const faults = [
    outputFault(real, where.realPath(output), seenFrom(where.cwd, output)),
    ...articles.map((folder) => articlesFault(real, where.realPath(folder.folder), folder.shown)),
  ];
  const problems = faults.flatMap((fault): Problem[] => {
    if (fault === undefined) return [];
    const message = `${flagged ? '--state' : 'state'}: ${JSON.stringify(seenFrom(where.cwd, state))} ${fault.problem}`;
    const at = flagged ? undefined : placeOf(input, fault.with);
    const hint = `${fault.hint}, with --state or "state" in the configuration`;
    return [{ severity: 'error', code: 'config/bad-value', message, hint, ...(at && { at, on: 'value' }) }];
  });
  return { state, problems };
}

interface Fault {
  readonly problem: string;
  readonly hint: string;
  /** The key of the other folder. */
  readonly with: 'articles' | 'output';
}

function outputFault(state: string, output: string, shown: string): Fault | undefined {
  const fault = (problem: string): Fault => ({
    problem: `${problem}: what must last would be served, and go when that is deleted`,
    hint: 'name a folder beside it',
    with: 'output',
  });
  if (state === output) return fault('is the output folder');
  if (within(state, output)) return fault(`lies in the output folder ${shown}`);
  if (within(output, state)) return fault(`contains the output folder ${shown}`);
  return undefined;
}

function articlesFault(state: string, folder: string, shown: string): Fault | undefined {
  const fault = (problem: string, hint: string): Fault => ({ problem, hint, with: 'articles' });
  if (state === folder) return fault('is a folder of articles', 'name a folder of its own');
  if (within(folder, state)) return fault(`contains the articles folder ${shown}`, 'name a folder of its own');
  const isPassedOver = slashed(relative(folder, state))
    .split('/')
    .some((name) => name.startsWith('.'));
  if (!within(state, folder) || isPassedOver) return undefined;
  return fault(`lies among the articles of ${shown}`, 'name a folder that begins with a dot, or one elsewhere');
}

/** Of two folders that meet, what the file says itself: of one that it leaves to the default nothing can be shown. */
function placeOf(input: Pick<ConfigFile, 'articles' | 'output' | 'state'>, other: Fault['with']): KeyPath {
  return input.state === undefined && input[other] !== undefined ? [other] : ['state'];
}

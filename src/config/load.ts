import { resolve } from 'node:path';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { scheduleProblems } from './check-schedule.ts';
import type { Config } from './config.ts';
import { type Disk, kindAt, realPath, seenFrom, within } from './folders.ts';
import { limitProblems } from './limits.ts';
import { locateConfig, scriptAmongArticles } from './locate.ts';
import type { Overrides } from './overrides.ts';
import type { Problem } from './problem.ts';
import { readConfigFile } from './read-file.ts';
import { resolveConfig } from './resolve.ts';
import type { Source } from './source.ts';
import type { Surroundings } from './surroundings.ts';

export interface Loaded {
  readonly config?: Config;
  readonly diagnostics: readonly Diagnostic[];
  /** What was read, as messages show it; absent where there is no such file. */
  readonly file?: string;
}

/**
 * The configuration of a run: of the file that is named or lies in the working directory, with what the command line
 * says above it and the defaults below. Without `config` the diagnostics hold at least one error, and nothing may be
 * done; they name everything that is wrong, not only the first thing.
 *
 * What parses, checks and locates is loaded when there is a file: without one a run pays for none of it.
 *
 * @param cwd Absolute.
 * @param disk Beside the file, all that a configuration that is no script depends on.
 */
export async function loadConfig(
  cwd: string,
  overrides: Overrides = {},
  disk: Disk = { realPath, kindAt },
): Promise<Loaded> {
  const { file, kind, problems } = locateConfig(
    cwd,
    overrides.config,
    (overrides.articles ?? []).map((folder) => resolve(cwd, folder)),
  );
  if (problems.length > 0) return outcome(undefined, problems);
  if (file === undefined || kind === undefined) {
    const resolved = resolveConfig({}, overrides, { cwd, ...disk });
    return outcome(resolved.config, resolved.problems);
  }

  const source = await readConfigFile(file, kind);
  const understood = await understand(source, overrides, { cwd, file, ...disk });
  const shown = seenFrom(cwd, file);
  if (kind === 'script' && overrides.config === undefined && liesAmongArticles(file, understood.config)) {
    understood.problems.push(scriptAmongArticles(shown));
  }
  return outcome(understood.config, understood.problems, shown, source);
}

/** Holds what was read against the schema, then against itself; of a file with errors only the errors are told. */
async function understand(
  source: Source,
  overrides: Overrides,
  where: Surroundings,
): Promise<{ config?: Config; problems: Problem[] }> {
  const limits = source.value === undefined ? source.problems : [...source.problems, ...limitProblems(source.value)];
  if (source.value === undefined || limits.length > 0) return { problems: [...limits] };
  const { checkConfig } = await import('./check.ts');
  const checked = checkConfig(source.value);
  const wrong = [...checked.problems, ...(await scheduleProblems(checked.right))];
  const { config, problems } = resolveConfig(checked.right, overrides, where);
  if (wrong.length === 0) return { config, problems };
  return { problems: [...wrong, ...problems.filter(({ severity }) => severity === 'error')] };
}

function liesAmongArticles(file: string, config: Config | undefined): boolean {
  return config?.articles.some(({ folder }) => within(realPath(file), realPath(folder))) ?? false;
}

/** @param file As messages show it; problems that the command line is at fault for do not name it. */
async function diagnosticOf(problem: Problem, file?: string, source?: Source): Promise<Diagnostic> {
  const { severity, code, message, hint, at, on = 'value' } = problem;
  const place = problem.place ?? (at && (await source?.locate(at, on)));
  return {
    severity,
    code,
    message,
    ...(file !== undefined && at !== undefined && { file }),
    ...(place && { place }),
    ...(hint !== undefined && { hint }),
  };
}

/** In the order of the file; what has no place comes first. */
function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

async function outcome(
  config: Config | undefined,
  problems: readonly Problem[],
  file?: string,
  source?: Source,
): Promise<Loaded> {
  const diagnostics: Diagnostic[] = [];
  for (const problem of problems) diagnostics.push(await diagnosticOf(problem, file, source));
  diagnostics.sort(byPlace);
  return {
    ...(config && !hasErrors(diagnostics) && { config }),
    diagnostics,
    ...(file !== undefined && { file }),
  };
}

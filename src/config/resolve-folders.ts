import { basename, isAbsolute, relative, resolve } from 'node:path';
import type { ArticleFolder } from './config.ts';
import { defaults } from './defaults.ts';
import { seenFrom, slashed, within } from './folders.ts';
import { given } from './given.ts';
import { flagProblems, type Overrides } from './overrides.ts';
import { dotted, type KeyPath, type Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';
import { baseOf, type Surroundings } from './surroundings.ts';
import { readFolder } from './values/folder.ts';
import { readLanguage } from './values/language.ts';
import { known } from './values/reading.ts';

/** A folder as the file writes it. */
type Written = Exclude<NonNullable<ConfigFile['articles']>, readonly unknown[]>;

/** A folder and what named it. */
interface Candidate {
  readonly folder: ArticleFolder;
  readonly real: string;
  /** Where in the file; absent for one of the command line. */
  readonly at?: KeyPath;
}

/**
 * The folders of a run. No folder of articles may lie in another, nor in the output, where what is read would be what
 * was written; an output that lies among articles is left out of them.
 */
export function resolveFolders(
  input: Pick<ConfigFile, 'articles' | 'output'>,
  overrides: Overrides,
  where: Surroundings,
): { articles: ArticleFolder[]; output: string; problems: Problem[] } {
  const base = baseOf(where);
  const problems: Problem[] = [];
  const ofFile = foldersOfFile(input.articles ?? defaults.articles, base, where);
  const chosen = overrides.articles?.length ? foldersOfFlags(overrides.articles, ofFile, where, problems) : ofFile;
  problems.push(...overlaps(chosen));

  const flagged = overrides.output !== undefined;
  if (flagged) problems.push(...flagProblems('--output', readFolder(overrides.output)));
  const output = flagged ? resolve(where.cwd, overrides.output) : resolve(base, input.output ?? defaults.output);
  const realOutput = where.realPath(output);
  for (const { folder, real } of chosen) {
    if (!within(real, realOutput)) continue;
    problems.push({
      severity: 'error',
      code: 'output/overlaps-articles',
      message: `the output folder ${seenFrom(where.cwd, output)} contains the articles folder ${folder.shown}`,
      hint: 'choose an output folder of its own',
      ...(flagged ? {} : { at: ['output'], on: 'value' }),
    });
  }
  const articles = chosen.map(({ folder, real }): ArticleFolder => {
    if (!within(realOutput, real)) return folder;
    return { ...folder, exclude: [...folder.exclude, `${literal(slashed(relative(real, realOutput)))}/**`] };
  });
  return { articles, output, problems };
}

function foldersOfFile(written: NonNullable<ConfigFile['articles']>, base: string, where: Surroundings): Candidate[] {
  const list: readonly Written[] = Array.isArray(written) ? written : [written];
  return list.map((one, i) => {
    const whole: Exclude<Written, string> = typeof one === 'string' ? { path: one } : one;
    const { path, source, tags, language, ...said } = whole;
    const plain = plainFolder(path, base, i === 0, where.cwd);
    const folder: ArticleFolder = {
      ...plain,
      ...given(said),
      tags: tags?.map((tag) => tag.trim()) ?? plain.tags,
      ...(source === undefined ? {} : { source: source.trim() }),
      ...(language === undefined ? {} : { language: known(readLanguage(language)) }),
    };
    const at = Array.isArray(written) ? ['articles', i] : ['articles'];
    return { folder, real: where.realPath(folder.folder), at: typeof one === 'string' ? at : [...at, 'path'] };
  });
}

/** A folder that the file knows keeps its settings and its prefix: ids depend on them. */
function foldersOfFlags(
  paths: readonly string[],
  ofFile: readonly Candidate[],
  where: Surroundings,
  problems: Problem[],
): Candidate[] {
  const found = paths.map((path) => {
    problems.push(...flagProblems('--articles', readFolder(path)));
    const real = where.realPath(resolve(where.cwd, path));
    const inFile = ofFile.find((candidate) => candidate.real === real);
    return { path, real, ...(inFile && { folder: inFile.folder }) };
  });
  const firstNew = found.some(({ folder }) => folder?.prefix === '') ? -1 : found.findIndex(({ folder }) => !folder);
  return found.map(({ path, real, folder }, i) => {
    return { real, folder: folder ?? plainFolder(path, where.cwd, i === firstNew, where.cwd) };
  });
}

function plainFolder(written: string, base: string, first: boolean, cwd: string): ArticleFolder {
  const folder = resolve(base, written);
  const prefix = first ? '' : prefixOf(written, folder, base);
  return { folder, shown: seenFrom(cwd, folder), prefix, ...defaults.folder };
}

/** What is written, without what leads upwards; of an absolute path elsewhere only the name, since the rest is the machine's. */
function prefixOf(written: string, folder: string, base: string): string {
  const way = isAbsolute(written) && !within(folder, base) ? basename(folder) : slashed(relative(base, folder));
  const parts = way.split('/').filter((part) => part !== '' && part !== '..');
  return parts.map((part) => `${part.normalize('NFC')}/`).join('');
}

function overlaps(candidates: readonly Candidate[]): Problem[] {
  return candidates.flatMap(({ folder, real, at }, i) => {
    for (const before of candidates.slice(0, i)) {
      if (real === before.real) return overlap(`is the same folder as ${before.folder.shown}`, folder, at);
      if (within(real, before.real)) return overlap(`lies in ${before.folder.shown}`, folder, at);
      if (within(before.real, real)) return overlap(`contains ${before.folder.shown}`, folder, at);
      if (folder.prefix === before.folder.prefix) {
        return overlap(
          `gives its articles the same paths as ${before.folder.shown}`,
          folder,
          at,
          'rename one of the two',
        );
      }
    }
    return [];
  });
}

function overlap(
  what: string,
  folder: ArticleFolder,
  at: KeyPath | undefined,
  hint = 'name folders that lie side by side',
): Problem {
  return {
    severity: 'error',
    code: 'config/bad-value',
    message: `${at === undefined ? '--articles' : dotted(at)}: ${JSON.stringify(folder.shown)} ${what}`,
    hint,
    ...(at === undefined ? {} : { at, on: 'value' }),
  };
}

/** A path as a glob that matches nothing else. */
function literal(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|"$^]/g, '\\$&');
}

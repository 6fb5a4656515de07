import { resolve } from 'node:path';
import type { ArticleFolder, PagesConfig } from './config.ts';
import { defaults } from './defaults.ts';
import { seenFrom, within } from './folders.ts';
import { given } from './given.ts';
import type { Overrides } from './overrides.ts';
import { dotted, type Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';
import { baseOf, type Surroundings } from './surroundings.ts';

interface Folders {
  readonly articles: readonly ArticleFolder[];
  readonly output: string;
}

/** Pages for people, unless they are not wanted. A theme is code: it has to be there, and be nobody else's. */
export function resolvePages(
  written: ConfigFile['pages'],
  { config }: Overrides,
  where: Surroundings,
  folders: Folders,
): { pages: PagesConfig | false; problems: Problem[] } {
  if (written === false) return { pages: false, problems: [] };
  const { theme: said, ...switches } = typeof written === 'object' ? written : {};
  const pages = { ...defaults.pages, ...given(switches) };
  if (said === undefined) return { pages, problems: [] };
  const theme = resolve(baseOf(where), said);
  const fault = themeFault(theme, folders, where, config !== undefined);
  return { pages: { ...pages, theme }, problems: fault === undefined ? [] : [fault] };
}

/** @param named Whether the command line names the configuration, and so vouches for what it runs. */
function themeFault(
  theme: string,
  { articles, output }: Folders,
  where: Surroundings,
  named: boolean,
): Problem | undefined {
  const shown = JSON.stringify(seenFrom(where.cwd, theme));
  const kind = where.kindAt(theme);
  if (kind === undefined) {
    return fault(`there is no folder ${shown}`, 'make it, with style.css or theme.js in it; or remove the key');
  }
  if (kind === 'file') return fault(`${shown} is a file`, 'name the folder it is in');
  const real = where.realPath(theme);
  if (within(real, where.realPath(output))) {
    const problem = `${shown} lies in the output folder ${seenFrom(where.cwd, output)}`;
    return fault(`${problem}: it would be served, and go when that is deleted`, 'name a folder beside it');
  }
  const among = articles.find(({ folder }) => within(real, where.realPath(folder)));
  if (among === undefined || named) return undefined;
  return fault(
    `${shown} lies among the articles of ${among.shown}, and themes are scripts`,
    'name a folder elsewhere; if all that is there is your own, say --config and the name of the configuration',
    'config/in-articles',
  );
}

const at = ['pages', 'theme'];

function fault(problem: string, hint: string, code: Problem['code'] = 'config/bad-value'): Problem {
  return { severity: 'error', code, message: `${dotted(at)}: ${problem}`, hint, at, on: 'value' };
}

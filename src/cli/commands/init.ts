import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { seenFrom } from '../../config/folders.ts';
import { loadConfig } from '../../config/load.ts';
import { locateConfig } from '../../config/locate.ts';
import { starterConfig } from '../../config/starter.ts';
import { readBaseUrl } from '../../config/values/base-url.ts';
import type { Reading } from '../../config/values/reading.ts';
import { readTimezone } from '../../config/values/timezone.ts';
import { dayIn } from '../../text/zone.ts';
import { type CommonOptions, type Context, UsageError } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { type GitFile, gitFiles, linesLacking } from '../init/git-files.ts';
import { newSiteId } from '../init/site-id.ts';
import { welcomeArticle } from '../init/welcome.ts';
import { initText, type StarterFile } from '../print/init.ts';
import { writeWhole } from '../write-whole.ts';

export type InitCommandOptions = Pick<CommonOptions, 'baseUrl' | 'timezone' | 'json' | 'now' | 'debug'>;

/** `hayloft init`: a commented configuration, one article and what git has to know, where there are none yet. */
export async function runInit(context: Context, options: InitCommandOptions, dir: string): Promise<ExitCode> {
  const { terminal, cwd, now } = context;
  const baseUrl = checked('--base-url', options.baseUrl, readBaseUrl);
  const timezone = checked('--timezone', options.timezone, readTimezone) ?? machineZone();
  const root = resolve(cwd, dir);
  try {
    await mkdir(root, { recursive: true });
    const day = dayIn(timezone, now);
    const siteId = newSiteId(baseUrl, day.slice(0, 4), randomBytes(6).toString('hex'));
    const facts = { siteId, timezone, ...(baseUrl === undefined ? {} : { baseUrl }) };
    const started = [await startConfig(root, starterConfig(facts))];
    const { config } = await loadConfig(root);
    started.push(await startArticle(config?.articles[0]?.folder ?? join(root, 'articles'), welcomeArticle(day)));
    for (const file of gitFiles(seenFrom(root, config?.state ?? join(root, '.hayloft')))) {
      started.push(await startGitFile(root, file));
    }
    const files = started.map((file) => ({ ...file, path: seenFrom(cwd, file.path) }));
    for (const file of files) terminal.event({ event: 'file', ...file });
    terminal.say(initText(files, dir, baseUrl !== undefined, terminal.style));
    return exit.done;
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(
      `${JSON.stringify(path === undefined ? dir : seenFrom(cwd, path))} cannot be written (${code})`,
    );
  }
}

/** Any configuration that is there is kept: two would be an error. */
async function startConfig(root: string, text: string): Promise<StarterFile> {
  const { file, problems } = locateConfig(root, undefined, []);
  const path = file ?? join(root, 'hayloft.config.yaml');
  if (file !== undefined || problems.length > 0) return { path, change: 'kept' };
  await writeWhole(path, text);
  return { path, change: 'new' };
}

/** The first articles folder of the configuration, unless it holds something, gets a first article. */
async function startArticle(folder: string, text: string): Promise<StarterFile> {
  if ((await stat(folder).catch(() => undefined)) && (await readdir(folder)).length > 0) {
    return { path: folder, change: 'kept' };
  }
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'welcome.md');
  await writeWhole(path, text);
  return { path, change: 'new' };
}

/** Of one that is there is said what it lacks: what else it tells git is not ours to judge. */
async function startGitFile(root: string, { name, lines }: GitFile): Promise<StarterFile> {
  const path = join(root, name);
  if (await stat(path).catch(() => undefined)) {
    const lacks = linesLacking(await readFile(path, 'utf8'), lines);
    return { path, change: 'kept', ...(lacks.length > 0 && { lacks }) };
  }
  await writeWhole(path, `${lines.join('\n')}\n`);
  return { path, change: 'new' };
}

function checked(
  option: string,
  text: string | undefined,
  read: (text: string) => Reading<string>,
): string | undefined {
  if (text === undefined) return undefined;
  const reading = read(text);
  if ('value' in reading) return reading.value;
  throw new UsageError(`${option} ${reading.problem}${reading.hint ? ` (${reading.hint})` : ''}`);
}

/** The zone this machine is set to, where the configuration can name it. */
function machineZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return 'value' in readTimezone(timeZone) ? timeZone : 'UTC';
}

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
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
import { newSiteId } from '../init/site-id.ts';
import { welcomeArticle } from '../init/welcome.ts';
import { initText, type StarterFile } from '../print/init.ts';
import { writeWhole } from '../write-whole.ts';

export type InitCommandOptions = Pick<CommonOptions, 'baseUrl' | 'timezone' | 'json' | 'now' | 'debug'>;

/** `hayloft init`: a commented configuration and one article, where there are none yet. */
export async function runInit(context: Context, options: InitCommandOptions, dir: string): Promise<ExitCode> {
  const { terminal, cwd, now } = context;
  const baseUrl = checked('--base-url', options.baseUrl, readBaseUrl);
  const timezone = checked('--timezone', options.timezone, readTimezone) ?? machineZone();
  const root = resolve(cwd, dir);
  try {
    await mkdir(root, { recursive: true });
    const day = dayIn(timezone, now);
    const siteId = newSiteId(baseUrl, day.slice(0, 4), randomBytes(6).toString('hex'));
    const files = [
      await startConfig(root, starterConfig({ siteId, timezone, ...(baseUrl === undefined ? {} : { baseUrl }) })),
      await startArticle(root, welcomeArticle(day)),
    ].map(({ path, change }) => ({ path: seenFrom(cwd, path), change }));
    for (const { path, change } of files) terminal.event({ event: 'file', path, change });
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
async function startArticle(root: string, text: string): Promise<StarterFile> {
  const { config } = await loadConfig(root);
  const folder = config?.articles[0]?.folder ?? join(root, 'articles');
  if ((await stat(folder).catch(() => undefined)) && (await readdir(folder)).length > 0) {
    return { path: folder, change: 'kept' };
  }
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'welcome.md');
  await writeWhole(path, text);
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

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, type TestContext } from 'vitest';
import { notRun } from '../not-run.ts';
import { Workplace } from './hayloft.ts';
import { StartedJob } from './job.ts';

const words = 'Hay that was cut on a Monday was dry by Thursday, and in the barn before the rain. '.repeat(10);
const article = (title: string, day: number, text = words) =>
  `---\ntitle: ${title}\ndate: 2026-01-0${day}\nsource: Barn\ntags: [Barn, q&a, q+a]\n---\n${text}\n`;

let place: Workplace;
let job: StartedJob;
let address: string;
beforeEach(async () => {
  place = new Workplace({
    'hayloft.config.yaml': 'schedule: false\n',
    'articles/a.md': article('A', 1),
    'articles/b.md': article('B', 2),
  });
  job = new StartedJob(place);
  address = await job.address();
  await job.line('ready');
  place.write('feeds.opml', await (await fetch(`${address}feeds.opml`)).text());
});
afterEach(async () => {
  await job.stop('SIGKILL');
  place.remove();
});

/** Runs a reader of Debian with a home of its own; with HAYLOFT_PROGRAMS=1 it has to be there. */
function run(context: TestContext, program: string, args: readonly string[]): string {
  const { folder } = place;
  const home = { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...home };
  const { error, status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
  if (error && !process.env.HAYLOFT_PROGRAMS) notRun(context, `${program} is missing`);
  if (error) throw error;
  expect(status, stdout + stderr).toBe(0);
  return stdout + stderr;
}

/** How many requests were answered with each status, since the start. */
async function answered(status: number): Promise<number> {
  const metrics = await (await fetch(`${address}metrics`)).text();
  return Number(new RegExp(`^hayloft_responses_total\\{status="${status}"\\} (\\d+)$`, 'm').exec(metrics)?.[1] ?? 0);
}

/**
 * An entry comes, another is revised, in another second than what was there: newsboat's library throws away a content
 * whose Last-Modified is that of the one it has.
 */
async function change(): Promise<void> {
  await new Promise((done) => setTimeout(done, 1000));
  const { length } = job.lines;
  place.write('articles/c.md', article('C', 3));
  place.write('articles/a.md', article('A', 1, `${words}\n\nAnd it was good hay.`));
  job.child.kill('SIGHUP');
  await job.run(length, ({ entries }) => (entries as { new: number }).new === 1);
}

it('rss2email subscribes to the list, is answered 304, and mails what is new and nothing else', async (context) => {
  const mail = join(place.folder, 'mail');
  for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(mail, name), { recursive: true });
  place.write(
    'rss2email.cfg',
    `[DEFAULT]\nto = a@example.org\nemail-protocol = maildir\nmaildir-path = ${mail}\nmaildir-mailbox =\n`,
  );
  const r2e = (...args: string[]) => run(context, 'r2e', ['-c', 'rss2email.cfg', '-d', 'seen.json', ...args]);
  const mailed = () =>
    readdirSync(join(mail, 'new')).map((name) => {
      const text = readFileSync(join(mail, 'new', name), 'utf8');
      renameSync(join(mail, 'new', name), join(mail, 'cur', name));
      return /^Subject: (.*)$/m.exec(text)?.[1];
    });

  r2e('opmlimport', 'feeds.opml');
  r2e('run');
  expect(mailed().toSorted()).toEqual([...'AAAAABBBBB']);
  r2e('run');
  expect([mailed(), await answered(304)]).toEqual([[], 5]);
  await change();
  r2e('run');
  expect(mailed()).toEqual([...'CCCCC']);
});

it('newsboat subscribes to the list, is answered 304, and has what is new unread and nothing else', async (context) => {
  const newsboat = (...args: string[]) =>
    run(context, 'newsboat', ['-u', 'urls', '-c', 'cache.db', '-C', 'config', ...args]);
  place.write('urls', '');
  place.write('config', '');
  newsboat('-i', 'feeds.opml');
  // It keeps no validators of what it fetches for the first time.
  for (let times = 0; times < 3; times++) newsboat('-x', 'reload');
  expect([newsboat('-x', 'print-unread').trim(), await answered(304)]).toEqual(['2 unread articles', 5]);
  await change();
  newsboat('-x', 'reload');
  expect([newsboat('-x', 'print-unread').trim(), await answered(226)]).toEqual(['3 unread articles', 5]);
});

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, type TestContext } from 'vitest';
import { notRun } from '../not-run.ts';
import { type Ended, ended, program, Workplace } from './hayloft.ts';
import { tree } from './tree.ts';

const options = ['--base-url', 'https://example.org/', '--now', '2026-11-24T08:00:00Z'];
const article = (title: string, rest = '', body = 'Words.') =>
  `---\ntitle: ${title}\ndate: 2026-01-01\n${rest}\n---\n${body}\n`;

let place: Workplace;
const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
  place.remove();
});

const output = () => join(place.folder, 'output');
const build = (...args: string[]): Promise<Ended> => place.hayloft(['build', ...options, ...args]);

async function built(files: Record<string, string> = { 'articles/a.md': article('A', 'tags: [sea]') }): Promise<void> {
  place = new Workplace(files);
  expect(await build()).toMatchObject({ code: 0, stderr: '' });
}

/** Refused with this code, and everything in the output folder is as it was. */
async function expectRefusal(code: string, run: () => Promise<Ended> = build): Promise<void> {
  const before = tree(output());
  expect(await run()).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(code) });
  expect(tree(output())).toEqual(before);
}

/** Makes `output` a disk of its own, which only root may; else the test is not run and says so. */
function mounted(context: TestContext, options: string): void {
  mkdirSync(output());
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', output()]);
  if (status !== 0) notRun(context, `no disk can be mounted here: ${error?.message ?? stderr}`);
  undo.push(() => spawnSync('umount', [output()]));
}

function freeKilobytes(): number {
  const { stdout } = spawnSync('df', ['--output=avail', '-k', output()], { encoding: 'utf8' });
  return Number(stdout.split('\n')[1]);
}

describe('an output folder that is none', () => {
  it.each([
    ['a file', 'output'],
    ['within a file', 'output/site'],
    ['a link that leads back to itself', 'loop'],
    ['within such a link', 'loop/site'],
    ['a name longer than a file system allows', 'x'.repeat(300)],
  ])('is refused: %s', async (_, folder) => {
    place = new Workplace({ 'articles/a.md': article('A'), output: 'mine' });
    symlinkSync('loop', join(place.folder, 'loop'));
    const before = tree(place.folder);
    const ended = await build('--output', folder);
    expect(ended).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/output\/(not-a-folder|cannot)/),
    });
    expect(tree(place.folder)).toEqual(before);
  });
});

describe('files of the user', () => {
  it('in a folder that was never built into are a reason to refuse', async () => {
    place = new Workplace({ 'articles/a.md': article('A'), 'output/thesis.txt': 'mine', 'output/sources/x': 'mine' });
    await expectRefusal('output/not-ours');
  });

  it('may be dotfiles, which are no reason', async () => {
    place = new Workplace({ 'articles/a.md': article('A'), 'output/.gitkeep': '', 'output/.git/config': 'mine' });
    expect(await build()).toMatchObject({ code: 0 });
    expect(tree(output())).toMatchObject({ '.gitkeep': expect.any(String), '.git/config': expect.any(String) });
  });

  it('that are added after the first build stay for ever, also where the documents beside them go', async () => {
    await built({ 'articles/a.md': article('A', 'tags: [sea]'), 'articles/b.md': article('B', 'tags: [land]') });
    place.write('output/CNAME', 'example.org');
    place.write('output/tags/sea/notes.txt', 'mine');
    place.write('output/media/mine.png', 'mine');
    place.delete('articles/a.md');
    expect(await build()).toMatchObject({ code: 0 });
    const after = tree(output());
    expect(Object.keys(after).filter((path) => path.startsWith('tags/'))).toEqual([
      'tags/index.html',
      'tags/land',
      'tags/land/atom.xml',
      'tags/land/feed.json',
      'tags/land/index.html',
      'tags/land/rss.xml',
      'tags/sea',
      'tags/sea/notes.txt',
    ]);
    expect(after).toMatchObject({ CNAME: expect.any(String), 'media/mine.png': expect.any(String) });
  });

  it('where a new document belongs are a reason to refuse', async () => {
    await built();
    place.write('output/tags/land/rss.xml', 'mine');
    place.write('articles/b.md', article('B', 'tags: [land]'));
    await expectRefusal('output/not-ours');
  });

  it('in the place of a document of ours, as a folder or a link, are a reason to refuse', async () => {
    await built();
    for (const put of [
      () => mkdirSync(join(output(), 'rss.xml')),
      () => symlinkSync(join(place.folder, 'articles/a.md'), join(output(), 'rss.xml')),
    ]) {
      rmSync(join(output(), 'rss.xml'), { recursive: true });
      put();
      await expectRefusal('output/not-ours');
    }
  });

  it('in the place of a folder of ours are a reason to refuse', async () => {
    await built();
    place.delete('output/tags');
    place.write('output/tags', 'mine');
    await expectRefusal('output/cannot-write');
  });
});

describe('documents of ours', () => {
  it('that somebody edited or deleted are put back', async () => {
    await built();
    const before = tree(output());
    place.write('output/atom.xml', 'edited');
    place.delete('output/tags');
    expect(await build()).toMatchObject({ code: 0 });
    expect(tree(output())).toEqual(before);
  });

  it('are nobody’s where their list is lost: nothing is touched', async () => {
    await built();
    place.delete('output/.hayloft.json');
    await expectRefusal('output/not-ours');
  });

  it.each([
    ['spoiled', '{"files":'],
    ['no list', 'null'],
    ['of another form', '{"files":[1]}'],
  ])('are known by their bytes where their list is %s, and others are not touched', async (_, list) => {
    await built();
    const before = tree(output());
    place.write('output/.hayloft.json', list);
    expect(await build()).toMatchObject({ code: 0 });
    expect(tree(output())).toEqual(before);

    place.write('output/.hayloft.json', list);
    place.write('articles/b.md', article('B'));
    await expectRefusal('output/not-ours');
  });

  it('are never outside the folder, whatever their list says', async () => {
    await built();
    place.write('precious.txt', 'mine');
    const list = { files: { '../precious.txt': '0', '/etc/hostname': '0', 'tags/../../precious.txt': '0' } };
    place.write('output/.hayloft.json', JSON.stringify(list));
    expect(await build()).toMatchObject({ code: 0 });
    expect(existsSync(join(place.folder, 'precious.txt'))).toBe(true);
  });
});

describe('articles that vanish', () => {
  it('one by one take their documents with them', async () => {
    await built({ 'articles/a.md': article('A', 'tags: [sea]'), 'articles/b.md': article('B') });
    place.delete('articles/a.md');
    expect(await build()).toMatchObject({ code: 0 });
    expect(Object.keys(tree(join(output(), 'tags')))).toEqual(['index.html']);
  });

  it('all at once look like a disk that is not mounted: the output stands', async () => {
    await built();
    renameSync(join(place.folder, 'articles'), join(place.folder, 'elsewhere'));
    const before = tree(output());
    expect(await build()).toMatchObject({ code: 2 });
    mkdirSync(join(place.folder, 'articles'));
    await expectRefusal('output/articles-vanished');
    expect(tree(output())).toEqual(before);
  });

  it('all at once from one of several folders, too', async () => {
    const config = 'baseUrl: https://example.org/\narticles: [articles, clippings]\n';
    await built({ 'articles/a.md': article('A'), 'clippings/b.md': article('B'), 'hayloft.config.yaml': config });
    place.delete('clippings/b.md');
    await expectRefusal('output/articles-vanished');
    place.delete('output');
    expect(await build()).toMatchObject({ code: 3 });
    expect(await build('--accept')).toMatchObject({ code: 0 });
  });

  it('may go to another folder, all of them', async () => {
    const config = 'baseUrl: https://example.org/\narticles: [articles, clippings]\n';
    await built({ 'articles/a.md': article('A'), 'clippings/b.md': article('B'), 'hayloft.config.yaml': config });
    renameSync(join(place.folder, 'clippings/b.md'), join(place.folder, 'articles/b.md'));
    expect(await build()).toMatchObject({ code: 0, stdout: expect.stringMatching(/1 moved/) });
  });

  it('were never there in a folder that was always empty', async () => {
    place = new Workplace();
    mkdirSync(join(place.folder, 'articles'));
    expect(await build()).toMatchObject({ code: 0, stderr: expect.stringContaining('build/no-articles') });
    expect(await build()).toMatchObject({ code: 0 });
  });
});

describe('an output folder among the articles', () => {
  it('is not read', async () => {
    place = new Workplace({ 'a.md': article('A', '', '![[feed.json]] ![[notes.txt]]') });
    const first = await build('--articles', '.', '--output', 'site');
    expect(first.code).toBe(0);
    place.write('site/mine.md', article('Mine'));
    place.write('site/notes.txt', 'mine');
    const before = tree(join(place.folder, 'site'));
    expect(await build('--articles', '.', '--output', 'site')).toMatchObject({ code: 0, stderr: first.stderr });
    expect(tree(join(place.folder, 'site'))).toEqual(before);
  });
});

/** Adds articles that make more documents, and larger ones. */
function more(): void {
  for (let i = 0; i < 8; i++) {
    place.write(`articles/more-${i}.md`, article(`More ${i}`, `tags: [t${i}]`, 'x '.repeat(9000)));
  }
}

describe('a disk that takes no more', () => {
  it('leaves the last good output as it was (a limit on the size of files)', async (context) => {
    if (process.platform === 'win32') notRun(context, 'there is no ulimit');
    await built();
    more();
    const limited = ['-c', 'ulimit -f 32; exec "$@"', 'sh', process.execPath, program, 'build', ...options];
    await expectRefusal('output/cannot-write', () => ended(spawn('sh', limited, { cwd: place.folder })));
    expect(await build()).toMatchObject({ code: 0 });
  });

  it.for([8, 500])('leaves the last good output as it was (a full disk, %i kB free)', async (free, context) => {
    place = new Workplace({ 'articles/a.md': article('A', 'tags: [sea]') });
    mounted(context, 'size=1m');
    expect(await build()).toMatchObject({ code: 0 });
    more();
    place.write('output/mine.bin', new Uint8Array((freeKilobytes() - free) * 1024));
    await expectRefusal('output/cannot-write');
  });

  it('leaves the last good output as it was (no room for another file)', async (context) => {
    place = new Workplace({ 'articles/a.md': article('A', 'tags: [sea]') });
    mounted(context, 'size=4m,nr_inodes=100');
    expect(await build()).toMatchObject({ code: 0 });
    more();
    await expectRefusal('output/cannot-write');
  });
});

describe('an output folder that is read-only', () => {
  it('stays as it is; a build that has nothing to write is content with it', async (context) => {
    place = new Workplace({ 'articles/a.md': article('A') });
    if (process.getuid?.() === 0) {
      mounted(context, 'size=4m');
      expect(await build()).toMatchObject({ code: 0 });
      expect(spawnSync('mount', ['-o', 'remount,ro', output()]).status).toBe(0);
    } else {
      expect(await build()).toMatchObject({ code: 0 });
      chmodSync(output(), 0o555);
      undo.push(() => chmodSync(output(), 0o755));
    }
    expect(await build()).toMatchObject({ code: 0, stderr: '' });
    place.write('articles/b.md', article('B'));
    await expectRefusal('output/cannot-write');
  });
});

describe('a run that is killed', () => {
  it.each([
    ['while documents are made', 1 / 3, () => existsSync(join(output(), '.hayloft-staging'))],
    ['while they are put in place', 2 / 3, () => statSync(join(output(), '.hayloft.json')).size > 5_000],
  ])('%s leaves whole documents only, and the next run leaves nothing of it', async (_, share, isTime) => {
    await built();
    const before = tree(output());
    for (let i = 0; i < 40; i++) place.write(`articles/${i}.md`, article(`T${i}`, `tags: [t${i}]`, 'x '.repeat(5000)));
    const operations = join(place.folder, 'operations');
    expect(await killable({ HAYLOFT_OPERATIONS: operations }, '--output', 'whole')).toMatchObject({ code: 0 });
    const after = tree(join(place.folder, 'whole'));

    const at = Math.floor(share * Number(readFileSync(operations, 'utf8')));
    expect(await killable({ HAYLOFT_KILL_AT: String(at) })).toMatchObject({ signal: 'SIGKILL' });
    expect(isTime()).toBe(true);
    const found = Object.entries(tree(output())).filter(([path]) => !path.startsWith('.hayloft'));
    expect(found.filter(([path, digest]) => digest !== before[path] && digest !== after[path])).toEqual([]);

    expect(await build()).toMatchObject({ code: 0 });
    expect(tree(output())).toEqual(after);
  });
});

/** A build that counts what it does to the disk, or is killed at one of these operations. */
function killable(env: object, ...args: string[]): Promise<Ended> {
  const killAtWrite = new URL('./kill-at-write.mjs', import.meta.url).href;
  return ended(
    spawn(process.execPath, ['--import', killAtWrite, program, 'build', ...options, ...args], {
      cwd: place.folder,
      env: { PATH: process.env.PATH, ...env },
    }),
  );
}

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleFolder } from '../../src/config/config.ts';
import { startWatch, type Watch } from '../../src/schedule/watch.ts';

let root: string;
let watch: Watch;
let troubles: string[];
let wake: () => void;
let changes: number;

const put = (path: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), String(Math.random()));
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hayloft-watch-'));
  put('articles/a.md');
  put('articles/2026/b.md');
  changes = 0;
  troubles = [];
  wake = () => {};
  const folder = { folder: join(root, 'articles') } as ArticleFolder;
  watch = startWatch(
    { articles: [folder], output: join(root, 'articles/output'), state: join(root, 'articles/.hayloft') },
    () => {
      changes += 1;
      wake();
    },
    (reason) => troubles.push(reason),
  );
});
afterEach(() => {
  watch.stop();
  rmSync(root, { recursive: true, force: true });
});

async function until(count: number): Promise<void> {
  while (changes < count) {
    await new Promise<void>((done) => {
      wake = done;
    });
  }
}

/** Makes folders, of each of which there is one thing to tell, after all that happened before: the kernel keeps order. */
async function markers(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const before = changes;
    mkdirSync(join(root, `articles/marker-${marked}`));
    marked += 1;
    await until(before + 1);
  }
  for (let turn = 0; turn < 10; turn++) await setImmediate();
}
let marked = 0;

async function told(happen: () => void): Promise<void> {
  await markers(1);
  const before = changes;
  happen();
  await until(before + 1);
}

async function notTold(happen: () => void): Promise<void> {
  await markers(1);
  const before = changes;
  happen();
  await markers(3);
  expect(changes - before).toBe(3);
}

describe('a change is told of', () => {
  it.each([
    ['a new file', () => put('articles/c.md')],
    ['an edited file in a folder below', () => put('articles/2026/b.md')],
    ['a file that was moved away', () => renameSync(join(root, 'articles/a.md'), join(root, 'a.md'))],
    ['a file that was deleted', () => rmSync(join(root, 'articles/2026/b.md'))],
    ['a new folder', () => mkdirSync(join(root, 'articles/new'))],
    ['a picture', () => put('articles/2026/p.png')],
  ])('%s', async (_, happen) => {
    await told(happen);
  });

  it('in a folder that is new, once the watch was refreshed', async () => {
    await told(() => put('articles/2027/01/c.md'));
    watch.refresh();
    await told(() => put('articles/2027/01/c.md'));
  });

  it('in a folder that took the place of another', async () => {
    rmSync(join(root, 'articles/2026'), { recursive: true });
    put('articles/2026/b.md');
    watch.refresh();
    await told(() => put('articles/2026/b.md'));
  });
});

describe('a change is not told of', () => {
  it.each([
    ['of a dotfile, as editors leave them', () => put('articles/.a.md.swp')],
    ['in a dot folder', () => put('articles/.obsidian/workspace.json')],
    ['beside the articles', () => put('elsewhere/c.md')],
  ])('%s', async (_, happen) => {
    await notTold(happen);
  });

  it('in the output, where that lies among the articles', async () => {
    mkdirSync(join(root, 'articles/output'));
    watch.refresh();
    await notTold(() => put('articles/output/rss.xml'));
  });
});

describe('trouble', () => {
  it('with a folder that is not there is none: it is looked for again at each refresh', async () => {
    rmSync(join(root, 'articles'), { recursive: true });
    watch.refresh();
    put('articles/a.md');
    watch.refresh();
    await told(() => put('articles/a.md'));
    expect(troubles).toEqual([]);
  });
});

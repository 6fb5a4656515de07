import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../src/article/decode.ts';
import { notRun } from '../not-run.ts';
import { type Ended, Workplace } from './hayloft.ts';
import { fileNames, reached, served, walk } from './subscriber.ts';
import { tree } from './tree.ts';

const baseUrl = 'https://example.org/';
const build = (day: number, ...args: string[]): Promise<Ended> =>
  place.hayloft(['build', '--base-url', baseUrl, '--now', `2026-11-${day}T08:00:00Z`, ...args]);
const article = (title: string, front = '', date = 'date: 2026-01-01') =>
  `---\ntitle: ${title}\n${date}\n${front}\n---\nWords of ${title}, as they were published.\n`;

let place: Workplace;
const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
  place.remove();
});

interface Item {
  readonly id: string;
  readonly path: string;
  readonly state: string;
  readonly title?: string;
  readonly date_published: string;
}

const path = (name: string) => join(place.folder, name);
const itemOf = (name: string): Item =>
  JSON.parse(readFileSync(path('output/index.json'), 'utf8')).items.find((item: Item) => item.path === name);
const documents = () =>
  ['rss.xml', 'atom.xml', 'feed.json'].map((name) => readFileSync(path(`output/${name}`), 'utf8'));
const shows = (words: string) => documents().map((text) => text.includes(words));
/** Documents in which these words stand. */
const grep = (words: string) =>
  (readdirSync(path('output'), { recursive: true }) as string[])
    .filter((name) => statSync(path(`output/${name}`)).isFile())
    .filter((name) => readFileSync(path(`output/${name}`), 'utf8').includes(words));
const all = [true, true, true];
const none = [false, false, false];

/** Two articles, of which one is to have its fate; the other makes that no folder is empty. */
async function published(config = ''): Promise<Item> {
  place = new Workplace({
    'articles/a.md': article('Strait'),
    'articles/b.md': article('Other'),
    'hayloft.config.yaml': `${config}\npages: false\n`,
  });
  expect(await build(10)).toMatchObject({ code: 0, stderr: '' });
  return itemOf('a.md');
}

/** How articles break, each of another name. */
const broken: Readonly<Record<string, string | Uint8Array>> = {
  'no-yaml.md': '---\ntitle: [Strait\ndate: : :\n  - x\n---\nNew words.\n',
  'no-date.md': '---\ntitle: Strait\n---\nNew words.\n',
  'empty.md': '',
  'no-text.md': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 0, 0]),
  'too-large.md': `${article('Too large')}${'x'.repeat(maxFileBytes)}`,
};

describe('articles that were published and now', () => {
  it('are broken stay as they were, are published anew when they are mended, and are withdrawn when they are gone', async () => {
    const names = Object.keys(broken);
    await published();
    for (const name of names) place.write(`articles/${name}`, article(name));
    expect(await build(11)).toMatchObject({ code: 0, stderr: '' });
    const ids = names.map((name) => itemOf(name).id);
    const before = documents();
    const breakAll = () => {
      for (const name of names) place.write(`articles/${name}`, broken[name] as string);
    };
    const states = () => names.map((name) => itemOf(name)).map(({ id, state, title }) => [id, state, title]);

    breakAll();
    const kept = await build(12);
    for (const name of names) expect(kept.stderr).toContain(`articles/${name} warning entry/kept`);
    expect(kept.code).toBe(1);
    expect(states()).toEqual(names.map((name, i) => [ids[i], 'kept', name]));
    expect(documents()).toEqual(before);
    place.delete('output');
    expect(await build(13)).toMatchObject({ code: 1 });
    expect(documents()).toEqual(before);

    for (const name of names) place.write(`articles/${name}`, article(`${name}, mended`));
    expect(await build(14)).toMatchObject({ code: 0, stderr: '' });
    expect(states()).toEqual(names.map((name, i) => [ids[i], 'published', `${name}, mended`]));
    breakAll();
    await build(15);
    expect(states()).toEqual(names.map((name, i) => [ids[i], 'kept', `${name}, mended`]));
    for (const name of names) place.delete(`articles/${name}`);
    expect(await build(16)).toMatchObject({ code: 0, stderr: '' });
    expect(states()).toEqual(ids.map((id) => [id, 'withdrawn', undefined]));
    expect(shows('mended')).toEqual(none);
  });

  it('lie behind links that lead nowhere stay as they were', async () => {
    await published();
    place.write('articles/deep/c.md', article('Deep'));
    await build(11);
    const before = documents();
    for (const name of ['articles/a.md', 'articles/deep']) {
      place.delete(name);
      symlinkSync('nowhere', path(name));
    }
    const { code, stderr } = await build(12);
    expect(code).toBe(1);
    expect(stderr).toContain('articles/a.md warning entry/kept');
    // What lies in a folder that is named needs no name of its own.
    expect(stderr).toMatch(/^articles\/deep warning entry\/kept .*\(1 entry\)$/m);
    expect(stderr).not.toContain('articles/deep/');
    expect(documents()).toEqual(before);
    expect(['a.md', 'deep/c.md'].map((name) => itemOf(name).state)).toEqual(['kept', 'kept']);
  });

  it('may not be read stay as they were', async (context) => {
    if (process.getuid?.() === 0) notRun(context, 'root may read everything');
    await published();
    place.write('articles/deep/c.md', article('Deep'));
    await build(11);
    const before = documents();
    for (const name of ['articles/a.md', 'articles/deep']) {
      chmodSync(path(name), 0);
      undo.push(() => chmodSync(path(name), 0o755));
    }
    expect(await build(12)).toMatchObject({ code: 1, stderr: expect.stringContaining('entry/kept') });
    expect(documents()).toEqual(before);
  });

  it('are lost with their bytes in the state folder are not dropped without a word', async () => {
    await published('guard: { entries: 0, percent: 0 }');
    const before = tree(path('output'));
    place.write('articles/a.md', '');
    rmSync(path('.hayloft/versions'), { recursive: true });
    expect(await build(11)).toMatchObject({ code: 3, stderr: expect.stringContaining('entry/version-missing') });
    expect(tree(path('output'))).toEqual(before);
    place.write('articles/a.md', article('Strait'));
    expect(await build(12)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('articles that their author takes back', () => {
  const ways: Readonly<Record<string, string | undefined>> = {
    'draft.md': article('Draft', 'draft: true'),
    'private.md': article('Private', 'publish: false'),
    'later.md': article('Later', '', 'date: 2027-01-01'),
    'deleted.md': undefined,
  };

  it('are withdrawn, and return with their ids, their dates and their places', async () => {
    const names = Object.keys(ways);
    const put = () => {
      for (const name of names) place.write(`articles/${name}`, article(`Secrets of ${name}`));
    };
    await published('history: { entries: 2 }\nfeed: { entries: 1 }');
    put();
    await build(11);
    for (const name of ['c', 'd', 'e']) place.write(`articles/${name}.md`, article(name));
    expect(await build(12)).toMatchObject({ code: 0 });
    const before = tree(path('output'));
    const places = () => {
      const web = served(path('output'), baseUrl);
      return [...reached(walk(web, baseUrl + fileNames.atom, 'atom')).keys()];
    };
    const order = places();
    const ids = names.map((name) => itemOf(name).id);

    for (const name of names) {
      const text = ways[name];
      if (text === undefined) place.delete(`articles/${name}`);
      else place.write(`articles/${name}`, text);
    }
    expect(await build(13)).toMatchObject({ code: 0 });
    expect(names.map((name) => itemOf(name)).map(({ id, state }) => [id, state])).toEqual(
      ids.map((id) => [id, 'withdrawn']),
    );
    expect(places()).toEqual(order.filter((id) => !ids.includes(id)));
    expect(grep('Secrets of')).toEqual([]);

    put();
    expect(await build(14)).toMatchObject({ code: 0 });
    expect(places()).toEqual(order);
    expect(tree(path('output'))).toEqual(before);
  });
});

describe('a folder with `keep: true`', () => {
  const config = 'articles: [{ path: articles, keep: true }]';

  it('keeps what it has lost, also without its output, and lets go of a draft', async () => {
    const { id } = await published(config);
    const before = tree(path('output'));
    place.delete('articles/a.md');
    expect(await build(11)).toMatchObject({ code: 0 });
    expect(itemOf('a.md')).toMatchObject({ id, state: 'kept' });
    place.delete('output');
    expect(await build(12)).toMatchObject({ code: 0 });
    expect(shows('Words of Strait')).toEqual(all);

    place.write('articles/a.md', article('Strait', 'draft: true'));
    expect(await build(13)).toMatchObject({ code: 0 });
    expect(itemOf('a.md')).toMatchObject({ id, state: 'withdrawn' });
    place.write('articles/a.md', article('Strait'));
    expect(await build(14)).toMatchObject({ code: 0 });
    expect(tree(path('output'))).toEqual(before);
  });

  it('knows what comes back under another name', async () => {
    const { id } = await published(config);
    place.delete('articles/a.md');
    await build(11);
    place.write('articles/found-again.md', article('Strait'));
    expect(await build(12)).toMatchObject({ code: 0 });
    expect(itemOf('found-again.md')).toMatchObject({ id, state: 'published' });
  });
});

describe('a folder with `undated: first-seen`', () => {
  it('dates an article by the run that met it first, for ever, and wherever it goes', async () => {
    await published('articles: [{ path: articles, undated: first-seen }]');
    place.write('articles/note.md', 'A note without any date, and words enough to be known.\n');
    expect(await build(11)).toMatchObject({ code: 0, stderr: '' });
    const { id, date_published: date } = itemOf('note.md');
    expect(date).toBe('2026-11-11T08:00:00Z');
    place.delete('output');
    place.delete('articles/note.md');
    place.write('articles/notes/kept.md', 'A note without any date, and words enough to be known.\n');
    expect(await build(12)).toMatchObject({ code: 0 });
    expect(itemOf('notes/kept.md')).toMatchObject({ id, date_published: date });
    place.delete('articles/notes/kept.md');
    await build(13);
    place.write('articles/notes/kept.md', 'A note without any date, and words enough to be known.\n');
    expect(await build(14)).toMatchObject({ code: 0 });
    expect(itemOf('notes/kept.md')).toMatchObject({ id, date_published: date });
  });
});

describe('versions', () => {
  const versionsIn = () => Object.keys(tree(path('.hayloft/versions'))).filter((name) => name.endsWith('.md'));
  const printed = async (args: string[]) => (await place.hayloft(['history', 'articles/a.md', ...args])).stdout;

  it.each([
    ['are all kept, each once', '', 4],
    ['are only the last where the configuration says so', 'versions: false', 2],
  ])('%s', async (_, config, count) => {
    const first = article('Strait');
    await published(config);
    for (const [day, title] of [
      [11, 'Second'],
      [12, 'Third'],
    ] as const) {
      place.write('articles/a.md', article(title));
      expect(await build(day)).toMatchObject({ code: 0, stderr: '' });
    }
    expect(await build(13)).toMatchObject({ code: 0 });
    expect(versionsIn()).toHaveLength(count);
    const told = JSON.parse(`[${(await printed(['--json'])).trim().replaceAll('\n', ',')}]`);
    const hashes = told.filter(({ what }: { what?: string }) => what === 'published' || what === 'revised');
    expect(hashes.map(({ kept }: { kept: boolean }) => kept)).toEqual(count === 4 ? all : [false, false, true]);
    const shown = await place.hayloft(['history', 'articles/a.md', '--show', hashes[0].content_hash]);
    expect([shown.code, shown.stdout]).toEqual(count === 4 ? [0, first] : [2, '']);
    place.write('articles/a.md', '');
    expect(await build(14)).toMatchObject({ code: 1 });
    expect(shows('Words of Third')).toEqual(all);
  });

  it('that say the same in other bytes are one, and its newest bytes stay', async () => {
    await published();
    place.write('articles/a.md', article('Strait', 'tags: [sea]'));
    expect(await build(11)).toMatchObject({ code: 0 });
    expect(versionsIn()).toHaveLength(2);
    place.write('articles/a.md', '');
    expect(await build(12)).toMatchObject({ code: 1 });
    expect(existsSync(path('output/tags/sea'))).toBe(true);
  });
});

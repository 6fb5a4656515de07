import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionOf, filesOf, pathOf, picture } from './collection.ts';
import { Workplace } from './hayloft.ts';

/**
 * What the real program makes of a collection after it changed in ways that are easily overlooked, held against what it
 * makes of it when it knows of the articles and the output nothing but the ledger.
 */

const site = ['--base-url', 'https://example.org/', '--now', '2026-11-24T08:00:00Z'];
const place = new Workplace();
const collection = collectionOf(24);
const at = (i: number) => join(place.folder, 'articles', pathOf(collection[i] as (typeof collection)[0]));

beforeAll(async () => {
  for (const [path, text] of Object.entries(filesOf(collection))) place.write(path, text);
  place.write(`articles/${picture.path}`, picture.bytes);
  await build();
});
afterAll(() => place.remove());

interface Done {
  readonly outcome: string;
  readonly documents: Readonly<Record<'new' | 'changed' | 'unchanged' | 'removed', number>>;
}

async function run(...args: readonly string[]): Promise<Done> {
  const { stdout, stderr } = await place.hayloft([...args, '--json', ...site]);
  expect(stderr).toBe('');
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const build = (...args: readonly string[]) => run('build', ...args);

/** How many documents a run without any cache would write or remove. */
async function wanting(): Promise<number> {
  const state = join(place.folder, '.hayloft');
  const copy = join(place.folder, '.copy');
  cpSync(state, copy, { recursive: true, filter: (path) => !/[/\\](cache|lock)$/.test(path) });
  try {
    const { outcome, documents } = await run('check', '--state', '.copy');
    expect(outcome).toBe('compared');
    return documents.new + documents.changed + documents.removed;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const written = ({ documents }: Done) => documents.new + documents.changed + documents.removed;

/** Other bytes of the same length, at the same times. */
function rewriteUnnoticed(path: string): void {
  const { atime, mtime } = statSync(path);
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(/anchor|Anker|âncora/g, (word) => word.toUpperCase()),
  );
  utimesSync(path, atime, mtime);
}

describe('a build', () => {
  it('of the same articles writes nothing, however often', async () => {
    for (let i = 0; i < 3; i += 1) expect(written(await build())).toBe(0);
    expect(await wanting()).toBe(0);
  });

  it.each<[string, () => void]>([
    ['an article got other bytes, the same length and its old time', () => rewriteUnnoticed(at(0))],
    ['the very same happened a moment after the last run', () => rewriteUnnoticed(at(6))],
    [
      'two swapped their names',
      () => {
        renameSync(at(1), `${at(1)}.away`);
        renameSync(at(2), at(1));
        renameSync(`${at(1)}.away`, at(2));
      },
    ],
    ['one was renamed', () => renameSync(at(3), at(3).replace(/\.md$/, '-moved.md'))],
    ['one is gone', () => rmSync(at(4))],
    ['one is new', () => place.write('articles/new/one.md', '---\ntitle: New\ndate: 2026-11-01\n---\n![[late.png]]\n')],
    ['a picture is there that was missing', () => place.write('articles/late.png', picture.bytes)],
    [
      'it is another picture',
      () => place.write('articles/late.png', Buffer.concat([picture.bytes.subarray(0, -1), Buffer.of(1)])),
    ],
    ['a document was edited', () => appendFileSync(join(place.folder, 'output/rss.xml'), ' ')],
    ['a document is gone', () => rmSync(join(place.folder, 'output/atom.xml'))],
  ])('notices that %s', async (_, change) => {
    change();
    const missing = await wanting();
    const done = await build();
    expect(done.outcome).toBe('published');
    expect(written(done)).toBe(missing);
    expect(await wanting()).toBe(0);
  });

  it('notices that the list of what is ours is gone, and refuses as ever', async () => {
    const list = join(place.folder, 'output/.hayloft.json');
    renameSync(list, `${list}.away`);
    expect(await build()).toMatchObject({ outcome: 'refused', exit_code: 3 });
    renameSync(`${list}.away`, list);
    expect(await build()).toMatchObject({ outcome: 'published' });
  });

  it('takes an article that was only touched for the same, and is not fooled by it later', async () => {
    utimesSync(at(8), 1, 1);
    expect(written(await build())).toBe(0);
    rewriteUnnoticed(at(8));
    expect(await wanting()).toBe(written(await build()));
    expect(await wanting()).toBe(0);
  });

  it('believes no cache that is damaged or gone', async () => {
    const cache = join(place.folder, '.hayloft/cache');
    rewriteUnnoticed(at(9));
    rmSync(cache, { recursive: true });
    await build();
    for (const name of ['last-run', 'configuration']) {
      const bytes = readFileSync(join(cache, name));
      writeFileSync(join(cache, name), bytes.fill(0, bytes.length / 2));
    }
    expect(written(await build())).toBe(0);
    rmSync(cache, { recursive: true });
    mkdirSync(cache);
    expect(written(await build())).toBe(0);
    expect(await wanting()).toBe(0);
  });

  it.each([
    ['an article', () => at(10)],
    ['a picture', () => join(place.folder, 'articles', picture.path)],
    ['a document', () => join(place.folder, 'output/atom.xml')],
  ])('reads every file again when it is told to: %s, where times tell nothing', async (_, pathOfIt) => {
    const env = { NODE_OPTIONS: `--import ${new URL('./frozen-times.mjs', import.meta.url).href}` };
    const blind = async (...args: readonly string[]) => {
      const { stdout, stderr } = await place.hayloft(['build', ...args, '--json', ...site], { env });
      expect(stderr).toBe('');
      return written(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    };
    await blind('--rehash');
    const bytes = readFileSync(pathOfIt());
    const last = bytes.length - 3;
    bytes[last] = (bytes[last] as number) ^ 1;
    writeFileSync(pathOfIt(), bytes);
    expect(await blind()).toBe(0);
    expect(await blind('--rehash')).toBeGreaterThan(0);
    expect(await blind('--rehash')).toBe(0);
  });
});

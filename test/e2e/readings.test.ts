import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chance } from './changing-folder.ts';
import { collectionOf, fileOf, filesOf, type Kept, pathOf, picture } from './collection.ts';
import { Workplace } from './hayloft.ts';
import { remembered, tree } from './tree.ts';

/** Files are old enough for their stats to be believed, so that as much as possible is taken from the cache. */
const env = { NODE_OPTIONS: `--import ${new URL('./later-clock.mjs', import.meta.url).href}` };
const start = Date.parse('2026-11-24T08:00:00Z');

interface Item {
  readonly title: string;
  readonly content_html?: string;
  readonly image?: string;
  readonly attachments?: readonly { readonly url: string }[];
}

/** A site whose runs take what they can from the runs before, and one beside it whose runs have nothing but its files. */
class Pair {
  readonly #warm: Workplace;
  readonly #cold = new Workplace();
  #hours = 0;

  constructor(files: Readonly<Record<string, string>>) {
    this.#warm = new Workplace(files);
  }

  path(path: string): string {
    return join(this.#warm.folder, path);
  }

  write(path: string, text: string | Uint8Array): void {
    this.#warm.write(path, text);
  }

  delete(path: string): void {
    this.#warm.delete(path);
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(this.path(to)), { recursive: true });
    renameSync(this.path(from), this.path(to));
  }

  /** A run of each, which have to come to the same and say the same. */
  async run(hours = 1): Promise<{ items: Map<string, Item>; stderr: string }> {
    this.#hours += hours;
    const args = ['build', '--now', new Date(start + this.#hours * 3_600_000).toISOString()];
    const warm = await this.#warm.hayloft(args, { env });
    const cold = await this.#runCold(args);
    expect([warm.code, warm.stderr]).toEqual([cold.code, cold.stderr]);
    const [ours, theirs] = [this.#warm, this.#cold].map(({ folder }) => folder) as [string, string];
    expect(tree(join(ours, 'output'))).toEqual(tree(join(theirs, 'output')));
    expect(remembered(join(ours, '.hayloft'))).toEqual(remembered(join(theirs, '.hayloft')));
    const { items } = JSON.parse(readFileSync(this.path('output/feed.json'), 'utf8')) as { items: Item[] };
    return { items: new Map(items.map((item) => [item.title, item])), stderr: warm.stderr };
  }

  async #runCold(args: readonly string[]) {
    const { folder } = this.#cold;
    for (const name of readdirSync(folder)) {
      rmSync(join(folder, name === '.hayloft' ? '.hayloft/cache' : name), { recursive: true, force: true });
    }
    for (const name of readdirSync(this.#warm.folder)) {
      if (name === 'output' || name === '.hayloft') continue;
      cpSync(this.path(name), join(folder, name), { recursive: true, verbatimSymlinks: true });
    }
    return this.#cold.hayloft(args, { env });
  }

  remove(): void {
    this.#warm.remove();
    this.#cold.remove();
  }
}

const config = (more: object = {}) =>
  JSON.stringify({ baseUrl: 'https://example.org/', siteId: 'example.org,2026', guard: false, pages: false, ...more });
const article = (title: string, body: string, fields = '') =>
  `---\ntitle: ${title}\ndate: 2026-01-01\n${fields}---\n${body}\n`;

describe('an article is read again, and says what is true now, where', () => {
  const pair = new Pair({
    'hayloft.config.json': config(),
    'articles/a/shows.md': article('Shows', 'A picture ![[photo.png]] of it.'),
    'articles/a/links.md': article('Links', 'To [two](../b/two.md), to [[Three]] and to [four](/b/four.md).'),
    'articles/a/has.md': article('Has', 'A talk.', 'image: cover.png\naudio: talk.mp3\n'),
    'articles/a/plain.md': article('Plain', 'Nothing of the kind.'),
  });
  afterAll(() => pair.remove());
  const shown = async () => (await pair.run()).items.get('Shows')?.content_html?.match(/media\/[0-9a-f]+\.png/)?.[0];
  /** A picture of its own, each of one length. */
  const png = (pixel: number) => {
    const bytes = Buffer.from(picture.bytes);
    bytes[bytes.length - 1] = pixel;
    return bytes;
  };
  let before: string | undefined;

  beforeAll(async () => {
    const { items, stderr } = await pair.run();
    expect(items.size).toBe(4);
    expect(stderr.match(/content\/missing-file/g)?.length).toBeGreaterThan(1);
    await pair.run();
  });

  it('a file that it names appears, wherever that lies', async () => {
    pair.write('articles/b/photo.png', png(1));
    before = await shown();
    expect(before).toBeDefined();
    expect(await shown()).toBe(before);
  });

  it('that file has other bytes', async () => {
    pair.write('articles/b/photo.png', png(2));
    const now = await shown();
    expect(now).not.toBe(before);
    before = now;
  });

  it('that file has other bytes, as many as before, and the time that it had', async () => {
    const path = pair.path('articles/b/photo.png');
    const { atime, mtime } = statSync(path);
    writeFileSync(path, png(3));
    utimesSync(path, atime, mtime);
    const now = await shown();
    expect(now).not.toBe(before);
    before = now;
  });

  it('another appears that has its name, so that nobody knows which is meant', async () => {
    pair.write('articles/c/PHOTO.png', png(4));
    expect(await shown()).toBeUndefined();
  });

  it('only the other is left', async () => {
    pair.delete('articles/b/photo.png');
    const now = await shown();
    expect(now).toBeDefined();
    expect(now).not.toBe(before);
    before = now;
  });

  it('one lies beside it, which comes first', async () => {
    pair.write('articles/a/photo.png', png(5));
    const now = await shown();
    expect(now).not.toBe(before);
    before = now;
  });

  it('the file became a link to one outside, a folder, or is gone', async () => {
    pair.write('outside.png', png(6));
    pair.delete('articles/a/photo.png');
    symlinkSync('../../outside.png', pair.path('articles/a/photo.png'));
    expect(await shown()).not.toBe(before);
    pair.delete('articles/a/photo.png');
    pair.write('articles/a/photo.png/no-picture.txt', '');
    await shown();
    pair.delete('articles/a/photo.png');
    pair.delete('articles/c');
    expect(await shown()).toBeUndefined();
  });

  it('an article that it links to appears, is moved, and goes', async () => {
    const links = async () =>
      [...((await pair.run()).items.get('Links')?.content_html ?? '').matchAll(/href="([^"]+\.html)"/g)].map(
        ([, url]) => url,
      );
    expect(await links()).toEqual([]);
    pair.write('articles/b/two.md', article('Two', 'The second.'));
    expect(await links()).toEqual(['https://example.org/articles/b/two.html']);
    pair.write('articles/deep/er/Three.md', article('Three', 'The third.'));
    pair.write('articles/b/four.md', article('Four', 'The fourth.'));
    expect(await links()).toHaveLength(3);
    pair.move('articles/deep/er/Three.md', 'articles/Three.md');
    expect(await links()).toContain('https://example.org/articles/Three.html');
    pair.move('articles/b/two.md', 'articles/b/Two.md');
    expect(await links()).toHaveLength(2);
    pair.delete('articles/b');
    pair.delete('articles/Three.md');
    expect(await links()).toEqual([]);
  });

  it('what is attached to it appears, changes, and goes', async () => {
    const has = async () => {
      const { image, attachments } = (await pair.run()).items.get('Has') as Item;
      return [image, attachments?.map(({ url }) => url)].flat().filter((url) => url?.includes('/media/'));
    };
    expect(await has()).toEqual([]);
    pair.write('articles/a/cover.png', png(7));
    pair.write('articles/a/talk.mp3', Buffer.from('ID3\u0003talk'));
    const [cover, talk] = await has();
    expect([cover, talk]).toEqual([expect.stringContaining('.png'), expect.stringContaining('.mp3')]);
    pair.write('articles/a/talk.mp3', Buffer.from('ID3\u0003song'));
    expect(await has()).toEqual([cover, expect.not.stringContaining(talk as string)]);
    pair.delete('articles/a/cover.png');
    pair.delete('articles/a/talk.mp3');
    expect(await has()).toEqual([]);
  });

  it('it has other bytes, as many as before, and the time that it had; and where it is no article any more', async () => {
    const path = pair.path('articles/a/plain.md');
    const { atime, mtime } = statSync(path);
    writeFileSync(path, article('Plain', 'Nothing of THE kind.'));
    utimesSync(path, atime, mtime);
    expect((await pair.run()).items.get('Plain')?.content_html).toContain('THE');
    writeFileSync(path, '---\ntitle: [\n---\n');
    expect((await pair.run()).stderr).toContain('articles/a/plain.md');
    expect((await pair.run()).stderr).toContain('articles/a/plain.md');
    writeFileSync(path, article('Plain', 'Mended.'));
    expect((await pair.run()).items.get('Plain')?.content_html).toContain('Mended');
  });

  it('the configuration is another', async () => {
    const settings: object[] = [
      { baseUrl: 'https://elsewhere.example/' },
      { link: { page: 'posts/{name}/' } },
      { timezone: 'Pacific/Kiritimati' },
      { articles: [{ path: 'articles', content: 'summary', tags: ['all'] }] },
      { articles: [{ path: 'articles', source: 'Press', language: 'pt' }] },
      { articles: [{ path: 'articles', exclude: ['a/plain.md'] }] },
      { feed: { entries: 2 }, history: { entries: 2 } },
      { tombstones: true },
      {},
    ];
    for (const setting of settings) {
      pair.write('hayloft.config.json', config(setting));
      await pair.run();
    }
  });

  it('the moment decides: one without a date, and one dated later', async () => {
    pair.write('hayloft.config.json', config({ articles: [{ path: 'articles', undated: 'first-seen' }] }));
    pair.write('articles/undated.md', '---\ntitle: Undated\n---\nAt some time.\n');
    const due = new Date(Date.now() + 365 * 86_400_000).toISOString();
    pair.write('articles/due.md', article('Due', 'Later.').replace('2026-01-01', due));
    const day = await pair.run();
    expect([day.items.has('Undated'), day.items.has('Due')]).toEqual([true, false]);
    expect((await pair.run()).items.has('Due')).toBe(false);
    expect((await pair.run(3 * 365 * 24)).items.has('Due')).toBe(true);
    expect((await pair.run()).items.has('Due')).toBe(true);
  });
});

describe('whatever happens between runs', () => {
  const steps = Math.ceil(Number(process.env.HAYLOFT_HISTORIES ?? 150) / 15);
  const seed = Number(process.env.HAYLOFT_PROPERTY_SEED ?? 20260301);

  it(`${steps} runs with a cache come to what runs without come to`, async () => {
    const random = chance(seed);
    const below = (count: number) => Math.floor(random() * count);
    const all = collectionOf(200);
    const articles: Kept[] = all.slice(0, 30);
    const pair = new Pair({
      ...filesOf(articles),
      'hayloft.config.json': config({ feed: { entries: 6 }, history: { entries: 7 }, tombstones: true }),
    });
    const put = (one: Kept) => pair.write(`articles/${pathOf(one)}`, fileOf(one));
    const places = [picture.path, 'dot.png', 'notes/dot.png'];
    const changes: (() => void)[] = [
      () => {
        articles.push(all[30 + below(170)] as Kept);
        put(articles.at(-1) as Kept);
      },
      () => {
        const at = below(articles.length);
        const { title, body, ...one } = articles[at] as Kept;
        articles[at] = { ...one, title: `${title}'`, body: `${body}\n\n[[${articles[below(articles.length)]?.name}]]` };
        put(articles[at] as Kept);
      },
      () => {
        const [one] = articles.splice(below(articles.length), 1) as [Kept];
        rmSync(pair.path(`articles/${pathOf(one)}`), { force: true });
      },
      () => {
        const at = below(articles.length);
        const one = articles[at] as Kept;
        rmSync(pair.path(`articles/${pathOf(one)}`), { force: true });
        articles[at] = { ...one, folder: `moved/${below(3)}/` };
        put(articles[at] as Kept);
      },
      () => pair.write(`articles/${places[below(3)]}`, Buffer.concat([picture.bytes, Buffer.from([below(256)])])),
      () => rmSync(pair.path(`articles/${places[below(3)]}`), { force: true }),
      () => {},
    ];
    for (let step = 0; step < steps; step++) {
      for (let i = below(4); i >= 0; i--) changes[below(changes.length)]?.();
      await pair.run().catch((error: Error) => {
        error.message = `seed ${seed}, step ${step}: ${error.message}`;
        throw error;
      });
    }
    pair.remove();
  }, 600_000);
});

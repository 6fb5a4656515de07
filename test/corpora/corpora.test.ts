import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { indexedItems } from '../e2e/archive-index.ts';
import { type Ended, Workplace } from '../e2e/hayloft.ts';
import { fileNames, reached, served, walk } from '../e2e/subscriber.ts';
import { shown } from '../hostile/active-content.ts';
import { notRun } from '../not-run.ts';
import { readAtom, readJson, readRss } from '../spec/read-feeds.ts';

/** Real articles of other people, under their own licences: never part of this repository. */
const corpora = resolve(import.meta.dirname, '../../../shared/corpora');
const list = join(corpora, 'collections.json');

interface Collection {
  readonly name: string;
  /** Folder of the articles, inside the collection's. */
  readonly in: string;
  readonly exclude?: readonly string[];
  /** IANA zone in which the site's own generator reads dates without one. */
  readonly tz: string;
}

/** What becomes of the files of each. Every refusal was looked at: see the remark. */
const expected: Readonly<Record<string, { published: number; left_out: number; held: number }>> = {
  // 22 clippings state no date at all
  'clips-1': { published: 104, left_out: 22, held: 0 },
  'clips-5': { published: 55, left_out: 0, held: 0 },
  'hexo-0x822a': { published: 49, left_out: 0, held: 0 },
  letsencrypt: { published: 119, left_out: 0, held: 0 },
  miguel: { published: 40, left_out: 0, held: 0 },
  nodejs: { published: 1048, left_out: 0, held: 0 },
  'react-native': { published: 94, left_out: 0, held: 0 },
  'ruby-ja': { published: 510, left_out: 0, held: 0 },
  // a page that only redirects, without title and text
  rust: { published: 750, left_out: 1, held: 0 },
  // notes without a date
  vault: { published: 0, left_out: 1701, held: 0 },
  // nine say `draft: true`
  'yihui-cn': { published: 1463, left_out: 0, held: 9 },
};

const collections: readonly Collection[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')).collections : [];

it('the collections of real articles are there to be tried', (context) => {
  if (collections.length > 0) expect(collections.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
  else if (process.env.CI) expect.fail(`there are no collections in ${corpora}`);
  else notRun(context, `there are no collections in ${corpora}`);
});

describe.each(collections)('the collection $name', (collection) => {
  it('is published whole, but for what is known to be no article; valid, safe, the same bytes anywhere, and each once on a walk over its archive', async () => {
    const here = new Workplace();
    const elsewhere = new Workplace();
    try {
      const built = await build(here, collection, {});
      const built2 = await build(elsewhere, collection, { TZ: 'America/Sao_Paulo', LANG: 'pt_BR.UTF-8' });
      const { published, left_out } = expected[collection.name] as { published: number; left_out: number };
      expect(last(built)).toMatchObject({ event: 'done', outcome: 'published', ...expected[collection.name] });
      expect({ code: built.code, stderr: built.stderr }).toEqual({ code: left_out > 0 ? 1 : 0, stderr: '' });
      expect(built2.code).toBe(built.code);
      const digests = digestsOf(here.folder);
      expect(digests.size).toBeGreaterThan(5);
      expect(digestsOf(elsewhere.folder)).toEqual(digests);
      checkDocuments(join(here.folder, 'output'), published);
      await checkHistory(here, collection, published);
    } finally {
      here.remove();
      elsewhere.remove();
    }
  }, 120_000);
});

/** Builds a copy of the collection, every entry in the main feed. */
function build(place: Workplace, collection: Collection, env: object): Promise<Ended> {
  cpSync(join(corpora, collection.name, collection.in), join(place.folder, 'articles'), { recursive: true });
  // Their pages are looked at in test/pages, and would take as long as all else here.
  configure(place, collection, { feed: { entries: 'all', bytes: 'all' }, pages: false });
  return place.hayloft(['build', '--json', '--now', '2026-11-24T08:00:00Z'], { env });
}

function configure(place: Workplace, collection: Collection, more: object): void {
  place.write(
    'hayloft.config.json',
    JSON.stringify({
      baseUrl: `https://${collection.name}.example/`,
      timezone: collection.tz,
      groups: { sources: { entries: 50, bytes: 512_000 }, tags: { entries: 50, bytes: 512_000 } },
      articles: [{ path: 'articles', ...(collection.exclude && { exclude: collection.exclude }) }],
      ...more,
    }),
  );
}

function last({ stdout }: Ended): unknown {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);
}

function digestsOf(folder: string): Map<string, string> {
  const output = join(folder, 'output');
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(output.length), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

function checkDocuments(output: string, published: number): void {
  const read = (name: string) => readFileSync(join(output, name), 'utf8');
  const index = JSON.parse(read('index.json'));
  const ajv = new Ajv({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(read('index.schema.json')));
  expect(validate(index) ? [] : validate.errors).toEqual([]);
  expect(indexedItems(output)).toHaveLength(published);

  const entries = readJson(read('feed.json'));
  const counts = [readRss(read('rss.xml')).length, readAtom(read('atom.xml')).length, entries.length];
  expect(counts).toEqual([published, published, published]);
  const dangers = entries.flatMap(({ link, content = '' }) =>
    shown(content).dangers.map((danger) => `${link}: ${danger}`),
  );
  expect(dangers).toEqual([]);
}

/** Behind a small feed, a walk over the archive reaches every article that the large one shows, once. */
async function checkHistory(place: Workplace, collection: Collection, published: number): Promise<void> {
  const output = join(place.folder, 'output');
  const all = readAtom(readFileSync(join(output, 'atom.xml'), 'utf8')).map(({ id }) => id);
  configure(place, collection, { feed: { entries: 20, bytes: 512_000 }, pages: false });
  expect((await place.hayloft(['build', '--json', '--now', '2026-11-25T08:00:00Z'])).stderr).toBe('');
  const baseUrl = `https://${collection.name}.example/`;
  for (const format of ['rss', 'atom', 'json'] as const) {
    const found = walk(served(output, baseUrl), baseUrl + fileNames[format], format);
    expect([...reached(found).keys()].sort()).toEqual([...all].sort());
    expect(found.documents).toHaveLength(published > 20 ? Math.ceil(published / 100) : 0);
  }
}

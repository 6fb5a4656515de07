import { createHash } from 'node:crypto';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Slot } from '../../src/archive/entry.ts';
import type { Config } from '../../src/config/config.ts';
import { archiveIndex, groupRows, type IndexedArchive, itemIn } from '../../src/feed/archive-index.ts';
import { archiveIndexSchema } from '../../src/feed/archive-index-schema.ts';
import { bySource, byTag, type Group } from '../../src/feed/plan.ts';
import { configOf } from './config.ts';
import { entryOf } from './entry.ts';
import { bytesOf, fragmentsInMemory, textOf } from './fragments.ts';

const validate = formats.default(new Ajv({ allErrors: true })).compile(archiveIndexSchema);

const nth = (n: number, title = `No. ${n}`) =>
  entryOf({ id: `urn:${n}`, title, published: n * 1000, updated: n * 1000 });
const first = (count: number) => Array.from({ length: count }, (_, i): Slot => ({ is: 'entry', entry: nth(i + 1) }));
const withdrawn = {
  id: 'urn:2',
  path: 'a.md',
  page: 'https://example.org/articles/a.html',
  published: 2000,
  at: Date.UTC(2026, 0),
  why: 'deleted',
  contentHash: '1'.repeat(64),
} as const;

const countedIn = (groups: ReadonlyMap<string, Group>) =>
  Array.from(groups, ([slug, { name, entries }]) => [slug, { name, count: entries.length }] as const);

/** Of all that stands in the slots, whole; text by path. */
function indexOf(
  slots: readonly Slot[],
  itemOf = fragmentsInMemory('example.org,2026').item,
  values: Partial<Config> = {},
  pages: IndexedArchive['pages'] = new Map(),
) {
  const entries = slots.flatMap((slot) => (slot.is === 'entry' ? [slot.entry] : [])).reverse();
  const archive: IndexedArchive = {
    length: slots.length,
    itemAt: (place) => itemIn(slots[place] as Slot, itemOf),
    published: entries.length,
    withdrawn: slots.filter(({ is }) => is === 'withdrawn').length,
    sources: groupRows('sources', countedIn(bySource(entries)), []),
    tags: groupRows('tags', countedIn(byTag(entries)), []),
    pages,
    digestOf: (document) => createHash('sha256').update(bytesOf(document)).digest('hex'),
  };
  const documents = [...archiveIndex(archive, configOf(values))];
  return new Map(documents.map((document) => [document.path, textOf(document)]));
}

const parsed = (documents: ReadonlyMap<string, string>, path: string) => JSON.parse(documents.get(path) ?? 'null');
const idsIn = (documents: ReadonlyMap<string, string>, path: string): string[] =>
  parsed(documents, path).items.map(({ id }: { id: string }) => id);

describe('the archive index', () => {
  it('is one file, newest first, of up to five hundred', () => {
    const documents = indexOf(first(500));
    expect([...documents.keys()]).toEqual(['index.json']);
    expect(parsed(documents, 'index.json')).toMatchObject({ total: 500, withdrawn: 0, pages: [] });
    expect(idsIn(documents, 'index.json').slice(0, 2)).toEqual(['urn:500', 'urn:499']);
  });

  it('has full pages of older items in the order of first publication, and lists them with their digests', () => {
    const slots = first(1100);
    // Written later, and dated before all others.
    slots[499] = { is: 'entry', entry: { ...nth(500), published: 1 } };
    const documents = indexOf(slots);
    expect([...documents.keys()]).toEqual(['archive/index/1.json', 'archive/index/2.json', 'index.json']);
    const index = parsed(documents, 'index.json');
    expect(index.pages).toEqual(
      [1, 2].map((number) => ({
        url: `https://example.org/archive/index/${number}.json`,
        count: 500,
        first: number === 1 ? '1970-01-01T00:00:00.001Z' : '1970-01-01T00:08:21Z',
        last: number === 1 ? '1970-01-01T00:08:19Z' : '1970-01-01T00:16:40Z',
        sha256: createHash('sha256')
          .update(documents.get(`archive/index/${number}.json`) ?? '')
          .digest('hex'),
      })),
    );
    const ids = [1, 2].flatMap((number) => idsIn(documents, `archive/index/${number}.json`));
    expect(ids).toEqual(first(1000).map((_, i) => `urn:${i + 1}`));
    expect(idsIn(documents, 'index.json').slice(0, 2)).toEqual(['urn:1100', 'urn:1099']);
    expect(index.items).toHaveLength(100);
    expect(index.total).toBe(1100);
  });

  it('leaves a full page as it is while others are appended, and changes it with one of its slots', () => {
    const [before, after] = [indexOf(first(501)), indexOf(first(1001))];
    expect(after.get('archive/index/1.json')).toBe(before.get('archive/index/1.json'));
    const slots = first(1001);
    slots[4] = { is: 'entry', entry: nth(5, 'Another title') };
    const revised = indexOf(slots);
    expect(revised.get('archive/index/1.json')).not.toBe(after.get('archive/index/1.json'));
    expect(revised.get('archive/index/2.json')).toBe(after.get('archive/index/2.json'));
  });

  it('lists a full page that is known, and makes it no more', () => {
    const known = { url: 'https://example.org/known', count: 3, first: '', last: '', sha256: 'f'.repeat(64) };
    const documents = indexOf(first(1100), undefined, {}, new Map([[1, known]]));
    expect([...documents.keys()]).toEqual(['archive/index/2.json', 'index.json']);
    const { pages } = parsed(documents, 'index.json');
    expect(pages.map(({ url }: { url: string }) => url)).toEqual([
      known.url,
      'https://example.org/archive/index/2.json',
    ]);
    expect(pages[0]).toEqual(known);
  });

  it('says of what was taken back where it was and when it went, and none of its words', () => {
    const slots = first(3);
    slots[1] = { is: 'withdrawn', withdrawn };
    const index = parsed(indexOf(slots), 'index.json');
    expect(index).toMatchObject({ total: 3, withdrawn: 1 });
    expect(index.items[1]).toEqual({
      id: 'urn:2',
      path: 'a.md',
      date_published: '1970-01-01T00:00:02Z',
      date_modified: '2026-01-01T00:00:00Z',
      url: 'https://example.org/articles/a.html',
      reason: 'deleted',
      content_hash: `sha256:${'1'.repeat(64)}`,
      state: 'withdrawn',
    });
  });

  it('does not count a place that nothing stands in any more', () => {
    expect(parsed(indexOf([...first(1), { is: 'empty' }]), 'index.json')).toMatchObject({ total: 1, withdrawn: 0 });
    const documents = indexOf([...Array.from({ length: 500 }, (): Slot => ({ is: 'empty' })), ...first(1)]);
    expect(parsed(documents, 'index.json')).toMatchObject({ total: 1, pages: [] });
    expect([...documents.keys()]).toEqual(['index.json']);
  });

  it('tells what is kept without its file, and the versions of what has several', () => {
    const versions = new Map([
      ['urn:1', [{ at: 1000, content: 'a'.repeat(64) }]],
      [
        'urn:2',
        [
          { at: 2000, content: 'a'.repeat(64) },
          { at: 3000, content: 'b'.repeat(64) },
        ],
      ],
    ]);
    const itemOf = fragmentsInMemory('example.org,2026', (id) => versions.get(id) ?? []).item;
    const slots: Slot[] = [...first(2), { is: 'entry', entry: { ...nth(3), kept: 'gone' } }];
    const [third, second, one] = parsed(indexOf(slots, itemOf), 'index.json').items;
    expect([third.state, second.state, one.state]).toEqual(['kept', 'published', 'published']);
    expect(second.versions).toEqual([
      { content_hash: `sha256:${'a'.repeat(64)}`, date: '1970-01-01T00:00:02Z' },
      { content_hash: `sha256:${'b'.repeat(64)}`, date: '1970-01-01T00:00:03Z' },
    ]);
    expect(one).not.toHaveProperty('versions');
  });

  it('names sources and tags also where they have no feeds', () => {
    const entry = entryOf({ source: { slug: 'x', name: 'X' }, tags: [{ slug: 't', name: 'T' }] });
    const values = { groups: { sources: false, tags: false } } as const;
    const index = parsed(indexOf([{ is: 'entry', entry }], undefined, values), 'index.json');
    expect(index.sources).toEqual([{ id: 'x', name: 'X', count: 1, feeds: {} }]);
    expect(index.tags).toEqual([{ id: 't', name: 'T', count: 1, feeds: {} }]);
  });
});

describe('its schema', () => {
  const slots = first(2500);
  slots[1] = { is: 'withdrawn', withdrawn };
  slots[2499] = { is: 'withdrawn', withdrawn: { ...withdrawn, id: 'urn:2500' } };
  const documents = indexOf(slots);

  it.each([...documents.keys()])('describes %s', (path) => {
    expect([validate(parsed(documents, path)), validate.errors]).toEqual([true, null]);
  });

  it.each([
    ['an index without pages', 'index.json', (index: Record<string, unknown>) => delete index.pages],
    ['a page without items', 'archive/index/1.json', (page: Record<string, unknown>) => delete page.items],
    [
      'an entry without a title',
      'archive/index/1.json',
      ({ items }: Record<string, { title?: string }[]>) => delete items?.[0]?.title,
    ],
    [
      'an unknown state',
      'archive/index/1.json',
      ({ items }: Record<string, { state: string }[]>) => Object.assign(items?.[1] ?? {}, { state: 'gone' }),
    ],
  ])('refuses %s', (_, path, spoil) => {
    const document = parsed(documents, path);
    spoil(document);
    expect(validate(document)).toBe(false);
  });
});

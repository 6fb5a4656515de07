import { describe, expect, it } from 'vitest';
import type { Article, ArticleFacts } from '../../src/article/article.ts';
import { configOf } from '../feed/config.ts';
import { Archive } from './archive.ts';
import { articleOf } from './article.ts';

/** Of a first run. */
const collect = (articles: readonly ArticleFacts[], config = configOf()) => new Archive(config).run(articles);
const entriesOf = (...articles: Partial<Article>[]) => collect(articles.map(articleOf)).entries;
const clip = (facts: Partial<Article>) => ({ originalUrl: 'https://news.example.com/a', textHash: 'same', ...facts });

describe('an id', () => {
  it('does not depend on title, dates, tags, text or base URL', () => {
    const [before] = collect([articleOf()]).entries;
    const [after] = collect(
      [articleOf({ title: 'B', published: 0, updated: 1, tags: ['x'], textHash: 'other', html: '' })],
      configOf({ baseUrl: 'https://elsewhere.example/' }),
    ).entries;
    expect(after?.id).toBe(before?.id);
  });

  it('of a clipping follows from its original, wherever the file lies', () => {
    const [a] = entriesOf(clip({ path: 'a.md' }));
    const [b] = entriesOf(clip({ path: 'b/c.md', originalUrl: 'http://www.news.example.com/a/?utm_source=x#top' }));
    expect(b?.id).toBe(a?.id);
  });

  it('that an article states is kept byte for byte', () => {
    expect(entriesOf({ id: 'HTTP://EX.org/ü' })[0]?.id).toBe('HTTP://EX.org/ü');
  });

  it('is that of this site alone', () => {
    const there = collect([articleOf()], configOf({ siteId: 'example.net,2026' })).entries;
    expect(there[0]?.id).not.toBe(entriesOf({})[0]?.id);
  });
});

describe('two articles that state one id', () => {
  it('leave the newer, and the older is named', () => {
    const { entries, diagnostics } = collect([
      articleOf({ path: 'a.md', id: 'x', published: 1 }),
      articleOf({ path: 'b.md', id: 'x', published: 2 }),
    ]);
    expect(entries.map(({ path }) => path)).toEqual(['b.md']);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'entry/same-id', file: 'articles/a.md' }]);
  });

  it('stay apart also where one states what the other would be given', () => {
    const [minted] = entriesOf({ path: 'a.md' });
    const { entries, diagnostics } = collect([
      articleOf({ path: 'a.md' }),
      articleOf({ path: 'b.md', id: minted?.id as string, published: 0 }),
    ]);
    expect(entries.map(({ id }) => id)).toHaveLength(2);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
    expect(entries.find(({ path }) => path === 'b.md')?.id).toBe(minted?.id);
    expect(diagnostics).toEqual([]);
  });
});

it('two files with one path, as on a system that tells Unicode normal forms apart, leave the newer', () => {
  const { entries, diagnostics } = collect([
    articleOf({ file: 'articles/e\u0301.md', path: '\u00e9.md', published: 1 }),
    articleOf({ file: 'articles/\u00e9.md', path: '\u00e9.md', published: 2, title: 'Other', textHash: 'other' }),
  ]);
  expect(entries.map(({ file }) => file)).toEqual(['articles/\u00e9.md']);
  expect(diagnostics).toMatchObject([{ severity: 'error', code: 'entry/same-id', file: 'articles/e\u0301.md' }]);
});

describe('two clippings of one original', () => {
  it('that have one title are one entry: the one clipped later, under the same id', () => {
    const first = clip({ path: 'a.md', clipped: 1 });
    const { entries, diagnostics } = collect([
      articleOf(first),
      articleOf(clip({ path: 'b.md', clipped: 2, textHash: 'more' })),
    ]);
    expect(entries.map(({ path }) => path)).toEqual(['b.md']);
    expect(entries[0]?.id).toBe(entriesOf(first)[0]?.id);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'entry/same-source', file: 'articles/a.md' }]);
  });

  it('that say different things both stay, and the first keeps the id it had alone', () => {
    const first = clip({ path: 'a.md', title: 'One', textHash: 'one', published: 1 });
    const { entries, diagnostics } = collect([
      articleOf(first),
      articleOf(clip({ path: 'b.md', title: 'Two', textHash: 'two', published: 2 })),
    ]);
    expect(entries.map(({ path }) => path)).toEqual(['b.md', 'a.md']);
    expect(entries[1]?.id).toBe(entriesOf(first)[0]?.id);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'entry/same-source' }]);
  });

  it('are sorted out in a time that grows with their number', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => clip({ path: `${i}.md`, title: `${i}`, textHash: `${i}` }));
    expect(entriesOf(...many)).toHaveLength(20_000);
  });
});

describe('updated', () => {
  const day = { precision: 'day' as const, published: Date.UTC(2024, 1, 29) };

  it('is shared by no two entries, and stays within the second of what was written', () => {
    const entries = entriesOf(...Array.from({ length: 500 }, (_, i) => ({ ...day, path: `${i}.md` })));
    const instants = entries.map(({ updated }) => updated);
    expect(new Set(instants).size).toBe(500);
    expect(Math.max(...instants) - day.published).toBeLessThan(2000);
  });

  it('of an article that names only a day is not moved by another of that day', () => {
    const alone = entriesOf({ ...day, path: 'a.md' })[0]?.updated;
    const beside = entriesOf({ ...day, path: 'a.md' }, { ...day, path: 'b.md' });
    expect(beside.find(({ path }) => path === 'a.md')?.updated).toBe(alone);
  });

  it('is as written where nothing else is written so', () => {
    expect(entriesOf({ updated: Date.UTC(2024, 5, 1) })[0]?.updated).toBe(Date.UTC(2024, 5, 1));
  });
});

describe('sources', () => {
  const declared = {
    key: 'observador',
    name: 'Observador',
    feed: 'https://observador.example/feed/',
    hosts: ['observador.example'],
  };
  const slugOf = (facts: Partial<Article>) =>
    collect([articleOf(facts)], configOf({ sources: [declared] })).entries[0]?.source?.slug;

  it.each([
    { source: { name: 'OBSERVADOR' } },
    { originalUrl: 'https://observador.example/2024/a' },
    { originalUrl: 'https://www.observador.example/2024/a' },
    { originalUrl: 'https://desporto.observador.example/a' },
    { source: { url: 'https://observador.example/' } },
  ])('%j is the declared one', (facts) => {
    expect(slugOf(facts)).toBe('observador');
  });

  it('that nobody declared are known by name, else by host', () => {
    expect(slugOf({ source: { name: 'The Letter' }, originalUrl: 'https://x.example/a' })).toBe('the-letter');
    expect(slugOf({ originalUrl: 'https://www.notobservador.example/a' })).toBe('notobservador.example');
    expect(slugOf({})).toBeUndefined();
  });
});

describe('tags', () => {
  it('that differ by case or joint are one, in the spelling of the first that was published', () => {
    const entries = entriesOf(
      { tags: ['Open Source'], published: 1 },
      { path: 'b.md', tags: ['open-source', 'OPEN SOURCE'], published: 2 },
    );
    expect(entries.map(({ tags }) => tags)).toEqual([
      [{ slug: 'open-source', name: 'Open Source' }],
      [{ slug: 'open-source', name: 'Open Source' }],
    ]);
  });
});

it('the order of the articles has no influence', () => {
  const articles = Array.from({ length: 60 }, (_, i) =>
    articleOf({
      path: `${i}.md`,
      title: `${i % 5}`,
      published: i % 7,
      tags: [i % 2 ? 'A' : 'a'],
      ...(i % 3 === 0 && { originalUrl: `https://x.example/${i % 4}` }),
      ...(i % 11 === 0 && { id: 'one' }),
    }),
  );
  const byPath = (list: readonly { file?: string }[]) =>
    [...list].sort((a, b) => ((a.file ?? '') < (b.file ?? '') ? -1 : 1));
  const forwards = collect(articles);
  const backwards = collect([...articles].reverse());
  expect(backwards.entries).toEqual(forwards.entries);
  expect(byPath(backwards.diagnostics)).toEqual(byPath(forwards.diagnostics));
});

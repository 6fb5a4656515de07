import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/archive/entry.ts';
import type { Config, NamedFeed } from '../../src/config/config.ts';
import { composeFeed } from '../../src/feed/compose.ts';
import type { Document } from '../../src/feed/document.ts';
import { matcher, planFeeds } from '../../src/feed/plan.ts';
import { configOf } from './config.ts';
import { entryOf } from './entry.ts';
import { bytesOf, fragmentsInMemory, textOf } from './fragments.ts';

const entries = Array.from({ length: 20 }, (_, i) => entryOf({ id: `e${i}`, html: `<p>${'x'.repeat(1000)}</p>` }));

function mainOf(values: Partial<Config['feed']>, of = entries) {
  const config = configOf({ feed: { entries: 50, bytes: 512_000, formats: ['rss', 'atom', 'json'], ...values } });
  const [plan] = planFeeds(of, config);
  if (!plan) throw new Error('there is always a main feed');
  const { feed, shown, documents } = composeFeed(plan, config, fragmentsInMemory(config.siteId));
  return { ...feed, shown, documents };
}

const sizeOf = (document: Document) => bytesOf(document).length;

describe('the size of a feed', () => {
  it('is limited by the number of its entries', () => {
    expect(mainOf({ entries: 3 }).shown.map(({ id }) => id)).toEqual(['e0', 'e1', 'e2']);
  });

  it('is limited by the bytes of its largest document, all formats with the same entries', () => {
    const { shown, documents, diagnostics } = mainOf({ bytes: 10_000 });
    expect(shown.length).toBeGreaterThan(3);
    expect(Math.max(...documents.map(sizeOf))).toBeLessThanOrEqual(10_000);
    const larger = mainOf({ entries: shown.length + 1 });
    expect(Math.max(...larger.documents.map(sizeOf))).toBeGreaterThan(10_000);
    expect(diagnostics).toMatchObject([{ severity: 'note', code: 'build/over-budget' }]);
  });

  it('is not exceeded by an entry that alone is longer: it is shown by its summary, and named', () => {
    const long = entryOf({ id: 'long', html: `<p>${'x'.repeat(20_000)}</p>`, summary: 'In short' });
    const { shown, documents, diagnostics } = mainOf({ bytes: 10_000 }, [
      entries[0] as Entry,
      long,
      ...entries.slice(1),
    ]);
    expect(shown.slice(0, 3).map(({ id }) => id)).toEqual(['e0', 'long', 'e1']);
    expect(Math.max(...documents.map(sizeOf))).toBeLessThanOrEqual(10_000);
    for (const document of documents) {
      const text = textOf(document);
      expect(text).toContain('In short');
      expect(text).not.toContain('x'.repeat(2000));
    }
    expect(diagnostics[0]).toMatchObject({ severity: 'warning', code: 'build/over-budget', file: long.file });
  });

  it('lets the newest entry in whatever its size, and says so', () => {
    const { shown, diagnostics } = mainOf({ bytes: 500 });
    expect(shown).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: 'warning', code: 'build/over-budget', file: 'articles/a.md' });
  });

  it('has no limit where none is wanted', () => {
    const many = Array.from({ length: 500 }, (_, i) => entryOf({ id: `e${i}`, html: 'x'.repeat(2000) }));
    expect(mainOf({ entries: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }, many).shown).toHaveLength(
      500,
    );
  });
});

describe('a feed asked for by name', () => {
  const named = (conditions: Partial<NamedFeed>) =>
    matcher({ name: 'n', title: 'N', entries: 50, bytes: 1, formats: ['rss'], ...conditions });
  const entry = entryOf({
    published: 100,
    tags: [
      { slug: 'space', name: 'Space' },
      { slug: 'open-source', name: 'open source' },
    ],
    source: { slug: 'observador', name: 'Observador' },
    authors: [{ name: 'Ada' }],
  });

  it.each([
    [{}, true],
    [{ tags: { all: ['space', 'Open-Source'] } }, true],
    [{ tags: { all: ['space', 'fiction'] } }, false],
    [{ tags: { any: ['fiction', 'SPACE'] } }, true],
    [{ tags: { any: ['fiction'] } }, false],
    [{ tags: { none: ['fiction'] } }, true],
    [{ tags: { none: ['space'] } }, false],
    [{ sources: ['observador'] }, true],
    [{ sources: ['OBSERVADOR'] }, true],
    [{ sources: ['another'] }, false],
    [{ authors: ['ada'] }, true],
    [{ authors: ['bob'] }, false],
    [{ from: 100, until: 101 }, true],
    [{ from: 101 }, false],
    [{ until: 100 }, false],
    [{ tags: { any: ['space'] }, authors: ['bob'] }, false],
  ])('with %j shows the entry: %s', (conditions, expected) => {
    expect(named(conditions)(entry)).toBe(expected);
  });

  it('is there even when it is empty', () => {
    const feed = { name: 'n', title: 'N', entries: 50, bytes: 1, formats: ['rss' as const], authors: ['nobody'] };
    expect(planFeeds([entry], configOf({ feeds: [feed] })).at(-1)).toMatchObject({ folder: 'feeds/n', entries: [] });
  });
});

import { expect, it } from 'vitest';
import type { Entry } from '../../src/archive/entry.ts';
import { type BuildResult, type PublishedFeed, refusal } from '../../src/build/result.ts';
import type { WholeRun } from '../../src/build/run.ts';
import { explain } from '../../src/cli/explanation.ts';

const feed = (kind: PublishedFeed['kind'], folder: string, total: number): PublishedFeed => ({
  kind,
  folder,
  title: folder,
  shows: 0,
  total,
  urls: {},
});

const entry: Entry = {
  id: 'tag:example.org,2026:a',
  idFrom: 'path',
  path: 'a.md',
  file: 'articles/a.md',
  title: 'A',
  link: 'https://example.org/a',
  page: 'https://example.org/a',
  authors: [],
  published: 0,
  updated: 0,
  tags: [{ slug: 'old', name: 'old' }],
  enclosures: [],
  media: [],
  contentHash: '',
  isFull: true,
  content: new Uint8Array(),
};

function run(more: Partial<WholeRun> & { readonly of?: Partial<BuildResult> }): WholeRun {
  const { of, ...rest } = more;
  return {
    articles: [],
    entries: [],
    shown: new Map(),
    contentOf: () => ({ summary: '', html: '', origins: {} }),
    ...rest,
    result: { ...refusal([]), outcome: 'compared', ...of },
  };
}

it('names the feeds that show an entry with its place, and its own in which newer ones fill the room', () => {
  const feeds = [
    feed('main', '', 3),
    feed('tag', 'tags/old', 2),
    feed('tag', 'tags/other', 1),
    feed('named', 'feeds/named', 1),
  ];
  const shown = new Map([
    ['', ['x', 'y']],
    ['tags/old', ['x', entry.id]],
    ['tags/other', ['x']],
    ['feeds/named', [entry.id]],
  ]);
  const memberships = explain(run({ entries: [entry], shown, of: { feeds } }), ['articles/a.md']).feeds;
  expect(memberships.map((it) => [it.feed.folder, it.position])).toEqual([
    ['', undefined],
    ['tags/old', 2],
    ['feeds/named', 1],
  ]);
});

it('tells left out, held and no article at all apart', () => {
  const about = (code: 'held/draft' | 'file/binary') =>
    run({ of: { diagnostics: [{ severity: 'error', code, message: '', file: 'articles/a.md' }] } });
  expect(explain(about('file/binary'), ['articles/a.md']).state).toBe('left out');
  expect(explain(about('held/draft'), ['articles/a.md']).state).toBe('held');
  expect(explain(about('held/draft'), ['articles/b.md']).state).toBe('ignored');
});

import { expect, it } from 'vitest';
import type { Entry } from '../../src/archive/entry.ts';
import type { BuildResult, PublishedFeed } from '../../src/build/result.ts';
import { explain } from '../../src/cli/explanation.ts';

const feed = (kind: PublishedFeed['kind'], folder: string, shows: string[], total: number): PublishedFeed => ({
  kind,
  folder,
  title: folder,
  shows,
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
  summary: '',
  html: '',
  enclosures: [],
  media: [],
  contentHash: '',
};

function result(more: Partial<BuildResult>): BuildResult {
  return {
    outcome: 'compared',
    files: 1,
    articles: [],
    entries: [],
    changes: { added: [], revised: [], moved: [], restored: [], resurfaced: [], replaced: [], withdrawn: [] },
    feeds: [],
    documents: [],
    removed: [],
    diagnostics: [],
    ...more,
  };
}

it('names the feeds that show an entry with its place, and its own in which newer ones fill the room', () => {
  const feeds = [
    feed('main', '', ['x', 'y'], 3),
    feed('tag', 'tags/old', ['x', entry.id], 2),
    feed('tag', 'tags/other', ['x'], 1),
    feed('named', 'feeds/named', [entry.id], 1),
  ];
  const memberships = explain(result({ entries: [entry], feeds }), ['articles/a.md']).feeds;
  expect(memberships.map((it) => [it.feed.folder, it.position])).toEqual([
    ['', undefined],
    ['tags/old', 2],
    ['feeds/named', 1],
  ]);
});

it('tells left out, held and no article at all apart', () => {
  const about = (code: 'held/draft' | 'file/binary') =>
    result({ diagnostics: [{ severity: 'error', code, message: '', file: 'articles/a.md' }] });
  expect(explain(about('file/binary'), ['articles/a.md']).state).toBe('left out');
  expect(explain(about('held/draft'), ['articles/a.md']).state).toBe('held');
  expect(explain(about('held/draft'), ['articles/b.md']).state).toBe('ignored');
});

import type { Entry } from '../../src/archive/entry.ts';

/** An entry with everything that is required and nothing else. */
export function entryOf(facts: Partial<Entry> = {}): Entry {
  return {
    id: 'tag:example.org,2026:entry/1',
    idFrom: 'path',
    path: 'a.md',
    file: 'articles/a.md',
    title: 'A title',
    link: 'https://example.org/articles/a.html',
    page: 'https://example.org/articles/a.html',
    authors: [],
    published: Date.UTC(2024, 1, 29, 8),
    updated: Date.UTC(2024, 2, 1, 9),
    tags: [],
    summary: 'A summary',
    html: '<p>Some text</p>',
    enclosures: [],
    media: [],
    contentHash: '0'.repeat(64),
    ...facts,
  };
}

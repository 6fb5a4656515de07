import type { Entry, EntryContent } from '../../src/archive/entry.ts';
import { contentBytes } from '../../src/article/content-bytes.ts';

/** What a test says of an entry, what is shown of it as well. */
export type GivenEntry = Partial<Entry & EntryContent>;

/** An entry with everything that is required and nothing else; its content is in memory. */
export function entryOf({ summary = 'A summary', html = '<p>Some text</p>', image, ...facts }: GivenEntry = {}): Entry {
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
    enclosures: [],
    media: [],
    contentHash: '0'.repeat(64),
    isFull: html !== '',
    content: contentBytes({ summary, html, ...(image !== undefined && { image }), origins: {} }),
    ...facts,
  };
}

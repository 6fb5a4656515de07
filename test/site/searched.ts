import type { Entry } from '../../src/archive/entry.ts';
import { searchRow } from '../../src/site/search/row.ts';
import { type SearchedArchive, searchIndex } from '../../src/site/search/search-index.ts';
import { sha256 } from '../../src/text/sha256.ts';
import { slug } from '../../src/text/slug.ts';
import { entryOf } from '../feed/entry.ts';

/** What a test says of an article that is searched. */
export interface Article {
  readonly title: string;
  readonly text?: string;
  readonly source?: string;
  readonly tags?: readonly string[];
  /** `YYYY-MM-DD`, in UTC. */
  readonly date?: string;
  readonly language?: string;
}

export function rowOf({ title, text = '', source, tags = [], date = '2026-01-01', language }: Article): Uint8Array {
  const entry: Entry = entryOf({
    title,
    published: Date.parse(`${date}T12:00:00Z`),
    tags: tags.map(named),
    ...(source !== undefined && { source: named(source) }),
    ...(language !== undefined && { language }),
  });
  const content = {
    summary: text.slice(0, 280),
    html: `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`,
  };
  return searchRow(entry, content, {
    href: `articles/${encodeURIComponent(title.slice(0, 60).toWellFormed())}.html`,
    timezone: 'UTC',
  });
}

function named(name: string) {
  return { slug: slug(name), name };
}

/** @param rows By place; undefined where nothing is published. */
export function archiveOf(rows: readonly (Uint8Array | undefined)[]): SearchedArchive {
  return {
    size: rows.length,
    rowAt: (place) => rows[place],
    sumAt: (place) => (rows[place] ? sha256(rows[place]).slice(0, 16) : ''),
    sources: [],
    tags: [],
  };
}

/** By path, what is published of an index. */
export function documentsOf(...of: Parameters<typeof searchIndex>): Map<string, string> {
  return new Map(
    [...searchIndex(...of)].map(({ path, chunks }) => [path, Buffer.concat(chunks as Uint8Array[]).toString()]),
  );
}

import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { entryOf, type GivenEntry } from '../feed/entry.ts';
import { hardEntry, mainDocuments } from './documents.ts';

const jsonOf = (facts: GivenEntry = {}, values: Partial<Config> = {}) =>
  JSON.parse(mainDocuments([entryOf(facts)], values)['feed.json'] as string);

describe('JSON Feed 1.1, top level', () => {
  it('is of version 1.1 and has what came with it', () => {
    const { items, ...top } = jsonOf({}, { language: 'en', authors: [{ name: 'Ada', url: 'https://ada.example/' }] });
    expect(top).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Press archive',
      description: 'Press archive',
      home_page_url: 'https://example.org/',
      feed_url: 'https://example.org/feed.json',
      language: 'en',
      authors: [{ name: 'Ada', url: 'https://ada.example/' }],
    });
    expect(items).toHaveLength(1);
  });

  it('without items is whole', () => {
    expect(JSON.parse(mainDocuments([])['feed.json'] as string).items).toEqual([]);
  });

  it('of many items is whole', () => {
    const entries = ['a', 'b', 'c'].map((id) => entryOf({ id }));
    const { items } = JSON.parse(mainDocuments(entries)['feed.json'] as string);
    expect(items.map(({ id }: { id: string }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('JSON Feed 1.1, an item', () => {
  it('reads back as it went in', () => {
    expect(jsonOf(hardEntry).items[0]).toEqual({
      id: hardEntry.id,
      url: hardEntry.link,
      external_url: hardEntry.externalUrl,
      title: hardEntry.title,
      content_html: hardEntry.html,
      summary: hardEntry.summary,
      image: hardEntry.image,
      date_published: '2024-02-29T08:00:00Z',
      date_modified: '2024-03-01T09:00:00Z',
      authors: hardEntry.authors,
      tags: ['c++ & <c>', '日本語'],
      language: 'ja',
      attachments: [
        { url: 'https://example.org/a.pdf', mime_type: 'application/pdf' },
        {
          url: 'https://example.org/media/a.mp3?x=1&y=2',
          mime_type: 'audio/mpeg',
          title: 'A & B',
          size_in_bytes: 1234,
        },
      ],
    });
  });

  it('shown by its summary has content_text', () => {
    const [item] = jsonOf({ html: '' }).items;
    expect(item).toMatchObject({ content_text: 'A summary' });
    expect(item).not.toHaveProperty('content_html');
    expect(item).not.toHaveProperty('summary');
  });
});

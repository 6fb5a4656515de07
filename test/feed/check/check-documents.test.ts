import { describe, expect, it } from 'vitest';
import type { FeedFormat } from '../../../src/config/config.ts';
import { checkedEntry, documentCheck } from '../../../src/feed/check/check-documents.ts';
import { composeFeed } from '../../../src/feed/compose.ts';
import type { Chunk, Document, PackedEntry } from '../../../src/feed/document.ts';
import { planFeeds } from '../../../src/feed/plan.ts';
import { configOf } from '../config.ts';
import { entryOf } from '../entry.ts';
import { atHand, fragmentsInMemory } from '../fragments.ts';

const config = configOf({ hubs: ['https://hub.example.com/?a=1&b=2'] });
const entries = [
  entryOf({ id: 'one', title: 'Q & A: `Vec<T>`', html: '<p>a ]]> b &amp; c 🚀</p>', language: 'ar' }),
  entryOf({ id: 'two', summary: '', html: '', tags: [{ name: 'R&D', slug: 'r-d' }], authors: [{ name: '<Ada>' }] }),
  entryOf({ id: 'three', enclosures: [{ url: 'https://example.org/?a=1&b=2', type: 'audio/mpeg', length: 7 }] }),
];

function documents(): Record<FeedFormat, Document> {
  const [plan] = planFeeds(entries, config);
  if (!plan) throw new Error('there is always a main feed');
  const [rss, atom, json] = composeFeed(plan, config, fragmentsInMemory(config.siteId)).documents;
  return { rss, atom, json } as Record<FeedFormat, Document>;
}

/** The document with one piece of its text replaced wherever it stands. */
function changed(format: FeedFormat, from: string | RegExp, to: string): Document {
  const { path, chunks } = documents()[format];
  const texts = chunks.map((chunk) => Buffer.from(atHand(chunk)).toString());
  const other = texts.map((text) => text.replaceAll(from, to));
  expect(other).not.toEqual(texts);
  return { path, chunks: other.map((text) => Buffer.from(text)) };
}

const defectsIn = documentCheck(config);

describe('a document that is about to be published', () => {
  it.each(['rss', 'atom', 'json'] as const)('has no defect as it is made: %s', (format) => {
    expect(defectsIn(documents()[format])).toEqual([]);
  });

  it.each<[string, FeedFormat, string | RegExp, string, RegExp]>([
    ['a stray ampersand', 'atom', '&#x26;', '&', /disallowed character in entity/],
    ['an end tag that is lost', 'rss', '</item>', '', /unclosed tag|unexpected close/],
    ['a forbidden character', 'atom', 'Q ', '\u0007', /disallowed character/],
    ['a reference to one', 'rss', '&#x26;', '&#x7;', /character/],
    ['a prefix that nothing declares', 'rss', 'xmlns:content=', 'xmlns:other=', /prefix content is not declared/],
    ['an id that two entries have', 'atom', 'id/two', 'id/one', /is that of two entries/],
    ['a guid that two entries have', 'rss', '>two<', '>one<', /is that of two entries/],
    ['an id that two items have', 'json', '"two"', '"one"', /is that of two entries/],
    ['no title', 'rss', /<title>[^<]*<\/title>/g, '', /0 <title>/],
    ['no date', 'atom', /<updated>[^<]*<\/updated>/g, '', /0 <updated>/],
    ['a date that is none', 'atom', /<updated>[^<]*</g, '<updated>NaN<', /is no date/],
    ['no author', 'atom', /<author>.*?<\/author>/g, '', /no <author>/],
    ['an item without words', 'json', '"content_html"', '"content"', /neither/],
    ['JSON that is none', 'json', '"title"', 'title', /JSON/],
    ['another address as its own', 'atom', 'example.org/atom.xml', 'example.org/other.xml', /its address is/],
    ['another address as its own', 'rss', 'example.org/rss.xml', 'example.org/other.xml', /its address is/],
    ['another address as its own', 'json', 'example.org/feed.json', 'example.org/other.json', /its address is/],
  ])('may not have %s (%s)', (_, format, from, to, says) => {
    expect(defectsIn(changed(format, from, to))).toContainEqual(expect.stringMatching(says));
  });

  it('may not be cut off, nor hold bytes that are not UTF-8', () => {
    const { path, chunks } = documents().rss;
    expect(defectsIn({ path, chunks: chunks.slice(0, -1) })).not.toEqual([]);
    expect(defectsIn({ path, chunks: chunks.with(1, Buffer.from([0x3c, 0xff])) })).toEqual(['its bytes are not UTF-8']);
  });

  it('is looked at in whatever document an entry stands', () => {
    const { path, chunks } = changed('atom', '&#x26;', '&');
    expect(defectsIn({ path, chunks })).toEqual(defectsIn({ path, chunks }));
    expect(defectsIn({ path, chunks })).not.toEqual([]);
  });

  it.each(['rss', 'atom', 'json'] as const)(
    'knows of entries in packs what was found when they were rendered: %s',
    (format) => {
      const { path, chunks } = documents()[format];
      const packed = (chunk: Chunk, more: Partial<PackedEntry> = {}): PackedEntry => {
        const { id, prefixes = [] } = checkedEntry(format, atHand(chunk));
        return { pack: 1, at: 0, length: chunk.length, sum: '', ...(id !== undefined && { id }), prefixes, ...more };
      };
      const isEntry = (i: number) => i > 0 && i < chunks.length - 1 && i % 2 === 1;
      const inPacks = chunks.map((chunk, i) => (isEntry(i) ? packed(chunk) : chunk));
      expect(defectsIn({ path, chunks: inPacks })).toEqual([]);
      expect(defectsIn({ path, chunks: inPacks.with(3, packed(chunks[1] as Chunk)) })).toEqual([
        expect.stringMatching(/is that of two entries/),
      ]);
      const foreign = packed(chunks[1] as Chunk, { prefixes: ['other'] });
      expect(defectsIn({ path, chunks: inPacks.with(1, foreign) })).toEqual(
        format === 'json' ? [] : ['the prefix other is not declared'],
      );
      expect(defectsIn({ path, chunks: inPacks.slice(0, -1) })).not.toEqual([]);
    },
  );

  it('is no concern of ours where it is a file of the user', () => {
    expect(defectsIn({ path: 'media/0f.json', chunks: [Buffer.from('{')] })).toEqual([]);
  });

  it('has those made that it looks at, and no others', () => {
    const asked: string[] = [];
    const lazy = (path: string) => ({
      path,
      get chunks() {
        asked.push(path);
        return [Buffer.from('{}')];
      },
    });
    for (const path of ['search/0-127/0.txt', 'articles/a.md', 'search/index.json']) defectsIn(lazy(path));
    expect(asked).toEqual(['search/index.json']);
  });
});

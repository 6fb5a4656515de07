import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { entryOf, type GivenEntry } from '../feed/entry.ts';
import { hardEntry, mainDocuments } from './documents.ts';
import { assertWellFormed, readRss } from './read-feeds.ts';

const rssOf = (facts: GivenEntry = {}, values: Partial<Config> = {}) =>
  mainDocuments([entryOf(facts)], values)['rss.xml'] as string;

describe('RSS 2.0, channel', () => {
  it('has title, link, description, language, generator and the address it is polled at', () => {
    const text = rssOf({}, { title: 'A & B', description: 'C < D', language: 'pt-BR' });
    expect(text).toContain('<title>A &#x26; B</title>');
    expect(text).toContain('<description>C &#x3C; D</description>');
    expect(text).toContain('<link>https://example.org/</link>');
    expect(text).toContain('<language>pt-BR</language>');
    expect(text).toContain('<generator>Hayloft</generator>');
    expect(text).toContain('<atom:link href="https://example.org/rss.xml" rel="self" type="application/rss+xml"/>');
  });

  it('lastBuildDate is that of the latest change, not of the run', () => {
    expect(rssOf()).toContain('<lastBuildDate>Fri, 01 Mar 2024 09:00:00 GMT</lastBuildDate>');
  });

  it('without items is whole and has a date all the same', () => {
    const text = mainDocuments([])['rss.xml'] as string;
    assertWellFormed(text);
    expect(text).toContain('<lastBuildDate>Thu, 01 Dec 2005 00:00:00 GMT</lastBuildDate>');
    expect(text).not.toContain('<item>');
  });
});

describe('RSS 2.0, item', () => {
  it('reads back as it went in, however hard it is to write', () => {
    expect(readRss(rssOf(hardEntry))).toEqual([
      {
        id: hardEntry.id,
        title: hardEntry.title,
        link: hardEntry.link,
        content: hardEntry.html?.replaceAll(']]>', ']]&gt;'),
        summary: 'One &lt; two &amp; &quot;three&quot;',
        tags: ['c++ & <c>', '日本語'],
        authors: ['Ada & "Bob" <Lovelace>', '李'],
        published: 'Thu, 29 Feb 2024 08:00:00 GMT',
      },
    ]);
  });

  it('guid is never said to be an address, since readers would open it', () => {
    expect(rssOf({ id: 'https://example.org/a' })).toContain('<guid isPermaLink="false">https://example.org/a</guid>');
  });

  it('source names the feed of the source, and is left out where that is not known', () => {
    const source = { slug: 'x', name: 'X & Y' };
    expect(rssOf({ source: { ...source, feed: 'https://x.example/feed?a=1&b=2' } })).toContain(
      '<source url="https://x.example/feed?a=1&#x26;b=2">X &#x26; Y</source>',
    );
    expect(rssOf({ source: { ...source, url: 'https://x.example/' } })).not.toContain('<source');
  });

  it('names the original by dc:source where there is no source element to do it', () => {
    const clipping = { externalUrl: 'https://x.example/a', source: { slug: 'x', name: 'X' } };
    expect(rssOf(clipping)).toContain('<dc:source>https://x.example/a</dc:source>');
    expect(rssOf({ ...clipping, source: { ...clipping.source, feed: 'https://x.example/feed' } })).not.toContain(
      'dc:source',
    );
  });

  it('credits a clipping without an author to its source', () => {
    expect(rssOf({ source: { slug: 'x', name: 'The Letter' } })).toContain('<dc:creator>The Letter</dc:creator>');
  });

  it('has one enclosure, the first whose length is known', () => {
    const text = rssOf(hardEntry);
    expect(text.match(/<enclosure/g)).toHaveLength(1);
    expect(text).toContain(
      '<enclosure url="https://example.org/media/a.mp3?x=1&#x26;y=2" length="1234" type="audio/mpeg"/>',
    );
  });

  it('shown by its summary has a description and no content', () => {
    const text = rssOf({ html: '' });
    expect(text).toContain('<description><![CDATA[A summary]]></description>');
    expect(text).not.toContain('<content:encoded>');
  });

  it.each(['A summary', ''])(
    'description comes before content:encoded, whether there is a summary or not',
    (summary) => {
      const text = rssOf({ summary });
      expect(text).toMatch(/<description><!\[CDATA\[[^\]]+\]\]><\/description>\s*<content:encoded>/);
    },
  );
});

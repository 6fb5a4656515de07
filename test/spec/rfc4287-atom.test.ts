import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { entryOf, type GivenEntry } from '../feed/entry.ts';
import { hardEntry, mainDocuments } from './documents.ts';
import { assertWellFormed, readAtom } from './read-feeds.ts';

const atomOf = (facts: GivenEntry = {}, values: Partial<Config> = {}) =>
  mainDocuments([entryOf(facts)], values)['atom.xml'] as string;

describe('RFC 4287 4.1.1, the feed', () => {
  it('has id, title, updated, an author, its language and the address it is polled at', () => {
    const text = atomOf(
      {},
      { title: 'A & B', language: 'pt', authors: [{ name: 'Ada', url: 'https://ada.example/' }] },
    );
    expect(text).toMatch(/<feed xml:lang="pt" [^>]*xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/);
    expect(text).toContain('<id>tag:example.org,2026:feed</id>');
    expect(text).toContain('<title>A &#x26; B</title>');
    expect(text).toContain('<updated>2024-03-01T09:00:00.000Z</updated>');
    expect(text).toContain('<author><name>Ada</name><uri>https://ada.example/</uri></author>');
    expect(text).toContain('<link rel="self" href="https://example.org/atom.xml" type="application/atom+xml"/>');
  });

  it('keeps its id at another address', () => {
    expect(atomOf({}, { baseUrl: 'https://elsewhere.example/x/' })).toContain('<id>tag:example.org,2026:feed</id>');
  });

  it('without entries is whole and has a date all the same', () => {
    const text = mainDocuments([])['atom.xml'] as string;
    assertWellFormed(text);
    expect(text).toContain('<updated>2005-12-01T00:00:00.000Z</updated>');
  });
});

describe('RFC 4287 4.1.2, an entry', () => {
  it('reads back as it went in, however hard it is to write', () => {
    expect(readAtom(atomOf(hardEntry))).toEqual([
      {
        id: hardEntry.id,
        title: hardEntry.title,
        link: hardEntry.link,
        content: hardEntry.html?.replaceAll(']]>', ']]&gt;'),
        summary: 'One &lt; two &amp; &quot;three&quot;',
        tags: ['c++ & <c>', '日本語'],
        authors: ['Ada & "Bob" <Lovelace>', '李'],
        published: '2024-02-29T08:00:00.000Z',
      },
    ]);
  });

  it('4.1.3.3: has a summary where it has no content, its title where there are no words at all', () => {
    expect(atomOf({ html: '' })).toContain('<summary type="html"><![CDATA[A summary]]></summary>');
    expect(atomOf({ html: '', summary: '' })).toContain('<summary type="html"><![CDATA[A title]]></summary>');
  });

  it('4.2.2: a category has a term', () => {
    expect(atomOf({ tags: [{ slug: 'x', name: 'a<"b"' }] })).toContain(
      '<category term="a&#x3C;&quot;b&quot;" label="a&#x3C;&quot;b&quot;"/>',
    );
  });

  it('4.2.6: an id that is an IRI stands byte for byte, any other is named within the site', () => {
    expect(atomOf({ id: 'HTTP://EX.org' })).toContain('<id>HTTP://EX.org</id>');
    expect(atomOf({ id: 'post 12' })).toContain('<id>tag:example.org,2026:id/post%2012</id>');
  });

  it('4.2.7.2: the original of a clipping is linked as via, every enclosure as enclosure', () => {
    const text = atomOf(hardEntry);
    expect(text).toContain('<link rel="via" href="https://news.example.com/a?b=c&#x26;d=e"/>');
    expect(text.match(/rel="enclosure"/g)).toHaveLength(2);
    expect(text).toContain('type="audio/mpeg" length="1234" title="A &#x26; B"/>');
  });

  it('3.1: a title is plain text, but HTML where it shows an end tag', () => {
    expect(atomOf({ title: 'Vec<T>' })).toContain('<title>Vec&#x3C;T&gt;</title>');
    expect(atomOf({ title: 'No </b>' })).toContain('<title type="html">No &#x26;lt;/b&#x26;gt;</title>');
    expect(atomOf({}, { title: '</b> – Site' })).toContain(
      '<subtitle type="html">&#x26;lt;/b&#x26;gt; – Site</subtitle>',
    );
  });

  it('names characters beyond U+FFFF by reference, which Xerces may not read as they are', () => {
    const text = atomOf({ title: 'a 😀', summary: 'b 😀', html: '<p>c 😀</p>', tags: [{ slug: 'x', name: '😀' }] });
    expect(text).not.toMatch(/[\u{10000}-\u{10ffff}]/u);
    expect(readAtom(text)[0]).toMatchObject({ title: 'a 😀', tags: ['😀'], content: '<p>c &#x1F600;</p>' });
  });

  it('2: has its own language where it says so', () => {
    expect(atomOf({ language: 'ja' })).toContain('<entry xml:lang="ja">');
  });
});

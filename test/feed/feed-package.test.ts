import { Feed } from 'feed';
import { describe, expect, it } from 'vitest';
import { htmlData, plainData, renderAtom, renderJson, renderRss } from '../../src/feed/feed-package.ts';

const options = { title: 't', link: 'https://example.org/', updated: new Date(0) };
const item = { title: 't', link: 'https://example.org/a', id: 'urn:a', date: new Date(0) };

function rssOf(facts: object): string {
  const feed = new Feed(options);
  feed.addItem({ ...item, ...facts });
  return feed.rss2();
}

describe('feed, whose surprises are held here', () => {
  it('mends only the first ]]> of a text', () => {
    expect(rssOf({ content: 'a]]>b]]>c' })).toContain('a]]]]><![CDATA[>b]]>c');
    expect(rssOf({ content: htmlData('a]]>b]]>c') })).toContain('<![CDATA[a]]&gt;b]]&gt;c]]>');
  });

  it('takes back an escape that plain text itself shows', () => {
    expect(rssOf({ guid: 'AT&amp;T' })).toContain('>AT&amp;T</guid>');
    expect(rssOf({ guid: plainData('AT&amp;T') })).toContain('>AT&amp;amp;T</guid>');
  });

  it('rewrites ids in Atom and throws on what is no URL', () => {
    const feed = new Feed(options);
    feed.addItem({ ...item, id: 'http://EX.org' });
    expect(feed.atom1()).toContain('<id>http://ex.org/</id>');
    feed.addItem({ ...item, id: 'a/1' });
    expect(() => feed.atom1()).toThrow(/Invalid URL/);
  });

  it('lets control characters through', () => {
    expect(rssOf({ guid: 'a\u0001' })).toContain('a\u0001</guid>');
  });

  it('takes the present moment where no date is given', () => {
    const { updated, ...undated } = options;
    expect(new Feed(undated).rss2()).not.toContain(updated.toUTCString());
  });

  it('declares content: and dc: only where an item of the document has content', () => {
    expect(rssOf({})).not.toContain('xmlns:dc');
    expect(rssOf({ content: 'x' })).toContain('xmlns:dc');
  });

  it('writes an author without an e-mail address where RSS wants one', () => {
    expect(rssOf({ author: [{ name: 'Ada' }] })).toContain('<author>Ada</author>');
  });

  it('writes Atom categories without escaping <', () => {
    const feed = new Feed(options);
    feed.addItem({ ...item, category: [{ name: 'a<b', term: 'a<b' }] });
    expect(feed.atom1()).toContain('term="a<b"');
  });
});

describe('an entry cut out of its document', () => {
  const nasty = '</item>\n        </item>\n    </entry>\n        }\n        <item>\n    <entry>\n        {';

  it.each([
    ['RSS', renderRss(options, { ...item, content: nasty }), '\n        <item>', '\n        </item>'],
    ['Atom', renderAtom(options, { ...item, content: nasty }), '\n    <entry>', '\n    </entry>'],
  ])('is whole in %s, whatever its text looks like', (_, { head, entry, tail }, start, end) => {
    expect(entry.startsWith(start) && entry.endsWith(end)).toBe(true);
    expect(entry).toContain(nasty);
    expect(head + tail).not.toContain('https://example.org/a<');
  });

  it('is whole in JSON, whatever its text looks like', () => {
    const { head, entry, tail } = renderJson(
      { ...options, title: '"items": [\n        {' },
      { ...item, content: nasty },
    );
    expect(JSON.parse(entry).content_html).toBe(nasty);
    expect(JSON.parse(head + tail).items).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { readOldFeed } from '../../../src/build/adopt/old-feed.ts';

const at = (text: string) => Date.parse(text);

function read(document: string | Buffer, zone = 'UTC') {
  return readOldFeed(Buffer.from(document as string), 'old.xml', zone);
}

function only(document: string | Buffer, zone?: string) {
  const { items = [], diagnostics } = read(document, zone);
  expect(diagnostics).toEqual([]);
  expect(items).toHaveLength(1);
  return items[0];
}

const rss = (item: string, namespaces = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${namespaces}><channel><title>Old</title><link>https://o.example/blog/</link>` +
  `<description/><item>${item}</item></channel></rss>`;

const atom = (entry: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>urn:old</id><updated>2024-01-01T00:00:00Z</updated>` +
  `<link href="https://o.example/blog/"/><entry>${entry}</entry></feed>`;

describe('the items of an old feed', () => {
  it('are read from RSS 2.0', () => {
    const namespaces =
      'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"';
    expect(
      only(
        rss(
          `<title>Rope &amp;amp; knot</title><link>/2024/rope</link><guid isPermaLink="false">\n https://o.example/?p=7&amp;x=1 </guid>
          <pubDate>Thu, 01 Aug 2024 06:45:30 +0200</pubDate><atom:updated>2024-09-01T00:00:00Z</atom:updated>
          <description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded>`,
          namespaces,
        ),
      ),
    ).toEqual({
      feed: 'old.xml',
      id: 'https://o.example/?p=7&x=1',
      title: 'Rope &amp; knot',
      addresses: ['https://o.example/2024/rope', 'https://o.example/?p=7&x=1'],
      home: 'https://o.example/blog/',
      published: at('2024-08-01T04:45:30Z'),
      updated: at('2024-09-01T00:00:00Z'),
      html: '<p>long</p>',
      isWhole: true,
    });
  });

  it('are known by their link where RSS gives no guid', () => {
    expect(only(rss('<link>https://o.example/a</link><title>A</title>'))).toMatchObject({ id: 'https://o.example/a' });
  });

  it('are read from RSS 0.91 with dates of RFC 822, whose years have two digits', () => {
    const old = `<rss version="0.91"><channel><title>Old</title><link>http://o.example/</link><description/>
      <item><title>A</title><link>http://o.example/a</link><pubDate>Tue, 05 Mar 02 10:00:00 EST</pubDate></item></channel></rss>`;
    expect(only(old)).toMatchObject({ id: 'http://o.example/a', published: at('2002-03-05T15:00:00Z') });
  });

  it('are read from RSS 1.0, known by what they are about', () => {
    const old = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://o.example/rss"><title>Old</title>
      <link>http://o.example/</link></channel><item rdf:about="http://o.example/1#a"><title>A</title>
      <link>http://o.example/1</link><dc:date>2003-01-01T00:00+09:00</dc:date></item></rdf:RDF>`;
    expect(only(old)).toMatchObject({ id: 'http://o.example/1#a', published: at('2002-12-31T15:00:00Z') });
  });

  it('are read from Atom 1.0, whatever the prefix, with links relative to the nearest base', () => {
    const entry = `<id>a&amp;b</id><title type="html">A</title><link rel="self" href="no"/>
      <link href="y/"/><published>2024-01-01T00:00:00Z</published>
      <updated>2024-01-02T00:00:00Z</updated><summary>s</summary>`;
    const read = { id: 'a&b', addresses: ['https://o.example/blog/y/'], html: 's', isWhole: false };
    expect(only(atom(entry))).toMatchObject(read);
    const prefixed = atom(entry)
      .replace(/<(\/?)(?=\w)/g, '<$1a:')
      .replace('xmlns=', 'xmlns:a=');
    expect(only(prefixed)).toMatchObject(read);
    const based = atom(entry).replace('<entry>', '<entry xml:base="/deep/er/">');
    expect(only(based)).toMatchObject({ addresses: ['https://o.example/deep/er/y/'] });
  });

  it('are read from Atom 0.3', () => {
    const old = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><entry><id>urn:a</id>
      <link rel="alternate" href="http://o.example/a"/><title>A</title><issued>2004-01-01T00:00:00Z</issued>
      <modified>2004-01-02T00:00:00Z</modified></entry></feed>`;
    expect(only(old)).toMatchObject({ published: at('2004-01-01'), updated: at('2004-01-02') });
  });

  it('are read from JSON Feed, as plain text where it is plain', () => {
    const item = { id: 'a &amp; b', url: '/a', external_url: 'https://e.example/', content_text: 'x < y' };
    const feed = { version: 'https://jsonfeed.org/version/1', title: 'Old', home_page_url: 'https://o.example/' };
    expect(only(`\ufeff${JSON.stringify({ ...feed, items: [item] })}`)).toMatchObject({
      id: 'a &amp; b',
      addresses: ['https://o.example/a', 'https://e.example/'],
      html: 'x &lt; y',
      isWhole: true,
    });
  });

  it('are those of the feed, whatever it quotes', () => {
    const quoting = atom('<id>urn:a</id><title>A</title><content><![CDATA[ <rss version="2.0"><channel> ]]></content>');
    expect(only(`<!-- <rss version="2.0"> --> <!DOCTYPE feed [ <!ENTITY x "y"> ]>${quoting}`)).toMatchObject({
      id: 'urn:a',
    });
  });

  it('have the dates of the configured zone where they name none', () => {
    const item = '<guid>1</guid><pubDate>2024-07-01 12:00:00</pubDate>';
    expect(only(rss(item), 'Europe/Lisbon')).toMatchObject({ published: at('2024-07-01T11:00:00Z') });
  });

  it('have no date where none can be read, and that is said', () => {
    const { items, diagnostics } = read(rss('<guid>1</guid><pubDate>yesterday</pubDate>'));
    expect(items?.[0]).not.toHaveProperty('published');
    expect(diagnostics).toMatchObject([{ code: 'adopt/bad-date', severity: 'warning' }]);
  });

  it('are left out where nothing names them, and that is said', () => {
    const { items, diagnostics } = read(rss('<title>A</title>'));
    expect(items).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'adopt/no-id', message: expect.stringContaining('"A"') }]);
  });

  it.each(['a\u0000b', 'a&#1;b', 'a&#xFFFF;b'])(
    'are left out where the id holds what would break every feed that shows it: %j',
    (id) => {
      const { items, diagnostics } = read(rss(`<guid>${id}</guid></item><item><guid>a\u0085&#9;b</guid>`));
      expect(items?.map((item) => item.id)).toEqual(['a\u0085\tb']);
      expect(diagnostics).toMatchObject([
        { code: 'adopt/no-id', message: expect.stringContaining('no XML document may hold') },
      ]);
    },
  );
});

describe('the encoding of an old feed', () => {
  const document = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?>${rss('<guid>é“</guid>').slice(21)}`;
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');

  it.each([
    ['UTF-8', Buffer.from(document('UTF-8'))],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${document('utf-8')}`)],
    ['UTF-8 that is called UTF-16', Buffer.from(document('utf-16'))],
    ['UTF-16LE with a byte order mark', utf16(`\ufeff${document('utf-16')}`)],
    ['UTF-16LE without one', utf16(document('UTF-16LE'))],
    ['UTF-16BE', Buffer.from(utf16(`\ufeff${document('utf-16')}`).swap16())],
    ['windows-1252, under the name of ISO-8859-1', Buffer.from(document('ISO-8859-1').replace('“', '\x93'), 'latin1')],
    [
      'GB18030',
      Buffer.concat([
        Buffer.from(document('gb18030').split('é')[0] as string),
        Buffer.from('a8a6a1b0', 'hex'),
        Buffer.from('</guid></item></channel></rss>'),
      ]),
    ],
  ])('is %s', (_, bytes) => {
    expect(only(bytes)).toMatchObject({ id: 'é“' });
  });

  it('leaves an item out whose id has lost bytes, and no other', () => {
    const broken = Buffer.from(rss('<guid>\xe9</guid></item><item><guid>2</guid>'), 'latin1');
    const { items, diagnostics } = read(broken);
    expect(items?.map(({ id }) => id)).toEqual(['2']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['adopt/bad-encoding', 'adopt/no-id']);
  });
});

describe('what is no feed', () => {
  it.each([
    ['', 'is not a feed'],
    ['Dear reader', 'is not a feed'],
    ['<!DOCTYPE html>\n<html lang="en"><rss></html>', 'is a web page, not a feed'],
    ['<opml version="2.0"/>', 'is not a feed, but a document of <opml>'],
    ['{"items": 1}', /^cannot be read as a feed/],
    ['{"version":', /^cannot be read as a feed/],
    ['<?xml version="1.0" encoding="x-none"?><rss/>', 'is in an encoding that nothing is known of, "x-none"'],
  ])('is refused with the reason: %s', (document, message) => {
    const { items, diagnostics } = read(document);
    expect(items).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'adopt/not-a-feed',
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      },
    ]);
  });
});

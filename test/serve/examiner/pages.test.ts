import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask } from '../raw.ts';
import { by, cached, examine, future, get, gonePage, page, past, type Row, served } from './examine.ts';

describe('addresses of pages', () => {
  const at = (target: string, title: string, location: string | null): Row => [
    `${target} is ${title}`,
    get(target),
    {
      status: 200,
      fields: { 'content-type': 'text/html; charset=utf-8', 'content-location': location },
      body: new RegExp(`<title>${title}<`),
    },
  ];
  const onTo = (target: string, location: string): Row => [
    `${target} is at ${location}`,
    get(target),
    { status: 301, fields: { location } },
  ];
  examine([
    at('/articles/a%20page.html', 'A page', null),
    at('/articles/a%20page', 'A page', '/articles/a%20page.html'),
    at('/articles/a%20page?utm_source=x', 'A page', '/articles/a%20page.html'),
    at('/search?q=x', 'Search', '/search.html'),
    at('/articles/both', 'Both', '/articles/both.html'),
    at('/articles/both/', 'A folder', null),
    at('/articles/old.htm', 'Old', null),
    at('/articles/', 'Articles', null),
    onTo('/articles', '/articles/'),
    onTo('/sources/%E6%97%A5%E6%9C%AC?x=1', '/sources/%E6%97%A5%E6%9C%AC/?x=1'),
    // What subscribers have polled for years is no page since there are pages.
    onTo('/tags/polled/', '/rss.xml'),
    onTo('/tags/polled', '/rss.xml'),
    at('/tags/polled/index.html', 'Polled', null),
    ['a page is no folder', get('/articles/a%20page/'), { status: 404 }],
    ['.html stands for pages only', get('/robots'), { status: 404 }],
  ]);

  it('a page has the same tag at both of its addresses', async () => {
    const { fields } = await ask(served, get('/articles/a%20page.html'));
    const again = await ask(served, get('/articles/a%20page', `If-None-Match: ${fields.etag}`));
    expect([again.status, again.fields['content-location']]).toEqual([304, '/articles/a%20page.html']);
  });
});

describe('what pages consist of', () => {
  const typed = (target: string, type: string): Row => [
    `${target} is ${type}, is not taken for anything else, and may be another after the next run`,
    get(target, 'Accept-Encoding: br'),
    {
      status: 200,
      fields: {
        'content-type': type,
        'content-encoding': 'br',
        'x-content-type-options': 'nosniff',
        'cache-control': cached,
        'content-security-policy': null,
      },
    },
  ];
  examine([
    typed('/articles/a%20page.html', 'text/html; charset=utf-8'),
    typed('/articles/a%20page.md', 'text/markdown; charset=utf-8'),
    typed('/search/0-128/1.txt', 'text/plain; charset=utf-8'),
    typed('/search/index.json', 'application/json'),
    typed('/theme/search.js', 'text/javascript; charset=utf-8'),
    typed('/sitemap.xml', 'application/xml; charset=utf-8'),
    typed('/robots.txt', 'text/plain; charset=utf-8'),
    [
      'a page tells other sites nothing',
      get('/articles/'),
      { status: 200, fields: { 'referrer-policy': 'same-origin' } },
    ],
    ['what is no page has no links', get('/atom.xml'), { status: 200, fields: { 'referrer-policy': null } }],
  ]);
});

describe('RFC 9110 15.5.11: the page of an entry that was taken back', () => {
  const gone = {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(gonePage.length),
    'cache-control': cached,
    vary: 'Accept-Encoding',
    'referrer-policy': 'same-origin',
    etag: null,
    'last-modified': null,
    'accept-ranges': null,
  };
  const row = (name: string, message: string, body: string | undefined = gonePage): Row => [
    name,
    message,
    { status: 410, fields: gone, ...(body !== '' && { body }) },
  ];
  examine([
    row('says so', get('/articles/gone.html')),
    row('says so at its other address', get('/articles/gone')),
    row('says so at the address of a folder', get('/articles/gone%20folder/')),
    row('says so to HEAD', by('HEAD', '/articles/gone.html'), ''),
    row('13.2.1 whatever is supposed of it', get('/articles/gone.html', 'If-Match: "x"')),
    row(
      '13.2.1 whatever the client has',
      get('/articles/gone.html', 'If-None-Match: *', `If-Modified-Since: ${future}`),
    ),
    row('13.2.1 whenever it was', get('/articles/gone.html', `If-Unmodified-Since: ${past}`)),
    row('14.2 whole', get('/articles/gone.html', 'Range: bytes=0-9')),
    row('12.5.3 even where nothing is acceptable', get('/articles/gone.html', 'Accept-Encoding: *;q=0')),
    ['is no page that another entry has now', get('/articles/a%20page.html'), { status: 200, body: page }],
  ]);

  it('has codings', async () => {
    const { status, fields, body } = await ask(served, get('/articles/gone.html', 'Accept-Encoding: br'));
    expect([status, fields['content-encoding'], fields['content-length']]).toEqual([410, 'br', String(body.length)]);
    expect(brotliDecompressSync(body).toString()).toBe(gonePage);
  });
});

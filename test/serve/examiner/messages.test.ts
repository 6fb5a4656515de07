import { describe, expect, it } from 'vitest';
import { RawConnection } from '../raw.ts';
import { atom, by, examine, get, type Row, served, tag } from './examine.ts';

describe('RFC 9112 3: targets', () => {
  const found = { status: 200, fields: { etag: tag } };
  const lost = { status: 404, fields: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } };
  examine([
    ['3.2.2 absolute-form', get('http://example.org/atom.xml'), found],
    ['3.2.2 absolute-form, whatever its host', get('http://other.example:81/atom.xml?a'), found],
    ['3.2.2 absolute-form of https', get('https://example.org/atom.xml'), found],
    ['3.2.2 absolute-form without a path', get('http://example.org'), lost],
    [
      '3.2.2 absolute-form of what the server tells of itself',
      get('http://example.org/healthz?a'),
      { status: 200, body: 'alive\n' },
    ],
    ['3.2.2 absolute-form with a user', get('http://a@example.org/atom.xml'), { status: 400 }],
    ['3.2.3 authority-form is for CONNECT', get('example.org:80'), { status: 400, closes: true }],
    ['3.2.2 absolute-form without a host', get('http:///atom.xml'), { status: 400 }],
    ['3.2.2 absolute-form of another scheme', get('ftp://example.org/atom.xml'), { status: 400 }],
    ['3.2.4 asterisk-form is for OPTIONS', get('*'), { status: 400 }],
    ['RFC 3986 6.2.2.2 letters that need not be encoded', get('/%61t%6Fm%2Exml'), found],
    ['letters beyond ASCII, encoded', get('/sources/%E6%97%A5%E6%9C%AC/rss.xml'), { status: 200 }],
    ['RFC 3986 6.2.2.1 in lower case', get('/sources/%e6%97%a5%e6%9c%ac/rss.xml'), { status: 200 }],
    [
      'letters beyond ASCII, as they are',
      () => get(Buffer.from('/sources/日本/rss.xml').toString('latin1')),
      { status: 301, fields: { location: '/sources/%E6%97%A5%E6%9C%AC/rss.xml' }, closes: true },
    ],
    [
      'letters beyond ASCII, as they are, for HEAD',
      () => by('HEAD', Buffer.from('/sources/日本/rss.xml').toString('latin1')),
      { status: 301, closes: true, body: /^$/ },
    ],
    ['bytes that are no UTF-8', get('/\xff\xfe'), { status: 400, closes: true }],
    ['encoded bytes that are no UTF-8', get('/%ff'), lost],
    ['a % that encodes nothing', get('/%zz'), { status: 400 }],
    ['a fragment', get('/atom.xml#a'), { status: 400 }],
    ['an encoded slash is none', get('/archive%2F1/atom.xml'), lost],
    ['an encoded NUL', get('/atom.xml%00'), lost],
    ['upper case is another path', get('/ATOM.XML'), lost],
    ['a final slash is another path', get('/atom.xml/'), lost],
    ['two slashes are another path', get('//atom.xml'), lost],
    [
      'a folder shows its index',
      get('/articles/'),
      { status: 200, fields: { 'content-type': 'text/html; charset=utf-8' } },
    ],
    [
      'a folder without its slash leads to it',
      get('/articles?a=b'),
      { status: 301, fields: { location: '/articles/?a=b', 'content-length': /./ } },
    ],
    ['a folder without an index', get('/sources/'), lost],
    ['15.5.15 an address that is too long', get(`/${'a'.repeat(9000)}`), { status: 414 }],
    ['15.5.15 of any method', by('POST', `/${'a'.repeat(40_000)}`), { status: 414, closes: true }],
    ['15.5.15 in absolute-form', get(`http://a/${'a'.repeat(40_000)}`), { status: 414, closes: true }],
    ['15.5.15 one that is much too long', get(`/${'a'.repeat(100_000)}`), { status: 414, closes: true }],
    ['one that is just not too long', get(`/${'a'.repeat(8000)}`), lost],
  ]);
});

describe('RFC 9112: messages', () => {
  const line = 'GET /atom.xml HTTP/1.1\r\n';
  const bad = { status: 400, closes: true };
  const chunked = (content: string) => by('POST', '/', 'Transfer-Encoding: chunked').concat(content);
  examine([
    ['3.2 without Host', `${line}\r\n`, bad],
    ['3.2 with two', `${line}Host: a\r\nHost: b\r\n\r\n`, bad],
    ['3.2 with an empty one', `${line}Host:\r\n\r\n`, { status: 200 }],
    ['3.2 with a port', `${line}Host: example.org:8080\r\n\r\n`, { status: 200 }],
    ['3.2 with an IPv6 address', `${line}Host: [::1]:80\r\n\r\n`, { status: 200 }],
    ['3.2 with a path', `${line}Host: example.org/a\r\n\r\n`, bad],
    ['3.2 with a user', `${line}Host: a@example.org\r\n\r\n`, bad],
    ['3.2 with a % that encodes nothing', `${line}Host: a%zz\r\n\r\n`, bad],
    ['3.2 with brackets around what is no address', `${line}Host: [:::::]\r\n\r\n`, bad],
    ['3.2 with a port that is none', `${line}Host: a:b\r\n\r\n`, bad],
    ['3.2 with a blank', `${line}Host: example org\r\n\r\n`, bad],
    ['2.2 empty lines before are passed over', `\r\n\r\n${get('/atom.xml')}`, { status: 200 }],
    [
      '2.3 HTTP/1.0 needs no Host, and ends',
      'GET /atom.xml HTTP/1.0\r\n\r\n',
      { status: 200, closes: true, fields: { connection: 'close' }, body: atom },
    ],
    ['9.3 HTTP/1.0 may ask to go on', 'GET /atom.xml HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', { status: 200 }],
    [
      '9.3 without a content, too',
      'GET /atom.xml HTTP/1.0\r\nConnection: keep-alive\r\nIf-None-Match: *\r\n\r\n',
      { status: 304 },
    ],
    [
      '9.3 HTTP/1.0 cannot go on behind a content without a length',
      'GET /archive/index/1.json HTTP/1.0\r\nConnection: keep-alive\r\nAccept-Encoding: gzip\r\n\r\n',
      { status: 200, closes: true },
    ],
    [
      '9.6 Connection: close',
      get('/atom.xml', 'Connection: close'),
      { status: 200, closes: true, fields: { connection: 'close' } },
    ],
    [
      '9.6 Connection: close of 304',
      get('/atom.xml', 'Connection: close', `If-None-Match: ${tag}`),
      { status: 304, closes: true, fields: { connection: 'close' } },
    ],
    ['15.6.6 another version', get('/').replace('1.1', '3.0'), { status: 505, closes: true }],
    ['15.6.6 HTTP/2', get('/').replace('1.1', '2.0'), { status: 505, closes: true }],
    ['15.6.6 the first words of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', { status: 505, closes: true }],
    ['15.6.6 HTTP/0.9', get('/').replace('1.1', '0.9'), { status: 505, closes: true }],
    ['2.3 a version that is none', get('/').replace('1.1', '1.10'), bad],
    ['2.2 a line that ends in LF alone', get('/atom.xml').replace('\r\n', '\n'), bad],
    ['2.2 a CR alone', `${line}Host: a\r\nX: a\rb\r\n\r\n`, bad],
    ['2.2 a blank before the first field', `${line} X: a\r\nHost: a\r\n\r\n`, bad],
    ['3 a blank behind the version', get('/atom.xml').replace('1.1', '1.1 '), bad],
    ['3 a blank in the address', get('/a b'), bad],
    ['no request at all', 'hello\r\n\r\n', bad],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', bad],
    ['5.1 a blank before the colon', `${line}Host : a\r\n\r\n`, bad],
    ['5.2 folded lines', `${line}Host: a\r\nX: a\r\n b\r\n\r\n`, bad],
    ['5 a name that is none', `${line}Host: a\r\nX y: a\r\n\r\n`, bad],
    ['5.5 a NUL', `${line}Host: a\r\nX: a\0b\r\n\r\n`, bad],
    [
      '6.1 a transfer coding that nobody knows',
      by('POST', '/', 'Transfer-Encoding: frob, chunked').concat('0\r\n\r\n'),
      { status: 501, closes: true },
    ],
    ['6.3 one without chunked at its end', by('POST', '/', 'Transfer-Encoding: frob').concat('abc'), bad],
    ['6.1 chunked twice', by('POST', '/', 'Transfer-Encoding: chunked, chunked').concat('0\r\n\r\n'), bad],
    ['6.1 chunked in HTTP/1.0', chunked('0\r\n\r\n').replace('1.1', '1.0'), bad],
    [
      '6.3 two ways to tell the length',
      by('POST', '/', 'Transfer-Encoding: chunked', 'Content-Length: 3').concat('0\r\n\r\n'),
      bad,
    ],
    [
      '6.3 two ways the other way round',
      by('POST', '/', 'Content-Length: 3', 'Transfer-Encoding: chunked').concat('0\r\n\r\n'),
      bad,
    ],
    ['6.3 two lengths', by('POST', '/', 'Content-Length: 3', 'Content-Length: 4').concat('abc'), bad],
    ...['x', '', '+3', '-3', '0x3', '3 3', '3,4', '1e2', '18446744073709551617'].map(
      (length): Row => [`8.6 a length of "${length}"`, by('POST', '/', `Content-Length: ${length}`).concat('abc'), bad],
    ),
    ['7.1 a chunked content is passed over', chunked('3\r\nabc\r\n0\r\n\r\n'), { status: 405 }],
    ['7.1.1 one with extensions', chunked('3;a="b;c"\r\nabc\r\n0\r\n\r\n'), { status: 405 }],
    ['7.1.2 one with trailers', chunked('3\r\nabc\r\n0\r\nX: y\r\n\r\n'), { status: 405 }],
    ...['0x3', '-3', '+3', ' 3', '3 ', '', 'z', '10000000000000003'].map(
      (size): Row => [`7.1 a chunk of "${size}"`, chunked(`${size}\r\nabc\r\n0\r\n\r\n`), bad],
    ),
    ['7.1 a chunk that is longer than it says', chunked('2\r\nabc\r\n0\r\n\r\n'), bad],
    ['7.1 a chunk behind LF alone', chunked('3\nabc\r\n0\r\n\r\n'), bad],
    ['7.1 of GET, too', chunked('z\r\nabc\r\n0\r\n\r\n').replace('POST', 'GET'), bad],
    [
      'what is not chunked by name',
      by('GET', '/atom.xml', 'Content_Length: 3', 'X-Transfer-Encoding: chunked'),
      { status: 200 },
    ],
    [
      'more fields than node counts',
      get('/atom.xml', ...Array<string>(3000).fill('a:'), 'If-None-Match: *'),
      { status: 304 },
    ],
    [
      'RFC 6585 5 fields that are too long',
      get('/atom.xml', `X: ${'a'.repeat(40_000)}`),
      { status: 431, closes: true },
    ],
    [
      'RFC 6585 5 fields that are much too long',
      get('/atom.xml', `X: ${'a'.repeat(400_000)}`),
      { status: 431, closes: true },
    ],
    [
      '10.1.1 100-continue gets its answer at once, and nothing else can be asked',
      by('POST', '/', 'Expect: 100-continue', 'Content-Length: 5'),
      { status: 405, closes: true },
    ],
    [
      '10.1.1 100-continue of a client that did not wait',
      by('POST', '/', 'Expect: 100-continue', 'Content-Length: 5').concat('hello'),
      { status: 405 },
    ],
    ['10.1.1 100-continue without a content', get('/atom.xml', 'Expect: 100-Continue'), { status: 200 }],
    ['10.1.1 nothing is expected', get('/atom.xml', 'Expect:'), { status: 200 }],
    ['10.1.1 another expectation', get('/atom.xml', 'Expect: miracles'), { status: 417 }],
    [
      '7.8 an upgrade is passed over, and what comes behind it not taken for a request',
      get('/atom.xml', 'Connection: Upgrade', 'Upgrade: h2c') + get('/rss.xml'),
      { status: 200, closes: true },
    ],
    [
      '9.6 nothing is answered behind the last request',
      get('/atom.xml', 'Connection: close') + get('/rss.xml'),
      { status: 200, closes: true },
    ],
    [
      '9.6 nor behind one of HTTP/1.0',
      `GET /atom.xml HTTP/1.0\r\n\r\n${get('/rss.xml')}`,
      { status: 200, closes: true },
    ],
    ['9.6 nor behind one that cannot be trusted', `${line}\r\n${get('/rss.xml')}`, bad],
    ['9.6 close among others', get('/atom.xml', 'Connection: a, Close'), { status: 200, closes: true }],
    ['9.6 keep-alive', get('/atom.xml', 'Connection: Keep-Alive'), { status: 200 }],
  ]);

  it('9.3.2 pipelined requests are answered in their order', async () => {
    const connection = new RawConnection(served);
    connection.send(
      get('/media/large.mp3') + get('/atom.xml') + by('HEAD', '/rss.xml') + get('/none') + get('/feed.json'),
    );
    const statuses = [];
    for (const method of ['GET', 'GET', 'HEAD', 'GET', 'GET']) {
      const { status, fields } = await connection.response(method);
      statuses.push([status, fields['content-type']?.split(';')[0]]);
    }
    expect(statuses).toEqual([
      [200, 'audio/mpeg'],
      [200, 'application/atom+xml'],
      [200, 'application/rss+xml'],
      [404, 'text/plain'],
      [200, 'application/feed+json'],
    ]);
    connection.close();
  });

  it('a good request before a bad one is answered', async () => {
    const connection = new RawConnection(served).send(`${get('/atom.xml')}nonsense\r\n\r\n`);
    expect((await connection.response()).status).toBe(200);
    expect((await connection.response()).status).toBe(400);
    await connection.ended();
  });

  it('a request may come a byte at a time', async () => {
    const connection = new RawConnection(served);
    for (const byte of get('/atom.xml', 'If-None-Match: *')) {
      connection.send(byte);
      await new Promise((done) => setImmediate(done));
    }
    expect((await connection.response()).status).toBe(304);
    connection.close();
  });

  it('one connection serves a thousand requests', async () => {
    const connection = new RawConnection(served);
    for (let i = 0; i < 1000; i++) {
      connection.send(get('/atom.xml', ...(i % 2 ? [`If-None-Match: ${tag}`] : [])));
      expect((await connection.response()).status).toBe(i % 2 ? 304 : 200);
    }
    connection.close();
  });
});

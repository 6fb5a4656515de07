import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask } from '../raw.ts';
import { atom, by, cached, documents, examine, get, type Row, served, tag, tenTag, vary } from './examine.ts';

describe('RFC 9110 8, 9.3: representations, GET and HEAD', () => {
  const whole = {
    'content-type': 'application/atom+xml; charset=utf-8',
    'content-length': String(Buffer.byteLength(atom)),
    etag: tag,
    'last-modified': /GMT$/,
    'cache-control': cached,
    vary,
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'content-encoding': null,
    'transfer-encoding': null,
  };
  examine([
    [
      '8.6 a document has its length, type, validators and policy',
      get('/atom.xml'),
      { status: 200, fields: whole, body: atom },
    ],
    ['9.3.2 HEAD says all that GET says, and nothing more', by('HEAD', '/atom.xml'), { status: 200, fields: whole }],
    [
      'RSS has its own type',
      get('/rss.xml'),
      { status: 200, fields: { 'content-type': 'application/rss+xml; charset=utf-8' } },
    ],
    [
      'JSON has no charset (RFC 8259 11)',
      get('/feed.json'),
      { status: 200, fields: { 'content-type': 'application/feed+json' } },
    ],
    [
      'OPML has its own type',
      get('/feeds.opml'),
      { status: 200, fields: { 'content-type': 'text/x-opml; charset=utf-8' } },
    ],
    [
      'the index is JSON',
      get('/index.json'),
      { status: 200, fields: { 'content-type': 'application/json', vary: 'Accept-Encoding' } },
    ],
    [
      'what is no text has no codings',
      get('/media/ten.bin', 'Accept-Encoding: gzip'),
      { status: 200, fields: { vary: null, etag: tenTag, 'content-encoding': null }, body: '0123456789' },
    ],
    [
      'an empty document has a length of 0',
      get('/media/empty.bin'),
      { status: 200, fields: { 'content-length': '0' }, body: '' },
    ],
    [
      'a picture that can hold scripts may run none',
      get('/media/picture.svg'),
      { status: 200, fields: { 'content-type': 'image/svg+xml', 'content-security-policy': /sandbox/ } },
    ],
    [
      'a large file is sent as it is',
      get('/media/large.mp3'),
      { status: 200, fields: { 'content-length': '5242880', 'content-type': 'audio/mpeg' }, body: /^music m/ },
    ],
    [
      'a large file has a HEAD',
      by('HEAD', '/media/large.mp3'),
      { status: 200, fields: { 'content-length': '5242880' } },
    ],
    [
      'media are never asked for again',
      get('/media/ten.bin'),
      { status: 200, fields: { 'cache-control': 'public, max-age=31536000, immutable' } },
    ],
    [
      'a full page of history is kept for a day',
      get('/archive/1/atom.xml'),
      { status: 200, fields: { 'cache-control': 'public, max-age=86400, must-revalidate' } },
    ],
    [
      'the page of history that grows is not',
      get('/archive/3/atom.xml'),
      { status: 200, fields: { 'cache-control': cached } },
    ],
    ['a query makes no difference', get('/atom.xml?utm_source=x'), { status: 200, fields: { etag: tag } }],
    [
      'a content of GET means nothing (9.3.1)',
      get('/atom.xml', 'Content-Length: 5').concat('hello'),
      { status: 200, fields: { etag: tag } },
    ],
  ]);
});

describe('RFC 9110 9: other methods', () => {
  const allow = 'GET, HEAD, OPTIONS';
  examine([
    ...['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'MKCOL', 'LOCK', 'PURGE'].map(
      (method): Row => [
        `15.5.6 ${method} is answered with what is allowed`,
        by(method, '/atom.xml'),
        { status: 405, fields: { allow } },
      ],
    ),
    [
      'a POST with a content leaves the connection usable',
      by('POST', '/atom.xml', 'Content-Length: 3').concat('abc'),
      { status: 405 },
    ],
    [
      'one with a content that is still to come does not',
      by('POST', '/atom.xml', 'Content-Length: 3'),
      { status: 405, closes: true },
    ],
    [
      '9.3.7 OPTIONS tells what is allowed',
      by('OPTIONS', '/atom.xml'),
      { status: 204, fields: { allow, 'content-length': null } },
    ],
    [
      '9.3.7 OPTIONS with a content',
      by('OPTIONS', '/atom.xml', 'Content-Length: 3').concat('abc'),
      { status: 204, fields: { allow } },
    ],
    ['9.3.7 OPTIONS of the server', by('OPTIONS', '*'), { status: 204, fields: { allow } }],
    [
      'a preflight is allowed (Fetch 3.2.2)',
      by(
        'OPTIONS',
        '/atom.xml',
        'Origin: https://a.example',
        'Access-Control-Request-Method: GET',
        'Access-Control-Request-Headers: a-im',
      ),
      {
        status: 204,
        fields: {
          'access-control-allow-origin': '*',
          'access-control-allow-headers': /^\*, .*A-IM/,
          'access-control-allow-methods': /GET/,
        },
      },
    ],
    ['9.1 a method that nobody knows is 501', by('FROBNICATE', '/atom.xml'), { status: 501, closes: true }],
    ['RFC 9112 3 one that is longer than any', by('A'.repeat(9000), '/atom.xml'), { status: 501, closes: true }],
    ['one of another protocol', by('DESCRIBE', '/atom.xml'), { status: 501, closes: true }],
    ['one of HTTP/2', by('PRI', '/atom.xml'), { status: 501, closes: true }],
    ['methods have upper and lower case', by('get', '/atom.xml'), { status: 501, closes: true }],
    [
      '9.3.6 this is no proxy',
      'CONNECT example.net:443 HTTP/1.1\r\nHost: example.net:443\r\n\r\n',
      { status: 405, fields: { allow }, closes: true },
    ],
  ]);
});

describe('RFC 9110 12.5.3: content codings', () => {
  const coded = (accepted: string, coding: string | null): Row => [
    `Accept-Encoding: ${accepted}`,
    get('/atom.xml', `Accept-Encoding: ${accepted}`),
    { status: 200, fields: { 'content-encoding': coding, vary } },
  ];
  examine([
    coded('gzip', 'gzip'),
    coded('br', 'br'),
    coded('gzip, br', 'br'),
    coded('GZIP', 'gzip'),
    coded('x-gzip', 'gzip'),
    coded('gzip;q=1.0, br;q=0.5', 'gzip'),
    coded('gzip; q=0.5 , br;q=0.4', 'gzip'),
    coded('identity', null),
    coded('', null),
    coded('deflate, zstd', null),
    coded('*', 'br'),
    coded('gzip;q=0, *', 'br'),
    coded('br;q=0, *;q=0.5', 'gzip'),
    coded('gzip;q=0', null),
    coded('gzip;q=0.5, identity', null),
    coded('identity;q=0, gzip', 'gzip'),
    coded('identity;q=0.1, gzip;q=0.2', 'gzip'),
    coded('*;q=0, gzip', 'gzip'),
    coded('gzip;q=2', null),
    coded('gzip;q=high', null),
    coded('gzip;Q=0', null),
    coded('gzip;q=0.000, identity;q=0.001', null),
    coded(', gzip ,', 'gzip'),
    coded('br;q=.5, gzip', 'gzip'),
    coded('gzip\r\nAccept-Encoding: br;q=0.5', 'gzip'),
    ['406 where nothing is acceptable', get('/atom.xml', 'Accept-Encoding: *;q=0'), { status: 406, fields: { vary } }],
    [
      '406 where there is nothing but what is excluded',
      get('/media/ten.bin', 'Accept-Encoding: identity;q=0, gzip'),
      { status: 406 },
    ],
  ]);

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('%s is the document, under a tag of its own', async (coding, decode) => {
    const response = await ask(served, get('/atom.xml', `Accept-Encoding: ${coding}`));
    expect(decode(response.body).toString()).toBe(atom);
    expect(response.body.length).toBeLessThan(Buffer.byteLength(atom));
    expect(response.fields.etag).not.toBe(tag);
    const again = await ask(
      served,
      get('/atom.xml', `Accept-Encoding: ${coding}`, `If-None-Match: ${response.fields.etag}`),
    );
    expect([again.status, again.fields.etag]).toEqual([304, response.fields.etag]);
  });

  it('what is too large to be held is coded on the way', async () => {
    const response = await ask(served, get('/archive/index/1.json', 'Accept-Encoding: gzip'));
    expect(response).toMatchObject({ status: 200, framing: 'chunked', fields: { 'content-encoding': 'gzip' } });
    expect(gunzipSync(response.body).toString()).toBe(documents['archive/index/1.json']);
    const identity = await ask(served, get('/archive/index/1.json'));
    expect(identity.body.toString()).toBe(documents['archive/index/1.json']);
    const old = await ask(served, 'GET /archive/index/1.json HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n');
    expect(old.framing).toBe('close');
    expect(gunzipSync(old.body).toString()).toBe(documents['archive/index/1.json']);
  });
});

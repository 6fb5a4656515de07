import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpDate } from '../../src/text/http-date.ts';
import { baseUrl, feedOf, Served } from './output.ts';
import { ask, RawConnection, type Received } from './raw.ts';

/** What is served: one of each kind. Ten bytes are enough for ranges that can be read. */
const documents: Record<string, string | Buffer> = {
  ...feedOf(3),
  'feeds.opml': '<opml version="2.0"/>\n',
  'sources/日本/rss.xml': '<rss/>\n',
  'archive/1/atom.xml': '<feed>1</feed>\n',
  'archive/2/atom.xml': '<feed>2</feed>\n',
  'archive/3/atom.xml': '<feed>3</feed>\n',
  'articles/index.html': '<!doctype html><title>Articles</title>\n',
  'media/ten.bin': '0123456789',
  'media/empty.bin': '',
  'media/picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
  'media/large.mp3': Buffer.alloc(5 * 1024 * 1024, 'music '),
  'archive/index/1.json': `{"items":[${'{"state":"published"},'.repeat(250_000)}{"state":"published"}]}`,
  'index.json': JSON.stringify({
    items: [
      {
        state: 'withdrawn',
        url: `${baseUrl}articles/taken%20back.html`,
        date_modified: '2026-02-03T04:05:06Z',
        reason: 'draft',
      },
    ],
  }),
};
const atom = documents['atom.xml'] as string;
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
const tag = `"${digestOf(atom)}"`;
const tenTag = `"${digestOf('0123456789')}"`;
const aliases = new Map([
  ['feed', { to: 'rss.xml', by: 'redirect' as const }],
  ['?feed=atom', { to: 'atom.xml', by: 'content' as const }],
  ['old/atom.xml', { to: 'atom.xml', by: 'content' as const }],
  ['elsewhere', { to: 'https://example.net/x', by: 'redirect' as const }],
]);

let served: Served;
let modified: number;

beforeAll(async () => {
  served = await Served.of(documents, { aliases });
  served.write('.secret', 'secret');
  served.write('not-ours.txt', 'not ours');
  writeFileSync(join(served.output, 'outside'), '');
  mkdirSync(join(served.output, 'linked'));
  symlinkSync('/etc/passwd', join(served.output, 'linked', 'rss.xml'));
  modified = served.site.site().documents.get('atom.xml')?.modified as number;
});
afterAll(() => served.stop());

interface Expected {
  readonly status: number;
  /** A pattern, exact text, or null for a field that must not be there. */
  readonly fields?: Readonly<Record<string, string | RegExp | null>>;
  readonly body?: string | RegExp;
  /** Whether the connection ends with the response. */
  readonly closes?: boolean;
}

/** A whole message, or the fields of a GET of a target. */
type Row = readonly [name: string, message: string | (() => string), expected: Expected];

const get = (target: string, ...fields: string[]) =>
  `GET ${target} HTTP/1.1\r\nHost: example.org\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;
const by = (method: string, target: string, ...fields: string[]) => get(target, ...fields).replace(/^GET/, method);
const past = 'Thu, 01 Jan 2015 00:00:00 GMT';
const future = 'Thu, 01 Jan 2099 00:00:00 GMT';
const vary = 'Accept-Encoding, A-IM';
const cached = /^public, max-age=\d+$/;

function examine(rows: readonly Row[]): void {
  it.each(rows)('%s', async (_, message, expected) => {
    const text = typeof message === 'string' ? message : message();
    const connection = new RawConnection(served).send(text);
    const response = await connection.response(text.split(' ', 1)[0]);
    hold(response, expected);
    if (expected.closes) await connection.ended();
    connection.close();
  });
}

function hold(response: Received, { status, fields = {}, body, closes }: Expected): void {
  expect(response.status).toBe(status);
  expect(response.version).toBe('HTTP/1.1');
  if (!closes) expect(Date.parse(response.fields.date as string)).toBeGreaterThan(Date.now() - 5000);
  expect(new Set(response.names.map((name) => name.toLowerCase())).size).toBe(response.names.length);
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) expect(response.fields, name).not.toHaveProperty(name);
    else if (typeof value === 'string') expect(response.fields[name], name).toBe(value);
    else expect(response.fields[name], name).toMatch(value);
  }
  if (typeof body === 'string') expect(response.body.toString()).toBe(body);
  else if (body) expect(response.body.toString()).toMatch(body);
}

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
    // Of the head that is made once: node, which does not close idle connections here, would not say so.
    'keep-alive': 'timeout=60',
    server: null,
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
      { status: 405, fields: { connection: 'keep-alive' } },
    ],
    [
      '9.3.7 OPTIONS tells what is allowed',
      by('OPTIONS', '/atom.xml'),
      { status: 204, fields: { allow, 'content-length': null } },
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
          'access-control-allow-headers': /A-IM/,
          'access-control-allow-methods': /GET/,
        },
      },
    ],
    ['9.1 a method that nobody knows is 501', by('FROBNICATE', '/atom.xml'), { status: 501, closes: true }],
    ['methods have upper and lower case', by('get', '/atom.xml'), { status: 501, closes: true }],
    [
      '9.3.6 this is no proxy',
      'CONNECT example.net:443 HTTP/1.1\r\nHost: example.net:443\r\n\r\n',
      { status: 405, fields: { allow }, closes: true },
    ],
  ]);
});

describe('RFC 9110 13: preconditions', () => {
  const same = {
    etag: tag,
    vary,
    'cache-control': cached,
    'content-type': null,
    'content-length': null,
    'last-modified': null,
    'access-control-allow-origin': '*',
  };
  const since = () => httpDate(modified);
  const earlier = () => httpDate(modified - 1000);
  examine([
    ['13.1.2 the tag that a client has', get('/atom.xml', `If-None-Match: ${tag}`), { status: 304, fields: same }],
    ['13.1.2 weakly, too', get('/atom.xml', `If-None-Match: W/${tag}`), { status: 304, fields: same }],
    ['13.1.2 among others', get('/atom.xml', `If-None-Match: "a", W/"b,c", ${tag}`), { status: 304, fields: same }],
    [
      '5.3 among others, in lines of their own',
      get('/atom.xml', 'If-None-Match: "a"', `If-None-Match: ${tag}`),
      { status: 304, fields: same },
    ],
    ['5.6.1 among empty members', get('/atom.xml', `If-None-Match: ,, ${tag} ,`), { status: 304, fields: same }],
    ['13.1.2 any', get('/atom.xml', 'If-None-Match: *'), { status: 304, fields: same }],
    ['13.1.2 HEAD, too', by('HEAD', '/atom.xml', `If-None-Match: ${tag}`), { status: 304, fields: same }],
    ['13.1.2 another', get('/atom.xml', 'If-None-Match: "another"'), { status: 200, body: atom }],
    ['8.8.3 a tag without quotes is none', get('/atom.xml', `If-None-Match: ${tag.slice(1, -1)}`), { status: 200 }],
    ['8.8.3 a tag in upper case is another', get('/atom.xml', `If-None-Match: ${tag.toUpperCase()}`), { status: 200 }],
    [
      '8.8.3.3 the tag of another coding is another',
      get('/atom.xml', `If-None-Match: ${tag}`, 'Accept-Encoding: gzip'),
      { status: 200, fields: { 'content-encoding': 'gzip' } },
    ],
    [
      '13.1.3 not modified since',
      () => get('/atom.xml', `If-Modified-Since: ${since()}`),
      { status: 304, fields: same },
    ],
    ['13.1.3 not modified since the future', get('/atom.xml', `If-Modified-Since: ${future}`), { status: 304 }],
    ['13.1.3 modified since', () => get('/atom.xml', `If-Modified-Since: ${earlier()}`), { status: 200 }],
    [
      '5.6.7 a date as RFC 850 wrote it',
      get('/atom.xml', 'If-Modified-Since: Thursday, 01-Jan-65 00:00:00 GMT'),
      { status: 304 },
    ],
    [
      '5.6.7 one that is longer ago',
      get('/atom.xml', 'If-Modified-Since: Thursday, 01-Jan-15 00:00:00 GMT'),
      { status: 200 },
    ],
    [
      '5.6.7 a date as asctime writes it',
      get('/atom.xml', 'If-Modified-Since: Thu Jan  1 00:00:00 2099'),
      { status: 304 },
    ],
    ['13.1.3 a date that is none', get('/atom.xml', 'If-Modified-Since: yesterday'), { status: 200 }],
    [
      '13.1.3 two dates are none',
      get('/atom.xml', `If-Modified-Since: ${future}`, `If-Modified-Since: ${future}`),
      { status: 200 },
    ],
    [
      '13.2.2 a tag overrules a date: no match',
      get('/atom.xml', 'If-None-Match: "x"', `If-Modified-Since: ${future}`),
      { status: 200 },
    ],
    [
      '13.2.2 a tag overrules a date: match',
      get('/atom.xml', `If-None-Match: ${tag}`, `If-Modified-Since: ${past}`),
      { status: 304 },
    ],
    ['13.1.1 the tag that is expected', get('/atom.xml', `If-Match: ${tag}`), { status: 200 }],
    ['13.1.1 any', get('/atom.xml', 'If-Match: *'), { status: 200 }],
    ['13.1.1 another', get('/atom.xml', 'If-Match: "another"'), { status: 412 }],
    ['13.1.1 strongly', get('/atom.xml', `If-Match: W/${tag}`), { status: 412 }],
    ['13.1.1 among others', get('/atom.xml', `If-Match: "x", ${tag}`), { status: 200 }],
    ['13.1.4 unmodified since', () => get('/atom.xml', `If-Unmodified-Since: ${since()}`), { status: 200 }],
    ['13.1.4 modified since', () => get('/atom.xml', `If-Unmodified-Since: ${earlier()}`), { status: 412 }],
    ['13.1.4 a date that is none', get('/atom.xml', 'If-Unmodified-Since: tomorrow'), { status: 200 }],
    [
      '13.2.2 If-Match overrules If-Unmodified-Since',
      get('/atom.xml', `If-Match: ${tag}`, `If-Unmodified-Since: ${past}`),
      { status: 200 },
    ],
    ['13.2.2 If-Match comes first', get('/atom.xml', 'If-Match: "x"', `If-None-Match: ${tag}`), { status: 412 }],
    ['13.2.2 then If-None-Match', get('/atom.xml', `If-Match: ${tag}`, `If-None-Match: ${tag}`), { status: 304 }],
    ['13.2.1 not of what is not there', get('/none', 'If-Match: "x"', 'If-None-Match: *'), { status: 404 }],
    ['13.2.1 not of OPTIONS', by('OPTIONS', '/atom.xml', 'If-Match: "x"'), { status: 204 }],
  ]);
});

describe('RFC 9110 14: ranges', () => {
  const ten = (range: string, ...fields: string[]) => get('/media/ten.bin', `Range: ${range}`, ...fields);
  const part = (range: string, body: string): Expected => ({
    status: 206,
    body,
    fields: {
      'content-range': `bytes ${range}/10`,
      'content-length': String(body.length),
      etag: tenTag,
      'content-type': /./,
    },
  });
  const ignored = { status: 200, body: '0123456789', fields: { 'content-range': null } };
  examine([
    ['14.1.2 the first bytes', ten('bytes=0-3'), part('0-3', '0123')],
    ['14.1.2 from one on', ten('bytes=6-'), part('6-9', '6789')],
    ['14.1.2 the last bytes', ten('bytes=-3'), part('7-9', '789')],
    ['14.1.2 more than there are from the end', ten('bytes=-100'), part('0-9', '0123456789')],
    ['14.1.2 beyond the end', ten('bytes=8-99'), part('8-9', '89')],
    ['14.1.2 one byte', ten('bytes=9-9'), part('9-9', '9')],
    ['14.1 a unit in upper case', ten('BYTES=0-0'), part('0-0', '0')],
    ['5.6.1 blanks between members', ten('bytes= 0-1 , '), part('0-1', '01')],
    ['15.5.17 behind the end', ten('bytes=10-'), { status: 416, fields: { 'content-range': 'bytes */10' } }],
    ['15.5.17 nothing from the end', ten('bytes=-0'), { status: 416, fields: { 'content-range': 'bytes */10' } }],
    [
      '15.5.17 of an empty document',
      get('/media/empty.bin', 'Range: bytes=0-'),
      { status: 416, fields: { 'content-range': 'bytes */0' } },
    ],
    ['14.2 an end before its start', ten('bytes=5-2'), ignored],
    ['14.2 another unit', ten('items=0-1'), ignored],
    ['14.2 no range at all', ten('bytes=abc'), ignored],
    ['14.2 no unit', ten('0-1'), ignored],
    ['14.2 two fields of it', ten('bytes=0-1', 'Range: bytes=2-3'), ignored],
    ['17.15 overlapping parts', ten('bytes=0-5,2-8,1-9'), ignored],
    ['17.15 a thousand parts', ten(`bytes=${Array.from({ length: 1000 }, (_, i) => `${i}-${i}`).join(',')}`), ignored],
    [
      '14.2 HEAD knows no ranges',
      by('HEAD', '/media/ten.bin', 'Range: bytes=0-1'),
      { status: 200, fields: { 'content-length': '10' } },
    ],
    ['13.2.2 after the other preconditions', ten('bytes=0-1', `If-None-Match: ${tenTag}`), { status: 304 }],
    ['13.1.5 the tag is the same', ten('bytes=0-1', `If-Range: ${tenTag}`), part('0-1', '01')],
    ['13.1.5 the tag is another', ten('bytes=0-1', 'If-Range: "x"'), ignored],
    ['13.1.5 the tag is weak', ten('bytes=0-1', `If-Range: W/${tenTag}`), ignored],
    ['13.1.5 two tags are none', ten('bytes=0-1', `If-Range: ${tenTag}, "x"`), ignored],
    ['13.1.5 the date is another', ten('bytes=0-1', `If-Range: ${past}`), ignored],
    ['13.1.5 a later date is another', ten('bytes=0-1', `If-Range: ${future}`), ignored],
    ['13.1.5 overrules a range behind the end', ten('bytes=20-', 'If-Range: "x"'), ignored],
    [
      'of a large file',
      get('/media/large.mp3', 'Range: bytes=1048576-1048580'),
      { status: 206, body: /^.{5}$/, fields: { 'content-range': 'bytes 1048576-1048580/5242880' } },
    ],
    [
      'of a coding, its own bytes',
      get('/atom.xml', 'Range: bytes=0-1', 'Accept-Encoding: gzip'),
      { status: 206, fields: { 'content-encoding': 'gzip', 'content-range': /^bytes 0-1\/\d+$/ } },
    ],
  ]);

  it('14.6 several ranges are parts, in the order of the request', async () => {
    const { status, fields, body } = await ask(served, ten('bytes=8-9,0-1,-3').replace(',-3', ',4-4'));
    expect(status).toBe(206);
    const [, boundary] = /^multipart\/byteranges; boundary=(\w+)$/.exec(fields['content-type'] as string) ?? [];
    expect(fields['content-range']).toBeUndefined();
    const parts = body.toString().split(`--${boundary}`);
    expect(parts.at(-1)).toBe('--\r\n');
    expect(parts.slice(1, -1).map((each) => /Content-Range: (.*)\r\n\r\n(.*)\r\n$/s.exec(each)?.slice(1, 3))).toEqual([
      ['bytes 8-9/10', '89'],
      ['bytes 0-1/10', '01'],
      ['bytes 4-4/10', '4'],
    ]);
  });

  it('13.1.5 a date counts once it is older than a second', async () => {
    await new Promise((done) => setTimeout(done, Math.max(0, modified + 1000 - Date.now())));
    const { status } = await ask(served, get('/atom.xml', 'Range: bytes=0-1', `If-Range: ${httpDate(modified)}`));
    expect(status).toBe(206);
  });

  it('several ranges of a large file', async () => {
    const { status, body, fields } = await ask(served, get('/media/large.mp3', 'Range: bytes=0-4,5242874-'));
    expect([status, Number(fields['content-length'])]).toEqual([206, body.length]);
    expect(body.toString().match(/\r\n\r\n(.+)\r\n/g)).toHaveLength(2);
  });
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

describe('RFC 9112 3: targets', () => {
  const found = { status: 200, fields: { etag: tag } };
  const lost = { status: 404, fields: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' } };
  examine([
    ['3.2.2 absolute-form', get('http://example.org/atom.xml'), found],
    ['3.2.2 absolute-form, whatever its host', get('http://other.example:81/atom.xml?a'), found],
    ['3.2.2 absolute-form of https', get('https://example.org/atom.xml'), found],
    ['3.2.2 absolute-form without a path', get('http://example.org'), lost],
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
    ['bytes that are no UTF-8', get('/\xff\xfe'), { status: 400 }],
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
    ['15.5.15 one that is much too long', get(`/${'a'.repeat(100_000)}`), { status: 414, closes: true }],
    ['one that is just not too long', get(`/${'a'.repeat(8000)}`), lost],
  ]);
});

describe('what is not ours', () => {
  examine(
    [
      '/.hayloft.json',
      '/.secret',
      '/not-ours.txt',
      '/linked/rss.xml',
      '/../package.json',
      '/media/../.secret',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/media/%2e%2e/.secret',
      '/..\\..\\etc\\passwd',
      '/%5c..%5c',
      '//etc/passwd',
      '/media',
      '/etc/passwd%00.xml',
    ].map(
      (target): Row => [
        `${target} is not served`,
        get(target),
        { status: 404, body: 'There is nothing at this address.\n' },
      ],
    ),
  );
});

describe('former addresses', () => {
  examine([
    ['lead on', get('/feed'), { status: 301, fields: { location: '/rss.xml' } }],
    ['lead on with a final slash', get('/feed/'), { status: 301, fields: { location: '/rss.xml' } }],
    ['lead on for HEAD', by('HEAD', '/feed'), { status: 301, fields: { location: '/rss.xml' } }],
    ['lead elsewhere', get('/elsewhere'), { status: 301, fields: { location: 'https://example.net/x' } }],
    [
      'have the content',
      get('/old/atom.xml'),
      { status: 200, fields: { etag: tag, 'content-location': '/atom.xml' }, body: atom },
    ],
    [
      'have it not modified',
      get('/old/atom.xml', `If-None-Match: ${tag}`),
      { status: 304, fields: { 'content-location': '/atom.xml' } },
    ],
    ['are told by their query', get('/?feed=atom'), { status: 200, fields: { etag: tag } }],
    ['another query is another address', get('/?feed=rss'), { status: 404 }],
  ]);
});

describe('15.5.11 entries that were withdrawn', () => {
  examine([
    [
      'are gone, and it is said why',
      get('/articles/taken%20back.html'),
      {
        status: 410,
        body: 'Taken back by its author: what was here was taken back on 2026-02-03.\n',
        fields: { 'cache-control': cached },
      },
    ],
    ['are gone for HEAD', by('HEAD', '/articles/taken%20back.html'), { status: 410 }],
  ]);
});

describe('RFC 9112: messages', () => {
  const line = 'GET /atom.xml HTTP/1.1\r\n';
  const bad = { status: 400, closes: true };
  examine([
    ['3.2 without Host', `${line}\r\n`, bad],
    ['3.2 with two', `${line}Host: a\r\nHost: b\r\n\r\n`, bad],
    ['3.2 with an empty one', `${line}Host:\r\n\r\n`, { status: 200 }],
    ['3.2 with a port', `${line}Host: example.org:8080\r\n\r\n`, { status: 200 }],
    ['3.2 with an IPv6 address', `${line}Host: [::1]:80\r\n\r\n`, { status: 200 }],
    ['3.2 with a path', `${line}Host: example.org/a\r\n\r\n`, bad],
    ['3.2 with a user', `${line}Host: a@example.org\r\n\r\n`, bad],
    ['3.2 with a blank', `${line}Host: example org\r\n\r\n`, bad],
    ['2.2 empty lines before are passed over', `\r\n\r\n${get('/atom.xml')}`, { status: 200 }],
    [
      '2.3 HTTP/1.0 needs no Host, and ends',
      'GET /atom.xml HTTP/1.0\r\n\r\n',
      { status: 200, closes: true, fields: { connection: 'close' }, body: atom },
    ],
    [
      '9.3 HTTP/1.0 may ask to go on',
      'GET /atom.xml HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
      { status: 200, fields: { connection: 'keep-alive' } },
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
    [
      '6.3 two ways to tell the length',
      by('POST', '/', 'Transfer-Encoding: chunked', 'Content-Length: 3').concat('0\r\n\r\n'),
      bad,
    ],
    ['6.3 two lengths', by('POST', '/', 'Content-Length: 3', 'Content-Length: 4').concat('abc'), bad],
    ['6.3 a length that is none', by('POST', '/', 'Content-Length: x'), bad],
    [
      '7.1 a chunked content is passed over',
      by('POST', '/', 'Transfer-Encoding: chunked').concat('3\r\nabc\r\n0\r\n\r\n'),
      { status: 405 },
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
      '10.1.1 100-continue gets its answer at once',
      by('POST', '/', 'Expect: 100-continue', 'Content-Length: 5'),
      { status: 405 },
    ],
    ['10.1.1 another expectation', get('/atom.xml', 'Expect: miracles'), { status: 417 }],
    ['7.8 an upgrade is passed over', get('/atom.xml', 'Connection: Upgrade', 'Upgrade: h2c'), { status: 200 }],
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

describe('what the server tells of itself', () => {
  examine([
    [
      'it is alive',
      get('/healthz'),
      { status: 200, body: 'alive\n', fields: { 'cache-control': 'no-store', 'access-control-allow-origin': null } },
    ],
    ['it is ready once something is published', get('/readyz'), { status: 200, body: 'ready\n' }],
    [
      'metrics',
      get('/metrics'),
      {
        status: 200,
        body: /^hayloft_responses_total\{status="200"\} \d+$/m,
        fields: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      },
    ],
    ['only to be read', by('POST', '/metrics'), { status: 405 }],
    ['with a Host', 'GET /healthz HTTP/1.1\r\n\r\n', { status: 400, closes: true }],
  ]);
});

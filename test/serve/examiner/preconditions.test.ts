import { describe, expect, it } from 'vitest';
import { httpDate } from '../../../src/text/http-date.ts';
import { ask } from '../raw.ts';
import {
  atom,
  by,
  cached,
  type Expected,
  examine,
  future,
  get,
  modified,
  past,
  served,
  tag,
  tenTag,
  vary,
} from './examine.ts';

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
    ['14.1.2 numbers that are too large to count', ten(`bytes=8-${'9'.repeat(40)}`), part('8-9', '89')],
    ['14.1.2 so many from the end', ten(`bytes=-${'9'.repeat(40)}`), part('0-9', '0123456789')],
    ['14.1.2 one byte', ten('bytes=9-9'), part('9-9', '9')],
    ['14.1 a unit in upper case', ten('BYTES=0-0'), part('0-0', '0')],
    ['5.6.1 blanks between members', ten('bytes= 0-1 , '), part('0-1', '01')],
    ['15.5.17 behind the end', ten('bytes=10-'), { status: 416, fields: { 'content-range': 'bytes */10' } }],
    [
      '15.5.17 far behind the end',
      ten(`bytes=${'9'.repeat(40)}-`),
      { status: 416, fields: { 'content-range': 'bytes */10' } },
    ],
    ['14.2 one of several is there', ten('bytes=20-30,0-1'), part('0-1', '01')],
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

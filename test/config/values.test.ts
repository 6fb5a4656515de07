import { describe, expect, it } from 'vitest';
import { readBaseUrl } from '../../src/config/values/base-url.ts';
import { readFeedName } from '../../src/config/values/feed-name.ts';
import { readGlob } from '../../src/config/values/glob.ts';
import { readHost } from '../../src/config/values/host.ts';
import { readLanguage } from '../../src/config/values/language.ts';
import { readMoment } from '../../src/config/values/moment.ts';
import { readPageTemplate } from '../../src/config/values/page-template.ts';
import type { Reading } from '../../src/config/values/reading.ts';
import { readSiteId, siteIdOf } from '../../src/config/values/site-id.ts';
import { readTimezone } from '../../src/config/values/timezone.ts';

/** The value, or `! ` and the hint. */
function read<T>(reading: Reading<T>): T | string {
  return 'value' in reading ? reading.value : `! ${reading.hint}`;
}

describe('a base URL', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['HTTP://Example.ORG:80/a b', 'http://example.org/a%20b/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['example.org/feeds', '! did you mean "https://example.org/feeds"?'],
    ['https://example.org/?a#b', '! did you mean "https://example.org/"?'],
    ['https://example.org/#', '! did you mean "https://example.org/"?'],
    ['https://me:secret@example.org/', '! write it whole, as in https://example.org/'],
    ['ftp://example.org/', '! write it whole, as in https://example.org/'],
    ['/feeds', '! write it whole, as in https://example.org/'],
    ['', '! write it whole, as in https://example.org/'],
  ])('%j is read as %j', (text, expected) => expect(read(readBaseUrl(text))).toBe(expected));
});

describe('a site id (RFC 4151 2.1)', () => {
  it.each([
    'example.org,2026',
    'example.org,2026-11',
    'me.too_1@example.org,2024-02-29',
    'a-b.c,2026',
    'localhost,2026',
  ])('%j is one', (text) => expect(read(readSiteId(text))).toBe(text));

  it.each([
    ...['example.org', 'Example.org,2026', 'example.org,26', 'example.org,2026-2', 'example.org,2026-02-30'],
    ...[
      '-a.org,2026',
      'a..org,2026',
      'a_b.org,2026',
      'example.org.,2026',
      ',2026',
      'example.org, 2026',
      'a@b@c.org,2026',
    ],
    ...['example.org,2026:x', 'bücher.example,2026', 'example.org,2026-00'],
  ])('%j is none', (text) => expect(readSiteId(text)).toHaveProperty('problem'));

  it.each([
    ['https://www.example.org/', 'www.example.org,2026'],
    ['https://example.org./', 'example.org,2026'],
    ['http://localhost:8080/', 'localhost,2026'],
    ['http://127.0.0.1/', '127.0.0.1,2026'],
    ['http://[::1]/', '0-0-1,2026'],
    ['http://[2001:db8::]/', '2001-db8-0-0,2026'],
    ['http://_my_host_/', '0-0my-host0-0,2026'],
  ])('is made of %s as %j, which is always a legal one', (url, expected) => {
    expect(siteIdOf(url)).toBe(expected);
    expect(read(readSiteId(expected))).toBe(expected);
  });
});

describe('a time zone', () => {
  it.each([
    ['Europe/Lisbon', 'Europe/Lisbon'],
    ['UTC', 'UTC'],
    ['europe/lisbon', 'europe/lisbon'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['Lisbon', '! did you mean "Europe/Lisbon"?'],
    ['new york', '! did you mean "America/New_York"?'],
    ['Europe/Berlim', '! did you mean "Europe/Berlin"?'],
    ['+01:00', '! write a name such as Europe/Lisbon or UTC'],
    ['', '! write a name such as Europe/Lisbon or UTC'],
  ])('%j is read as %j', (text, expected) => expect(read(readTimezone(text))).toBe(expected));
});

describe('a language', () => {
  it.each([
    ['en', 'en'],
    ['pt-br', 'pt-BR'],
    ['zh-hant', 'zh-Hant'],
    ['pt_BR', '! did you mean "pt-BR"?'],
    ['de_DE.UTF-8', '! did you mean "de-DE"?'],
    ['english', '! write a tag such as en, pt-BR or zh-Hant'],
    ['e', '! write a tag such as en, pt-BR or zh-Hant'],
    ['en-', '! write a tag such as en, pt-BR or zh-Hant'],
  ])('%j is read as %j', (text, expected) => expect(read(readLanguage(text))).toBe(expected));
});

describe('a host', () => {
  it.each([
    ['Observador.pt', 'observador.pt'],
    ['www.observador.pt', 'observador.pt'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['https://www.a.org/x', '! did you mean "www.a.org"? Subdomains are included'],
    ['*.a.org', '! did you mean "a.org"? Subdomains are included'],
    ['a.org:80', '! write it without scheme, port and path, as in example.org; subdomains are included'],
    ['a b', '! write it without scheme, port and path, as in example.org; subdomains are included'],
    ['', '! write it without scheme, port and path, as in example.org; subdomains are included'],
  ])('%j is read as %j', (text, expected) => expect(read(readHost(text))).toBe(expected));
});

describe('the name of a feed', () => {
  it.each(['space', 'Space-2', '日本語', 'über-mich', 'हिन्दी', '1'])('may be %s', (text) => {
    expect(read(readFeedName(text))).toBe(text);
  });

  it('is normalised, so that it is one on every file system', () => {
    expect(read(readFeedName('u\u0308ber'))).toBe('über');
  });

  it.each(['', 'a b', 'a/b', '..', '.a', '-a', 'a-', 'a--b', 'a_b', 'con', 'LPT1', 'a\nb', '\u0301a', 'x'.repeat(61)])(
    'cannot be %j',
    (text) => expect(readFeedName(text)).toHaveProperty('problem'),
  );
});

describe('a page template', () => {
  it.each(['articles/{path}.html', '/{year}/{month}/{day}/{name}/', 'https://other.example/{path}', '?p={name}'])(
    'may be %s',
    (text) => expect(read(readPageTemplate(text))).toBe(text),
  );

  it.each([
    ['{slug}.html', '! known are {path}, {name}, {year}, {month}, {day}'],
    ['{paht}.html', '! did you mean {path}?'],
    ['{path.html', '! known are {path}, {name}, {year}, {month}, {day}'],
    ['all.html', '! use {path} or {name}, as in articles/{path}.html'],
    ['{year}/x', '! use {path} or {name}, as in articles/{path}.html'],
    ['javascript:{path}', '! as in articles/{path}.html'],
    ['https://me:pw@a.org/{path}', '! as in articles/{path}.html'],
  ])('%j is refused: %s', (text, hint) => expect(read(readPageTemplate(text))).toBe(hint));
});

describe('a pattern', () => {
  it.each(['**/*.md', '[notes]/**', './a/*', '*.{md,mdx}', '日本/**'])('may be %s', (text) =>
    expect(read(readGlob(text))).toBe(text),
  );
  it.each(['', '[a', 'a{b', '/abs/**', '../x', 'a/../../b', 'C:/x'])('cannot be %j', (text) => {
    expect(readGlob(text)).toHaveProperty('problem');
  });
});

describe('an edge of a span of time', () => {
  it.each([
    ['2026-03-01', 'from', '2026-03-01T03:00:00.000Z'],
    ['2026-03-01', 'until', '2026-03-02T03:00:00.000Z'],
    ['2026-12-31', 'until', '2027-01-01T03:00:00.000Z'],
    ['2018-11-03', 'until', '2018-11-04T03:00:00.000Z'],
    ['2026-03-01T09:30', 'until', '2026-03-01T12:30:00.000Z'],
    ['2026-03-01t09:30:15.25z', 'from', '2026-03-01T09:30:15.250Z'],
    ['2026-03-01 09:30:00-03:30', 'from', '2026-03-01T13:00:00.000Z'],
  ] as const)('%s as %s is %s in São Paulo', (text, edge, expected) => {
    expect(new Date(read(readMoment(text, 'America/Sao_Paulo', edge)) as number).toISOString()).toBe(expected);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '0000-01-01',
    '26-01-01',
    '2026-1-1',
    '2026',
    'yesterday',
    '2026-01-01T24:00',
    '2026-01-01T10:60',
    '2026-01-01T10:00+24:00',
    '2026-01-01T10',
  ])('%s is none', (text) => expect(readMoment(text, 'UTC', 'from')).toHaveProperty('problem'));
});

import { describe, expect, it } from 'vitest';
import { type KnownSitemap, type MappedSite, robots, sitemapNumber, sitemaps } from '../../src/site/sitemap.ts';
import { textOf } from '../feed/fragments.ts';
import { assertWellFormed } from '../spec/read-feeds.ts';

const baseUrl = 'https://example.org/';
const pageAt: MappedSite['pageAt'] = (place) => ({
  address: `${baseUrl}articles/${place}.html`,
  updated: Date.UTC(2026, 0, 1) + place,
});

/** Texts by path, and what is known afterwards. */
function made(values: Partial<MappedSite>) {
  const site: MappedSite = { baseUrl, lists: [], length: 0, pageAt, known: new Map(), ...values };
  const documents = new Map<string, string>();
  const all = sitemaps(site);
  let next = all.next();
  for (; !next.done; next = all.next()) documents.set(next.value.path, textOf(next.value));
  return { documents, known: next.value };
}

/** What a document lists; of a line that is none of protocol 0.9 the test fails. */
function listed(documents: ReadonlyMap<string, string>, path: string): [loc: string, lastmod: string | undefined][] {
  const text = documents.get(path) as string;
  assertWellFormed(text);
  const [root, element] = path === 'sitemap.xml' ? ['sitemapindex', 'sitemap'] : ['urlset', 'url'];
  const [xml, open, ...rest] = text.split('\n');
  expect(xml).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  expect(open).toBe(`<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`);
  expect(rest.splice(-2)).toEqual([`</${root}>`, '']);
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.length).toBeLessThanOrEqual(50_000);
  const line = new RegExp(
    `^<${element}><loc>([^<>]{12,2048})</loc>(?:<lastmod>(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)</lastmod>)?</${element}>$`,
  );
  return rest.map((each) => {
    expect(each).toMatch(line);
    const [, loc = '', lastmod] = line.exec(each) ?? [];
    return [loc, lastmod];
  });
}

describe('sitemaps', () => {
  it('list every page that is to be found, five hundred places each, with an index that says what changed last', () => {
    const hidden = new Set([3, 999]);
    const { documents, known } = made({
      lists: [{ address: baseUrl }, { address: `${baseUrl}archive/2026.html`, updated: 0 }],
      length: 1001,
      pageAt: (place) => (hidden.has(place) ? undefined : pageAt(place)),
    });
    expect(listed(documents, 'sitemap.xml')).toEqual([
      ['https://example.org/sitemap-lists.xml', '1970-01-01T00:00:00Z'],
      ['https://example.org/sitemap-1.xml', '2026-01-01T00:00:00.499Z'],
      ['https://example.org/sitemap-2.xml', '2026-01-01T00:00:00.998Z'],
      ['https://example.org/sitemap-3.xml', '2026-01-01T00:00:01Z'],
    ]);
    expect(listed(documents, 'sitemap-lists.xml')).toEqual([
      [baseUrl, undefined],
      ['https://example.org/archive/2026.html', '1970-01-01T00:00:00Z'],
    ]);
    expect([1, 2, 3].map((number) => listed(documents, `sitemap-${number}.xml`).length)).toEqual([499, 499, 1]);
    expect([...known.keys()]).toEqual([1, 2, 3]);
  });

  it('of articles are made again only where something changed, and the index is the same', () => {
    const whole = made({ length: 1200 });
    const known = new Map<number, KnownSitemap>(whole.known);
    known.delete(sitemapNumber(600));
    const again = made({ length: 1200, known });
    expect([...again.documents.keys()]).toEqual(['sitemap-2.xml', 'sitemap.xml']);
    expect(again.documents.get('sitemap.xml')).toBe(whole.documents.get('sitemap.xml'));
    expect(again.known).toEqual(whole.known);
  });

  it('are left out where they would list nothing, and so is what is known to be empty', () => {
    const clippings = { length: 1001, pageAt: (place: number) => (place < 1000 ? undefined : pageAt(place)) };
    const { documents, known } = made(clippings);
    expect([...documents.keys()]).toEqual(['sitemap-3.xml', 'sitemap.xml']);
    const asked: number[] = [];
    const pageAsked = (place: number) => {
      asked.push(place);
      return pageAt(place);
    };
    expect(listed(made({ ...clippings, pageAt: pageAsked, known }).documents, 'sitemap.xml')).toHaveLength(1);
    expect(asked).toEqual([]);
    expect([...made({ length: 2, pageAt: () => undefined }).documents]).toEqual([]);
  });

  it('list addresses escaped, on this site and below 2,048 characters, and no date that W3C datetime has not', () => {
    const addresses = [
      `${baseUrl}a?b=1&c='<日本>'`,
      'https://elsewhere.example/a.html',
      `${baseUrl}${'a'.repeat(2048 - baseUrl.length)}`,
      `${baseUrl}${'a'.repeat(2049 - baseUrl.length)}`,
      'javascript:alert(1)',
    ];
    const { documents } = made({
      length: addresses.length,
      pageAt: (place) => ({ address: addresses[place] as string, updated: Date.UTC(10000, 0) }),
    });
    expect(listed(documents, 'sitemap-1.xml')).toEqual([
      ['https://example.org/a?b=1&amp;c=%27%3C%E6%97%A5%E6%9C%AC%3E%27', undefined],
      [addresses[2], undefined],
    ]);
  });

  it('of lists are as many as their size allows', () => {
    const lists = Array.from({ length: 20_001 }, (_, i) => ({ address: `${baseUrl}tags/${i}/index.html` }));
    const { documents } = made({ lists });
    expect(listed(documents, 'sitemap-lists.xml')).toHaveLength(20_000);
    expect(listed(documents, 'sitemap-lists-2.xml')).toEqual([
      ['https://example.org/tags/20000/index.html', undefined],
    ]);
  });
});

describe('robots.txt', () => {
  it('lets everybody read everything, and names the sitemap where there is one', () => {
    const written = (hasSitemap: boolean) =>
      textOf(robots(baseUrl, hasSitemap) as NonNullable<ReturnType<typeof robots>>);
    expect(written(true)).toBe('User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n');
    expect(written(false)).toBe('User-agent: *\nAllow: /\n');
  });

  it('is not written below the root of a host, where nobody reads it', () => {
    expect(robots('https://example.org/press/', true)).toBeUndefined();
  });
});

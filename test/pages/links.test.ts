import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Workplace } from '../e2e/hayloft.ts';
import { elementsOf, textOf } from './elements.ts';
import { hrefOf, kinds, makeSite, pagesIn } from './site.ts';
import { StaticServer } from './static-server.ts';

let server: StaticServer;
let place: Workplace;
let output: string;
/** Elements of each page, by its path. */
let pages: ReadonlyMap<string, readonly DefaultTreeAdapterTypes.Element[]>;

beforeAll(async () => {
  server = await new StaticServer().listen();
  place = await makeSite(server);
  output = join(place.folder, 'output');
  pages = new Map(pagesIn(output).map((path) => [path, elementsOf(parse(readFileSync(join(output, path), 'utf8')))]));
});
afterAll(() => {
  place.remove();
  server.close();
});

const attribute = (element: DefaultTreeAdapterTypes.Element, name: string): string | undefined =>
  element.attrs.find((it) => it.name === name)?.value;

/** What an address in the page is, seen from the page. */
function resolved(path: string, href: string): URL {
  const base = pages.get(path)?.find(({ tagName }) => tagName === 'base');
  const own = new URL(hrefOf(path), server.baseUrl);
  return new URL(href, new URL((base && attribute(base, 'href')) ?? '', own));
}

/** The path under the output folder that an address on the site names. */
const pathOf = ({ href }: URL): string => decodeURIComponent(href.slice(server.baseUrl.length).replace(/[?#].*$/, ''));

it('there is a page of every kind, and no address is dead', () => {
  expect([...pages.keys()]).toEqual(expect.arrayContaining(Object.values(kinds)));
  const dead: string[] = [];
  for (const [path, elements] of pages) {
    for (const element of elements) {
      if (element.tagName === 'base') continue;
      for (const name of ['href', 'src', 'action']) {
        const value = attribute(element, name);
        if (value === undefined) continue;
        const url = resolved(path, value);
        if (!url.href.startsWith(server.baseUrl)) {
          if (url.origin === server.origin) dead.push(`${path}: ${value} is out of the site`);
          continue;
        }
        const to = pathOf(url);
        const target = to === '' || to.endsWith('/') ? `${to}index.html` : to;
        if (!existsSync(join(output, target))) dead.push(`${path}: ${value}`);
        const id = decodeURIComponent(url.hash.slice(1));
        if (id !== '' && !pages.get(target)?.some((it) => attribute(it, 'id') === id)) dead.push(`${path}: ${value}`);
      }
    }
  }
  expect(dead).toEqual([]);
});

it('every page can be reached from the front door', () => {
  const reached = new Set(['index.html']);
  for (const path of reached) {
    for (const element of pages.get(path) ?? []) {
      const href = element.tagName === 'a' ? attribute(element, 'href') : undefined;
      const url = href === undefined ? undefined : resolved(path, href);
      if (url?.href.startsWith(server.baseUrl) && pages.has(pathOf(url))) reached.add(pathOf(url));
    }
  }
  // Nothing leads to what was taken back.
  expect([...pages.keys()].filter((path) => !reached.has(path))).toEqual([kinds['an article that was withdrawn']]);
});

it('a link to a page names the file, so that it works from a folder too', () => {
  const unnamed = [...pages].flatMap(([path, elements]) =>
    elements
      .filter(({ tagName }) => tagName === 'a')
      .map((element) => attribute(element, 'href') ?? '')
      .filter((href) => resolved(path, href).href.startsWith(server.baseUrl))
      .filter((href) => !/\.\w+$/.test(pathOf(resolved(path, href))) || /^https?:.*\.html/.test(href))
      // An address to be copied, or kept, is whole.
      .filter((href) => href !== new URL(hrefOf(path), server.baseUrl).href)
      .map((href) => `${path}: ${href}`),
  );
  expect(unnamed).toEqual([]);
});

const feedTypes = {
  'rss.xml': 'application/rss+xml',
  'atom.xml': 'application/atom+xml',
  'feed.json': 'application/feed+json',
};

it('the page of each feed announces each document of the feed by its type and its own title, and others none', () => {
  let announced = 0;
  for (const [path, elements] of pages) {
    const folder = /^(?:(?:sources|tags|feeds)\/[^/]+\/)?index\.html$/.test(path)
      ? path.slice(0, -'index.html'.length)
      : undefined;
    const documents = Object.entries(feedTypes)
      .filter(([name]) => folder !== undefined && existsSync(join(output, folder + name)))
      .map(([name, type]) => ({
        href: server.baseUrl + hrefOf(folder + name),
        type,
        title: titleOf(readFileSync(join(output, folder + name), 'utf8')),
      }));
    const alternates = elements
      .filter((it) => it.tagName === 'link' && attribute(it, 'rel') === 'alternate')
      .map((it) => ({ href: attribute(it, 'href'), type: attribute(it, 'type'), title: attribute(it, 'title') }));
    // Of an article it may be what leads to the feed of everything.
    if (folder === undefined) continue;
    expect({ path, alternates: new Set(alternates) }).toEqual({ path, alternates: new Set(documents) });
    announced += documents.length;
  }
  expect(announced).toBeGreaterThan(100);
});

/** Of a feed, as its document has it: the first, which is that of the whole. */
function titleOf(document: string): string {
  if (document.startsWith('{')) return (JSON.parse(document) as { title: string }).title;
  const [, title = ''] = /<title(?: [^>]*)?>([\s\S]*?)<\/title>/.exec(document) ?? [];
  const cdata = /^<!\[CDATA\[([\s\S]*)\]\]>$/.exec(title);
  return cdata?.[1] ?? textOf(parse(`<!DOCTYPE html><body>${title}`));
}

it('canonical is the page itself, of a clipping its original', () => {
  for (const [path, elements] of pages) {
    const canonical = elements.filter((it) => it.tagName === 'link' && attribute(it, 'rel') === 'canonical');
    const [href = ''] = canonical.map((it) => attribute(it, 'href'));
    expect({ path, count: canonical.length }).toEqual({ path, count: 1 });
    if (path === kinds['a clipping']) expect(href).toBe('https://news.example/clipped-whole');
    else if (!path.startsWith('articles/')) {
      expect(href.replace(/\/$/, '/index.html')).toBe(server.baseUrl + hrefOf(path));
    }
  }
});

it('JSON-LD is JSON, and says of an article what the page says', () => {
  const about = (path: string) =>
    pages
      .get(path)
      ?.filter((it) => it.tagName === 'script' && attribute(it, 'type') === 'application/ld+json')
      .map((it) => JSON.parse(textOf(it)) as Record<string, unknown>);
  expect(about(kinds['an article'])).toEqual([
    expect.objectContaining({
      '@context': 'https://schema.org',
      '@type': expect.stringMatching(/Article$|^BlogPosting$/),
      headline: 'The Strait at Six in the Morning',
      datePublished: expect.stringMatching(/^2026-03-14T/),
    }),
  ]);
  expect(about(kinds['an article that was withdrawn'])).toEqual([]);
});

it('the sitemap has every page that may be indexed, once, and no other', () => {
  const inSitemap = locations(`${server.baseUrl}sitemap.xml`);
  const mayBeIndexed = [...pages]
    .filter(([, elements]) => !elements.some((it) => /noindex/.test(attribute(it, 'content') ?? '')))
    .filter(([path]) => path.startsWith('articles/'))
    .map(([path]) => server.baseUrl + hrefOf(path));
  expect(inSitemap).toEqual(expect.arrayContaining(mayBeIndexed));
  expect(new Set(inSitemap).size).toBe(inSitemap.length);
  const paths = inSitemap.map((location) => pathOf(new URL(location)).replace(/(^|\/)$/, '$1index.html'));
  const strangers = paths.filter((path) => {
    const robotsOfPage = pages.get(path)?.find((it) => attribute(it, 'name') === 'robots');
    return !pages.has(path) || /noindex/.test((robotsOfPage && attribute(robotsOfPage, 'content')) ?? '');
  });
  expect(strangers).toEqual([]);
});

/** Addresses of pages in a sitemap and those to which it leads (sitemaps.org). */
function locations(sitemap: string): string[] {
  const xml = readFileSync(join(output, pathOf(new URL(sitemap))), 'utf8');
  const found = Array.from(xml.matchAll(/<loc>([^<]*)<\/loc>/g), ([, location = '']) =>
    location.replaceAll('&amp;', '&'),
  );
  return xml.includes('<sitemapindex') ? found.flatMap(locations) : found;
}

import type { Document } from '../feed/document.ts';
import { escapeMarkup } from '../text/escape.ts';
import { type Instant, rfc3339 } from '../text/instant.ts';
import { httpUrl } from '../text/url.ts';
import { hrefOf } from './address/page-path.ts';

/** A page that search engines may find. */
export interface MappedPage {
  /** Absolute. */
  readonly address: string;
  /** Of its last change; absent where nobody remembers it. */
  readonly updated?: Instant;
}

export interface MappedSite {
  /** Absolute; ends in `/`. */
  readonly baseUrl: string;
  /** Pages that are no articles. */
  readonly lists: readonly MappedPage[];
  /** Places in the order of first publication. */
  readonly length: number;
  /** The page of what stands in a place; undefined where it has none, or none that is to be found. */
  readonly pageAt: (place: number) => Required<MappedPage> | undefined;
  /** By number, the sitemaps of articles that need not be made again. */
  readonly known: ReadonlyMap<number, KnownSitemap>;
}

/** The last change of what a sitemap of articles lists; null of one that is not there, since it would list nothing. */
export type KnownSitemap = Instant | null;

/** Under the output folder. */
const indexPath = 'sitemap.xml';

const placesEach = 500;

/** With addresses of {@link longestAddress} below the 50 MB and the 50,000 addresses that a sitemap may have. */
const listsEach = 20_000;

/** Characters of `loc`. */
const longestAddress = 2048;

/** In which sitemap of articles a place is, from 1, the oldest. */
export function sitemapNumber(place: number): number {
  return Math.floor(place / placesEach) + 1;
}

/**
 * What search engines find pages by (sitemaps.org, protocol 0.9): sitemaps of lists and of articles, then `sitemap.xml`,
 * the index of all of them; nothing where nothing is to be found. All lie in the output folder itself: one in a folder
 * below could list nothing but what is in that folder ("Sitemap file location"). Returns what is known of those of
 * articles.
 */
export function* sitemaps(site: MappedSite): Generator<Document, ReadonlyMap<number, KnownSitemap>> {
  const { baseUrl, length, known } = site;
  const index: MappedPage[] = [];
  const lists = listable(site.lists, baseUrl);
  for (let from = 0; from < lists.length; from += listsEach) {
    const path = from === 0 ? 'sitemap-lists.xml' : `sitemap-lists-${from / listsEach + 1}.xml`;
    const pages = lists.slice(from, from + listsEach);
    index.push(sitemapAt(path, baseUrl, latestOf(pages)));
    yield documentOf(path, 'urlset', 'url', pages);
  }
  const numbers = new Map<number, KnownSitemap>();
  for (let number = 1; number <= sitemapNumber(length - 1); number++) {
    const path = `sitemap-${number}.xml`;
    let updated = known.get(number);
    if (updated === undefined) {
      const pages = listable(articlesIn(site, number), baseUrl);
      updated = latestOf(pages) ?? null;
      if (pages.length > 0) yield documentOf(path, 'urlset', 'url', pages);
    }
    numbers.set(number, updated);
    if (updated !== null) index.push(sitemapAt(path, baseUrl, updated));
  }
  if (index.length > 0) yield documentOf(indexPath, 'sitemapindex', 'sitemap', index);
  return numbers;
}

/**
 * `robots.txt` (RFC 9309), where anybody reads it: at the root of a host. Pages that are not to be found say so
 * themselves, and have to be read for that.
 *
 * @param hasSitemap Whether there is anything to be found.
 */
export function robots(baseUrl: string, hasSitemap: boolean): Document | undefined {
  if (new URL(baseUrl).pathname !== '/') return undefined;
  const lines = ['User-agent: *', 'Allow: /', ...(hasSitemap ? ['', `Sitemap: ${baseUrl}${indexPath}`] : []), ''];
  return { path: 'robots.txt', chunks: [Buffer.from(lines.join('\n'))] };
}

function articlesIn({ length, pageAt }: MappedSite, number: number): Required<MappedPage>[] {
  return placesIn(number, length).flatMap((place) => pageAt(place) ?? []);
}

/** The places of the sitemap of a number. */
export function placesIn(number: number, length: number): number[] {
  const from = (number - 1) * placesEach;
  return Array.from({ length: Math.min(length - from, placesEach) }, (_, i) => from + i);
}

/** Those that a sitemap may list, by their addresses as RFC 3986 has them: on this site, and not too long. */
function listable<Page extends MappedPage>(pages: readonly Page[], baseUrl: string): Page[] {
  return pages.flatMap((page) => {
    const address = httpUrl(page.address);
    const isListed = address?.startsWith(baseUrl) && address.length <= longestAddress;
    return isListed ? [{ ...page, address }] : [];
  });
}

function sitemapAt(path: string, baseUrl: string, updated: Instant | undefined): MappedPage {
  return { address: baseUrl + hrefOf(path), ...(updated !== undefined && { updated }) };
}

function latestOf(pages: readonly MappedPage[]): Instant | undefined {
  const instants = pages.flatMap(({ updated }) => (updated === undefined ? [] : [updated]));
  return instants.length > 0 ? instants.reduce((last, instant) => Math.max(last, instant)) : undefined;
}

function documentOf(path: string, root: string, element: string, pages: readonly MappedPage[]): Document {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...pages.map((page) => `<${element}><loc>${escapeMarkup(page.address)}</loc>${lastmod(page)}</${element}>`),
    `</${root}>`,
    '',
  ];
  return { path, chunks: [Buffer.from(lines.join('\n'))] };
}

/** W3C datetime has years of four digits, and the schema none that is 0. */
function lastmod({ updated }: MappedPage): string {
  if (updated === undefined) return '';
  const date = rfc3339(updated);
  return /^(?!0000)\d{4}-/.test(date) ? `<lastmod>${date}</lastmod>` : '';
}

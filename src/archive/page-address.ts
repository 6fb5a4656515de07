import type { LinkPolicy } from '../config/config.ts';
import type { Instant } from '../text/instant.ts';
import { httpUrl, urlBelow } from '../text/url.ts';
import { dayIn } from '../text/zone.ts';

/** What the address of an article's page depends on. */
export interface PageFacts {
  readonly path: string;
  readonly published: Instant;
  /** Where its author says that its page is: absolute, or a path on the site. */
  readonly permalink?: string | undefined;
}

/**
 * Absolute address of an article's own page: its permalink, else the configured template filled in.
 *
 * Only `.md` is dropped from the path, so that `a.md` and `a.markdown` have two pages.
 */
export function pageAddress(site: { baseUrl: string; timezone: string; link: LinkPolicy }, facts: PageFacts): string {
  if (facts.permalink !== undefined) return httpUrl(facts.permalink) ?? urlBelow(site.baseUrl, facts.permalink);
  const stem = facts.path.replace(/\.md$/i, '');
  const segments = stem.split('/').map(encodeURIComponent);
  const filled = site.link.page.replace(/\{(path|name|year|month|day)\}/g, (_, slot: string) => {
    if (slot === 'path') return segments.join('/');
    if (slot === 'name') return segments.at(-1) as string;
    const [year = '', month = '', day = ''] = dayIn(site.timezone, facts.published).split('-');
    return { year, month, day }[slot as 'year' | 'month' | 'day'];
  });
  return new URL(filled, site.baseUrl).href;
}

/** Whether a page's address can be told from its path alone, without reading the article. */
export function isAddressedByPath(link: LinkPolicy): boolean {
  return !/\{(year|month|day)\}/.test(link.page);
}

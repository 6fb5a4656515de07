import type { LinkPolicy } from '../config/config.ts';
import type { Instant } from '../text/instant.ts';

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
  if (facts.permalink !== undefined) return new URL(facts.permalink.replace(/^\/+/, ''), site.baseUrl).href;
  const stem = facts.path.replace(/\.md$/i, '');
  const segments = stem.split('/').map(encodeURIComponent);
  const filled = site.link.page.replace(/\{(path|name|year|month|day)\}/g, (_, slot: string) => {
    if (slot === 'path') return segments.join('/');
    if (slot === 'name') return segments.at(-1) as string;
    return calendarDay(facts.published, site.timezone)[slot as 'year' | 'month' | 'day'];
  });
  return new URL(filled, site.baseUrl).href;
}

/** Whether a page's address can be told from its path alone, without reading the article. */
export function isAddressedByPath(link: LinkPolicy): boolean {
  return !/\{(year|month|day)\}/.test(link.page);
}

function calendarDay(instant: Instant, timezone: string): Record<'year' | 'month' | 'day', string> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { year: String(parts.year).padStart(4, '0'), month: String(parts.month), day: String(parts.day) };
}

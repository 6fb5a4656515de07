import type { Config, PagesConfig } from '../../config/config.ts';
import { EntryPages } from '../../site/entry-pages.ts';
import type { Making } from '../../site/feed-page.ts';
import { siteFacts } from '../../site/site-facts.ts';
import { sha256 } from '../../text/sha256.ts';
import { loadTheme } from './theme.ts';

/** What the pages of entries are made with, in whatever thread. @throws ThemeError */
export async function entryPagesFor(config: Config, pages: PagesConfig): Promise<EntryPages> {
  const { theme, stylesheet } = await loadTheme(pages.theme);
  return new EntryPages(config, pages, theme, stylesheet);
}

/** What pages of lists are made with. @throws ThemeError */
export async function makingFor(config: Config, pages: PagesConfig): Promise<Making> {
  const { theme, stylesheet } = await loadTheme(pages.theme);
  return { config, theme, site: siteFacts(config, stylesheet) };
}

/**
 * Stands for what the pages of entries depend on beside the entries; of the program the cache knows by itself.
 *
 * @param theme Stands for the files of the theme.
 */
export function pagesKey({ pages, articles, feeds, groups, feed, ...config }: Config, theme: string): string {
  if (pages === false) return '';
  const { title, description, baseUrl, language, timezone, authors, link } = config;
  const folders = articles.map(({ prefix, noindex }) => [prefix, noindex]);
  const ofGroups = [groups.sources !== false, groups.tags !== false, feed.formats, feeds];
  const site = [title, description, baseUrl, language, timezone, authors, link, pages, folders, ...ofGroups];
  return sha256(JSON.stringify([site, theme])).slice(0, 32);
}

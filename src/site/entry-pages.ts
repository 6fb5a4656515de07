import type { Entry, Withdrawn } from '../archive/entry.ts';
import type { ArticleContent } from '../article/article.ts';
import type { Config, PagesConfig } from '../config/config.ts';
import { addressesIn } from '../feed/facts.ts';
import { feedsOf } from '../feed/plan.ts';
import type { Instant } from '../text/instant.ts';
import { hrefOf, markdownPath, pageOfFeed, pagePath, rootOf } from './address/page-path.ts';
import { alternatesOf } from './alternates.ts';
import { isShownAsWritten } from './as-written.ts';
import { pageContent } from './content/page-content.ts';
import { goneMark } from './gone-mark.ts';
import { Html } from './html.ts';
import { isNoindex } from './noindex.ts';
import { searchRow } from './search/row.ts';
import { siteFacts } from './site-facts.ts';
import type { Alternate, ArticleView, FeedLink, Link, PageView, SiteFacts, Theme } from './views.ts';
import { directionOf } from './words/direction.ts';

/** What the pages of a site make of an entry by itself: these bytes follow from it and the configuration alone. */
export class EntryPages {
  readonly #config: Config;
  readonly #pages: PagesConfig;
  readonly #theme: Theme;
  readonly #site: SiteFacts;
  readonly #alternates: readonly Alternate[];

  constructor(config: Config, pages: PagesConfig, theme: Theme, stylesheet: string) {
    this.#config = config;
    this.#pages = pages;
    this.#theme = theme;
    this.#site = siteFacts(config, stylesheet);
    this.#alternates = alternatesOf(addressesIn('', config.feed.formats, config.baseUrl), config.title);
  }

  /**
   * Its own page.
   *
   * @param path Under the output folder.
   * @param versions Every version that was published, oldest first.
   */
  page(path: string, entry: Entry, content: ArticleContent, versions: readonly { readonly at: Instant }[]): string {
    const view = this.#articleView(path, entry, content, versions);
    return this.#layout(path, {
      kind: 'article',
      title: entry.title,
      ...(content.summary !== '' && { description: content.summary }),
      canonical: entry.externalUrl ?? entry.page,
      noindex: isNoindex(entry, this.#config),
      head: this.#theme.articleHead(view, this.#site),
      main: this.#theme.article(view, this.#site),
    });
  }

  /** The page that is left of an entry that was taken back. */
  withdrawn(path: string, { at, published, why, page }: Withdrawn): string {
    return this.#layout(path, {
      kind: 'withdrawn',
      title: this.#site.words.withdrawnTitle,
      canonical: page,
      noindex: true,
      head: goneMark,
      main: this.#theme.withdrawn({ at, published, why, root: rootOf(path) }, this.#site),
    });
  }

  /** As it stands in lists. */
  card(entry: Entry, { summary }: ArticleContent): string {
    const { source } = entry;
    const hasPage = this.#config.groups.sources !== false && source !== undefined;
    const view = {
      entry,
      summary,
      href: this.#hrefOf(entry),
      ...(hasPage && { sourceHref: pageOfFeed(`sources/${source.slug}`) }),
      tags: this.#config.groups.tags === false ? [] : entry.tags.map(tagLink),
    };
    return this.#theme.card(view, this.#site).markup;
  }

  /** All that the search index has of it. */
  search(entry: Entry, content: ArticleContent): Uint8Array {
    const { summary, html } = content;
    const shown = { summary, html: entry.isFull ? html : '' };
    return searchRow(entry, shown, { href: this.#hrefOf(entry), timezone: this.#config.timezone });
  }

  /** Where it is to be read: its page here, if it has one. */
  #hrefOf(entry: Entry): string {
    const path = pagePath(entry.page, this.#config.baseUrl);
    return path === undefined ? entry.link : hrefOf(path);
  }

  #articleView(
    path: string,
    entry: Entry,
    { html, summary, image }: ArticleContent,
    versions: readonly { readonly at: Instant }[],
  ): ArticleView {
    const { baseUrl, language } = this.#config;
    const root = rootOf(path);
    const { words } = this.#site;
    const spoken = entry.language ?? language;
    return {
      entry,
      summary,
      ...(image !== undefined && { image }),
      content: entry.isFull
        ? pageContent(html, {
            baseUrl,
            root,
            words,
            anchor: entry.link,
            media: entry.media,
            ...(spoken !== undefined && { language: spoken }),
          })
        : new Html(''),
      direction: directionOf(spoken),
      address: entry.page,
      ...(this.#pages.markdown && isShownAsWritten(entry) && { markdown: hrefOf(markdownPath(path)) }),
      versions,
      feeds: this.#feedsOf(entry),
      root,
      self: '',
    };
  }

  #feedsOf(entry: Entry): Omit<FeedLink, 'count'>[] {
    return [
      { kind: 'main', name: this.#site.title, href: 'index.html' },
      ...feedsOf(entry, this.#config).map(({ kind, folder, name }) => ({ kind, name, href: pageOfFeed(folder) })),
    ];
  }

  #layout(path: string, view: Omit<PageView, 'path' | 'root' | 'self' | 'alternates' | 'scripts'>): string {
    const around = { path, root: rootOf(path), self: '', alternates: this.#alternates, scripts: [] };
    return this.#theme.layout({ ...around, ...view }, this.#site).markup;
  }
}

function tagLink({ slug, name }: Entry['tags'][0]): Link {
  return { href: pageOfFeed(`tags/${slug}`), text: name };
}

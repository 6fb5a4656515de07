import type { Entry } from '../archive/entry.ts';
import type { Instant } from '../text/instant.ts';
import type { Person } from '../text/person.ts';
import type { Html } from './html.ts';
import type { Words } from './words/words.ts';

/** What the templates of pages are given. Addresses (`href`) are relative to the output folder unless said otherwise. */

/** What every page says of the site. */
export interface SiteFacts {
  readonly title: string;
  readonly description?: string;
  /** Absolute, ends in `/`. */
  readonly baseUrl: string;
  /** BCP 47: of articles that say nothing else; absent where nobody said. */
  readonly language?: string;
  /** IANA name. */
  readonly timezone: string;
  readonly authors: readonly Person[];
  /** What pages say themselves, in the language of the site where it is known, else in English. */
  readonly words: Words;
  /** What stands in the `<style>` of each page. */
  readonly stylesheet: string;
  /** Which of the pages are there that every page leads to, in this order; absent where all four are. */
  readonly sections?: readonly ('archive' | 'sources' | 'tags' | 'search')[];
}

/** One whole page. */
export interface PageView {
  /** Under the output folder, decoded: `sources/observador/index.html`. */
  readonly path: string;
  /**
   * Prefix of all addresses in the page that are relative to the output folder. Pages of lists have a `<base>` and none:
   * the entries in them are the same bytes whatever the folder.
   */
  readonly root: string;
  /** `href` of `<base>`, of pages of lists: `../../`, or `./` in the output folder itself. */
  readonly base?: string;
  /** What stands before `#` in a link within the page: empty, or its own address where it has a `<base>`. */
  readonly self: string;
  readonly kind: 'front' | 'feed' | 'article' | 'withdrawn' | 'archive' | 'names' | 'search';
  /** Of the page alone, without the title of the site; absent on the front door. */
  readonly title?: string;
  readonly description?: string;
  /** Absolute: of the page, or of the original of a clipping. */
  readonly canonical: string;
  readonly noindex: boolean;
  /** Feed documents to discover (`<link rel="alternate">`), absolute. */
  readonly alternates: readonly Alternate[];
  /** Further elements of `<head>`: Open Graph, JSON-LD. */
  readonly head?: Html;
  readonly main: Html;
  /** Addresses of scripts, relative to the output folder. */
  readonly scripts: readonly Script[];
}

export interface Script {
  readonly href: string;
  readonly isModule: boolean;
}

export interface Alternate {
  readonly href: string;
  /** Media type. */
  readonly type: string;
  readonly title: string;
}

/** A link of the page. */
export interface Link {
  readonly href: string;
  readonly text: string;
}

/** A feed as a page leads to it. */
export interface FeedLink {
  readonly kind: 'main' | 'source' | 'tag' | 'named';
  /** Of the source or tag; of the main feed the title of the site. */
  readonly name: string;
  /** Of its page. */
  readonly href: string;
  /** How many entries belong to it. */
  readonly count: number;
}

export interface ArticleView {
  readonly entry: Entry;
  readonly summary: string;
  /** The picture that stands for it, absolute. */
  readonly image?: string;
  /** Safe, made ready for the page; empty where only the summary is shown. */
  readonly content: Html;
  /** Of the text; `dir` of its element. */
  readonly direction: 'ltr' | 'rtl' | 'auto';
  /** Of the page, absolute. */
  readonly address: string;
  /** Of its Markdown; absent where that is not published. */
  readonly markdown?: string;
  /** Every version that was published, oldest first; at least one. */
  readonly versions: readonly { readonly at: Instant }[];
  /** Pages of feeds in which it stands, the main one first; without `count`. */
  readonly feeds: readonly Omit<FeedLink, 'count'>[];
  /** Prefix of {@link PageView.root}. */
  readonly root: string;
  readonly self: string;
}

/** An entry that was taken back: nothing of its words. */
export interface WithdrawnView {
  readonly at: Instant;
  readonly published: Instant;
  readonly why: 'deleted' | 'draft' | 'future';
  readonly root: string;
}

/** An entry in a list. */
export interface CardView {
  readonly entry: Entry;
  readonly summary: string;
  /** Of its page here; of the original where there is none. May be absolute. */
  readonly href: string;
  /** Of the page of its source; absent where there is none. */
  readonly sourceHref?: string;
  readonly tags: readonly Link[];
}

/** What can be subscribed to: a feed in a format. */
export interface Subscription {
  readonly format: 'rss' | 'atom' | 'json';
  /** Absolute. */
  readonly href: string;
}

/** The page of a feed; of the main feed it is the front door. */
export interface FeedView {
  readonly kind: 'main' | 'source' | 'tag' | 'named';
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly self: string;
  readonly subscriptions: readonly Subscription[];
  /** How many entries belong to it, and how many stand on the page. */
  readonly total: number;
  readonly shows: number;
  /** Stands for the cards, which are put in its place: where there are any, it has to be written once, as it is. */
  readonly entries: Html;
  /** Of the home page of a source, absolute. */
  readonly homePage?: string;
  /** Where older entries are, newest first; empty where the page shows all. */
  readonly archive: readonly CountedLink[];
  /** Of the front door alone. */
  readonly front?: FrontDoor;
}

export interface FrontDoor {
  /** The largest first where there are more than a page can show. */
  readonly sources: readonly FeedLink[];
  readonly tags: readonly FeedLink[];
  readonly named: readonly FeedLink[];
  /** How many there are. */
  readonly sourceCount: number;
  readonly tagCount: number;
}

export interface CountedLink extends Link {
  readonly count: number;
}

/** A part of the archive: of everything, or of one feed. */
export interface CalendarView {
  /** Name of the source or tag; absent for the archive of everything. */
  readonly of?: Link;
  /** `2026`, `2026-03`, `2026-03-14`; absent for the page that lists the years. */
  readonly period?: string;
  /** Of a day with very many entries, which part of it, from 1. */
  readonly part?: number;
  readonly total: number;
  readonly self: string;
  /** From the outside in, without this page. */
  readonly crumbs: readonly Link[];
  /** The pages below, newest first, where the entries are not on this page; `text` is a period as above, or a part. */
  readonly below: readonly CountedLink[];
  /** As in {@link FeedView}; absent where `below` is not empty. */
  readonly entries?: Html;
  /** The periods before and after it. */
  readonly previous?: Link;
  readonly next?: Link;
}

/** All sources, or all tags. */
export interface NamesView {
  readonly kind: 'source' | 'tag';
  readonly self: string;
  /** By name. */
  readonly names: readonly FeedLink[];
}

/** Functions that make pages: plain functions of views, each of which may be replaced (docs/theme.md). */
export interface Theme {
  layout(page: PageView, site: SiteFacts): Html;
  article(view: ArticleView, site: SiteFacts): Html;
  /** Of `<head>`: Open Graph, JSON-LD. */
  articleHead(view: ArticleView, site: SiteFacts): Html;
  withdrawn(view: WithdrawnView, site: SiteFacts): Html;
  card(view: CardView, site: SiteFacts): Html;
  feed(view: FeedView, site: SiteFacts): Html;
  calendar(view: CalendarView, site: SiteFacts): Html;
  names(view: NamesView, site: SiteFacts): Html;
  search(view: { readonly self: string }, site: SiteFacts): Html;
}

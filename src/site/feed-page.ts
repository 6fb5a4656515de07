import type { Config } from '../config/config.ts';
import type { ComposedFeed } from '../feed/compose.ts';
import type { Chunk, Document } from '../feed/document.ts';
import { addressOf, pathIn } from '../feed/facts.ts';
import { hrefOf, pageOfFeed, rootOf } from './address/page-path.ts';
import { alternatesOf, subscriptionsOf } from './alternates.ts';
import { entriesHere, listDocument, plainDocument } from './list-document.ts';
import type { CountedLink, FeedLink, FeedView, FrontDoor, NamesView, PageView, SiteFacts, Theme } from './views.ts';

/** A source or a tag of which there is a page. */
export interface CountedName {
  readonly slug: string;
  readonly name: string;
  /** How many entries it has. */
  readonly count: number;
}

/** What pages with lists are made with. */
export interface Making {
  readonly config: Config;
  readonly theme: Theme;
  readonly site: SiteFacts;
}

/** A feed with what its page says beside its entries. */
export interface FeedOnPage {
  readonly feed: ComposedFeed;
  /** Of the entries that it shows, in order. */
  readonly cards: readonly Chunk[];
  /** Where the others are. */
  readonly archive: readonly CountedLink[];
  /** Of a source, absolute. */
  readonly homePage?: string | undefined;
}

/** Names on the front door; where there are more, it shows those with the most entries. */
const mostNames = 60;

/** The page of a feed: the same entries as in its documents, to be read. That of the main feed is the front door. */
export function feedPage({ feed, cards, archive, homePage }: FeedOnPage, making: Making, front?: FrontDoor): Document {
  const { theme, site } = making;
  const { kind, folder, name, title, description, total } = feed.plan;
  const path = pathIn(folder, 'index.html');
  const view: FeedView = {
    kind,
    name,
    title,
    description,
    self: selfOf(path),
    subscriptions: subscriptionsOf(feed.urls),
    total,
    shows: cards.length,
    entries: entriesHere,
    ...(homePage !== undefined && { homePage }),
    archive,
    ...(front && { front }),
  };
  const page = listPage(path, making, {
    kind: front ? 'front' : 'feed',
    ...(!front && { title: name }),
    description,
    alternates: alternatesOf(feed.urls, title),
    main: theme.feed(view, site),
    scripts: [{ href: 'theme/copy.js', isModule: false }],
  });
  return listDocument(path, page, cards);
}

/** What the front door shows of everything. */
export function frontDoorOf(
  sources: readonly CountedName[],
  tags: readonly CountedName[],
  feeds: readonly ComposedFeed[],
  { groups }: Config,
): FrontDoor {
  const ofGroup = (kind: 'source' | 'tag', shape: unknown, names: readonly CountedName[]) =>
    shape === false ? [] : names.map((each) => nameLink(kind, each));
  const [allSources, allTags] = [ofGroup('source', groups.sources, sources), ofGroup('tag', groups.tags, tags)];
  return {
    sources: largest(allSources),
    tags: largest(allTags),
    named: feeds.flatMap(({ plan: { kind, name, folder, total } }) =>
      kind === 'named' ? [{ kind, name, href: pageOfFeed(folder), count: total }] : [],
    ),
    sourceCount: allSources.length,
    tagCount: allTags.length,
  };
}

/** The page of all sources, or of all tags. */
export function namesPage(kind: 'source' | 'tag', names: readonly CountedName[], making: Making): Document {
  const { theme, site } = making;
  const path = `${kind}s/index.html`;
  const view: NamesView = {
    kind,
    self: hrefOf(path),
    names: byName(
      names.map((each) => nameLink(kind, each)),
      site,
    ),
  };
  const page = listPage(path, making, {
    kind: 'names',
    title: kind === 'source' ? site.words.sources : site.words.tags,
    main: theme.names(view, site),
  });
  return plainDocument(path, page);
}

/** The page that searches. */
export function searchPageDocument(making: Making): Document {
  const { theme, site } = making;
  const path = 'search.html';
  const page = listPage(path, making, {
    kind: 'search',
    title: site.words.search,
    main: theme.search({ self: selfOf(path) }, site),
    scripts: [{ href: 'theme/search.js', isModule: true }],
  });
  return plainDocument(path, page);
}

type ListPage = Omit<PageView, 'path' | 'root' | 'base' | 'self' | 'canonical' | 'noindex' | 'alternates' | 'scripts'> &
  Partial<Pick<PageView, 'alternates' | 'scripts'>>;

/**
 * A page of a list: with a `<base>` unless it lies in the output folder itself, since the entries in it are the same
 * bytes whatever the folder.
 */
export function listPage(path: string, { config, theme, site }: Making, page: ListPage) {
  const base = rootOf(path);
  return theme.layout(
    {
      path,
      root: '',
      ...(base !== '' && { base }),
      self: selfOf(path),
      canonical: listAddress(path, config.baseUrl),
      noindex: config.pages !== false && config.pages.noindex,
      alternates: [],
      scripts: [],
      ...page,
    },
    site,
  );
}

/** See {@link PageView.self}. */
function selfOf(path: string): string {
  return rootOf(path) === '' ? '' : hrefOf(path);
}

/** Absolute address of a page of a list; that of a folder stands for its index. */
export function listAddress(path: string, baseUrl: string): string {
  return addressOf(path.replace(/(^|\/)index\.html$/, '$1'), baseUrl);
}

function nameLink(kind: 'source' | 'tag', { slug, name, count }: CountedName): FeedLink {
  return { kind, name, href: pageOfFeed(`${kind}s/${slug}`), count };
}

function largest(links: readonly FeedLink[]): readonly FeedLink[] {
  if (links.length <= mostNames) return links;
  return [...links].sort((a, b) => b.count - a.count).slice(0, mostNames);
}

/** As people who read the language of the site look names up. */
function byName(links: readonly FeedLink[], { language, words }: SiteFacts): FeedLink[] {
  // For a language that it does not know it would take that of the machine.
  const { compare } = new Intl.Collator([...(language === undefined ? [] : [language]), words.language]);
  return [...links].sort((a, b) => compare(a.name, b.name) || (a.href < b.href ? -1 : 1));
}

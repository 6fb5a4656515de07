import { type AtomFeed, parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import type { OldItem } from '../../archive/adoption/old-item.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';
import { isXmlText } from '../../text/characters.ts';
import { escapeMarkup } from '../../text/escape.ts';
import { httpUrl } from '../../text/url.ts';
import { decodeFeed } from './decode-feed.ts';
import { readOldDate } from './old-date.ts';
import { rootOf } from './root-element.ts';

export interface OldFeed {
  /** Absent where this is no feed. */
  readonly items?: readonly OldItem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What an item says, in whatever format. */
interface Stated {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  /** As written, the one that readers follow first. */
  readonly links: readonly (string | undefined)[];
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  /** Of all its content, or else of what there is. */
  readonly whole?: string | undefined;
  readonly part?: string | undefined;
}

interface StatedFeed {
  /** What relative links are relative to. */
  readonly base?: string | undefined;
  readonly home?: string | undefined;
  readonly items: readonly Stated[];
}

/**
 * The items of a feed: RSS 0.9x and 2.0, RSS 0.90 and 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed 1.
 *
 * The parser takes a document for what any element in it is called, an Atom feed that quotes `<rss>` for RSS; so the
 * format is told by the root element here. It throws for what it cannot read.
 *
 * @param file As messages name it.
 * @param zone IANA name: of dates that name none.
 */
export function readOldFeed(bytes: Buffer, file: string, zone: string): OldFeed {
  const decoded = decodeFeed(bytes);
  if ('refused' in decoded) return noFeed(file, decoded.refused);
  let feed: StatedFeed | string;
  try {
    feed = stated(decoded.text);
  } catch (error) {
    feed = `cannot be read as a feed (${(error as Error).message})`;
  }
  if (typeof feed === 'string') return noFeed(file, feed);

  const diagnostics: Diagnostic[] = [];
  const warn = (code: DiagnosticCode, message: string, hint: string) =>
    diagnostics.push({ severity: 'warning', code, file, message, hint });
  if (decoded.isDamaged) {
    warn(
      'adopt/bad-encoding',
      'holds bytes that are not of its encoding',
      'save the feed again as the server sends it',
    );
  }
  const { base, home } = feed;
  const items = feed.items.flatMap((item, index): OldItem[] => {
    const name = JSON.stringify(item.title ?? item.id ?? `number ${index + 1}`);
    const unknown = whyUnknown(item.id);
    if (item.id === undefined || unknown !== undefined) {
      warn('adopt/no-id', `the item ${name} ${unknown}`, 'no reader can know it by that: nothing is taken over for it');
      return [];
    }
    const dateOf = (field: 'published' | 'updated') => {
      const written = item[field];
      const date = written === undefined ? undefined : readOldDate(written, zone);
      if (written !== undefined && date === undefined) {
        const message = `the item ${name} has a date that is none, ${JSON.stringify(written)}`;
        warn('adopt/bad-date', message, 'the date that its article states is taken instead');
      }
      return date;
    };
    const published = dateOf('published');
    const updated = dateOf('updated');
    const html = item.whole ?? item.part;
    const addresses = item.links.flatMap((link) => (link === undefined ? [] : (httpUrl(link, base) ?? [])));
    return [
      {
        feed: file,
        id: item.id,
        ...(item.title !== undefined && { title: item.title }),
        addresses: [...new Set(addresses)],
        ...(home !== undefined && { home }),
        ...(published !== undefined && { published }),
        ...(updated !== undefined && { updated }),
        ...(html !== undefined && { html }),
        isWhole: item.whole !== undefined,
      },
    ];
  });
  return { items, diagnostics };
}

/** Why no reader can know an item by what its feed gives as its id, if so. */
function whyUnknown(id: string | undefined): string | undefined {
  if (id === undefined) return 'has neither an id nor a link';
  if (id.includes('\ufffd')) return 'has an id of which bytes are lost';
  return isXmlText(id) ? undefined : 'has an id of characters that no XML document may hold';
}

/** @returns Why it is no feed, in words that follow its name. */
function stated(text: string): StatedFeed | string {
  if (/^[\ufeff\s]*\{/.test(text)) return statedJson(text);
  const root = rootOf(text);
  if (root === 'rss') return statedRss(text);
  if (root === 'rdf') return statedRdf(text);
  if (root === 'feed') return statedAtom(text);
  if (root === 'html') return 'is a web page, not a feed';
  return root === undefined ? 'is not a feed' : `is not a feed, but a document of <${root}>`;
}

function statedRss(text: string): StatedFeed {
  const feed = parseRssFeed(text);
  const items = (feed.items ?? []).map(({ title, link, guid, pubDate, description, content, dc, dcterms, atom }) => {
    const links = [link, ...alternates(atom?.links)];
    return {
      id: guid?.value ?? links.find((it) => it !== undefined),
      title: title ?? dc?.titles?.[0],
      links: [...links, /^https?:/i.test(guid?.value ?? '') ? guid?.value : undefined],
      published: pubDate ?? atom?.published ?? dcterms?.issued?.[0] ?? dcterms?.created?.[0] ?? dc?.dates?.[0],
      updated: atom?.updated ?? dcterms?.modified?.[0],
      whole: content?.encoded,
      part: description,
    };
  });
  return { ...homeOf(feed.link), items };
}

function statedRdf(text: string): StatedFeed {
  const feed = parseRdfFeed(text);
  const items = (feed.items ?? []).map(({ title, link, rdf, description, content, dc, dcterms }) => ({
    id: rdf?.about ?? link,
    title,
    links: [link, rdf?.about],
    published: dcterms?.issued?.[0] ?? dcterms?.created?.[0] ?? dc?.dates?.[0],
    updated: dcterms?.modified?.[0],
    whole: content?.encoded,
    part: description,
  }));
  return { ...homeOf(feed.link), items };
}

function statedAtom(text: string): StatedFeed {
  const feed = parseAtomFeed(text);
  const { base, home } = homeOf(alternates(feed.links)[0]);
  const root = feed.xml?.base === undefined ? base : (httpUrl(feed.xml.base, base) ?? base);
  const items = (feed.entries ?? []).map(({ id, title, links, published, updated, content, summary, xml }) => {
    const own = alternates(links).map((link) =>
      xml?.base === undefined ? link : httpUrl(link, httpUrl(xml.base, root)),
    );
    return {
      id: id ?? own[0],
      title: title?.value,
      links: own,
      published,
      updated,
      whole: content?.value,
      part: summary?.value,
    };
  });
  return { base: root, home: home ?? root, items };
}

function statedJson(text: string): StatedFeed {
  const feed = parseJsonFeed(text.replace(/^\ufeff/, ''));
  const items = (feed.items ?? []).map((item) => ({
    id: item.id ?? item.url,
    title: item.title,
    links: [item.url, item.external_url],
    published: item.date_published,
    updated: item.date_modified,
    whole: item.content_html ?? (item.content_text && escapeMarkup(item.content_text)),
    part: item.summary && escapeMarkup(item.summary),
  }));
  return { ...homeOf(feed.home_page_url), items };
}

function homeOf(link: string | undefined): Pick<StatedFeed, 'base' | 'home'> {
  const home = link === undefined ? undefined : httpUrl(link);
  return { base: home, home };
}

/** RFC 4287 4.2.7.2: a link without a relation is one to the page itself. */
function alternates(links: readonly AtomFeed.Link<string>[] = []): string[] {
  const own = links.filter(({ rel }) => rel === undefined || rel === 'alternate');
  return own.flatMap(({ href }) => (href === undefined ? [] : [href]));
}

function noFeed(file: string, message: string): OldFeed {
  const hint = 'give it an RSS, Atom or JSON Feed as its server sends it';
  return { diagnostics: [{ severity: 'error', code: 'adopt/not-a-feed', file, message, hint }] };
}

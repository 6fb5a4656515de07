import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import type { FeedFormat } from '../../src/config/config.ts';

/** What independent parsers read of a feed document's place in its history (RFC 5005). */
export interface ReadDocument {
  /** Of its entries, in their order. */
  readonly ids: readonly (string | undefined)[];
  /** Addresses by relation; JSON Feed's `next_url`, which leads to older items, by that of Atom. */
  readonly links: Readonly<Record<string, string>>;
  readonly updated: string | undefined;
  /** Elements of RFC 5005 in the head, by local name. */
  readonly marks: readonly string[];
}

export const readDocument: Record<FeedFormat, (text: string) => ReadDocument> = {
  rss(text) {
    const { items = [], atom, lastBuildDate } = parseRssFeed(text);
    return {
      ids: items.map(({ guid }) => guid?.value),
      links: linksOf(atom?.links),
      updated: lastBuildDate,
      marks: marksOf(text, 'channel'),
    };
  },
  atom(text) {
    const { entries = [], links, updated } = parseAtomFeed(text);
    return { ids: entries.map(({ id }) => id), links: linksOf(links), updated, marks: marksOf(text, 'feed') };
  },
  json(text) {
    const { items = [], feed_url: self, next_url: next } = parseJsonFeed(JSON.parse(text));
    const links = { ...(self && { self }), ...(next && { 'prev-archive': next }) };
    return { ids: items.map(({ id }) => id), links, updated: undefined, marks: [] };
  },
};

function linksOf(links: { rel?: string; href?: string }[] = []): Record<string, string> {
  return Object.fromEntries(links.map(({ rel = 'alternate', href = '' }) => [rel, href]));
}

/** feedsmith knows nothing of these. */
function marksOf(xml: string, head: string): string[] {
  const marks: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri }) => {
    if (uri === 'http://purl.org/syndication/history/1.0' && open.at(-1) === head) marks.push(local);
    open.push(local);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return marks;
}

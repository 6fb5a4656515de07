import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import type { FeedFormat } from '../../src/config/config.ts';
import { readDocument } from '../feed/read-document.ts';

/** The text at an address; undefined where nothing is. */
export type Web = (url: string) => string | undefined;

/** An output folder as a server of files shows it. */
export function served(output: string, baseUrl: string): Web {
  return (url) => {
    if (!url.startsWith(baseUrl)) throw new Error(`${url} is not below ${baseUrl}`);
    const path = join(output, decodeURIComponent(url.slice(baseUrl.length)));
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
}

/** An entry as a reader keeps it. */
export interface Seen {
  readonly id: string;
  /** By which readers sort: `pubDate`, `published`, `date_published`. */
  readonly date: number;
  /** RSS has none. */
  readonly updated?: number;
}

const readEntries: Record<FeedFormat, (text: string) => Seen[]> = {
  rss: (text) => (parseRssFeed(text).items ?? []).map(({ guid, pubDate }) => seen(guid?.value, pubDate)),
  atom: (text) => (parseAtomFeed(text).entries ?? []).map(({ id, published, updated }) => seen(id, published, updated)),
  json: (text) =>
    (parseJsonFeed(JSON.parse(text)).items ?? []).map(({ id, date_published: date, date_modified: updated }) =>
      seen(id, date, updated),
    ),
};

function seen(id: string | undefined, date: unknown, updated?: unknown): Seen {
  const at = Date.parse(String(date));
  if (!id || Number.isNaN(at)) throw new Error(`an entry without id or date: ${id} ${date}`);
  return { id, date: at, ...(updated !== undefined && { updated: Date.parse(String(updated)) }) };
}

export const fileNames: Readonly<Record<FeedFormat, string>> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' };

export interface Walk {
  /** Of the subscription document. */
  readonly current: readonly Seen[];
  /** Of the documents behind it, the oldest first. */
  readonly archive: readonly Seen[];
  /** Addresses of these, the oldest first. */
  readonly documents: readonly string[];
}

/**
 * Goes back from a subscription document as far as there are links (RFC 5005 4.2, JSON Feed `next_url`). Throws where
 * a document that is named is not there, or was there before on the way.
 */
export function walk(web: Web, url: string, format: FeedFormat): Walk {
  const current = fetched(web, url);
  const archive: Seen[][] = [];
  const documents: string[] = [];
  for (let text = current; ; ) {
    const older = readDocument[format](text).links['prev-archive'];
    if (older === undefined) break;
    if (older === url || documents.includes(older)) throw new Error(`${older} comes before itself`);
    text = fetched(web, older);
    documents.unshift(older);
    archive.unshift(readEntries[format](text));
  }
  return { current: readEntries[format](current), archive: archive.flat(), documents };
}

function fetched(web: Web, url: string): string {
  const text = web(url);
  if (text === undefined) throw new Error(`${url} is named and is not there`);
  return text;
}

/** All that a walk reaches: the archive, or the one document that is everything. Throws where an entry is twice. */
export function reached({ current, archive, documents }: Walk): Map<string, Seen> {
  const all = documents.length > 0 ? archive : current;
  const byId = new Map(all.map((each) => [each.id, each]));
  if (byId.size < all.length) throw new Error(`${all.length - byId.size} entries are there twice`);
  for (const { id } of current) if (!byId.has(id)) throw new Error(`${id} is in the feed, and not behind it`);
  return byId;
}

/** Someone who remembers entries as readers do: by id, and sorted by date. */
export class Subscriber {
  readonly #known = new Map<string, Seen>();

  /** What is new to them of these entries, what is dated later than it was, and what changed by its own account. */
  visit(entries: Iterable<Seen>): { unread: string[]; resurfaced: string[]; changed: string[] } {
    const unread: string[] = [];
    const resurfaced: string[] = [];
    const changed: string[] = [];
    for (const entry of entries) {
      const known = this.#known.get(entry.id);
      if (!known) unread.push(entry.id);
      else if (entry.date > known.date) resurfaced.push(entry.id);
      if (known && entry.updated !== known.updated) changed.push(entry.id);
      this.#known.set(entry.id, entry);
    }
    return { unread, resurfaced, changed };
  }
}

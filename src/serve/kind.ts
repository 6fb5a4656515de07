import { extensionOf, typeByName } from '../text/media-type.ts';

/** How long what is at an address stays what it is: which `Cache-Control` it gets (caching.ts). */
export type Lasting =
  /** Until the next run, perhaps: feeds, lists, pages that still grow. */
  | 'run'
  /** As long as nothing in it is revised: full pages of history. */
  | 'revision'
  /** For ever: named by its content. */
  | 'ever';

export interface Kind {
  /** `Content-Type`. */
  readonly type: string;
  readonly lasting: Lasting;
  /** Whether it is text, which becomes smaller by a content coding. */
  readonly isText: boolean;
  /** Set for a document that is polled: those whose entries can be told apart (delta.ts). */
  readonly feed?: 'rss' | 'atom' | 'json';
}

/** Feeds by file name, whatever the folder; their types are those of docs/formats.md. */
export const feeds: Readonly<Record<string, Pick<Required<Kind>, 'type' | 'feed'>>> = {
  'rss.xml': { type: 'application/rss+xml; charset=utf-8', feed: 'rss' },
  'atom.xml': { type: 'application/atom+xml; charset=utf-8', feed: 'atom' },
  // RFC 8259 11 knows no parameter charset: JSON is UTF-8.
  'feed.json': { type: 'application/feed+json', feed: 'json' },
};

/** Of a page, which browsers show as a document. */
export const pageType = 'text/html; charset=utf-8';

/** By extension, for what Hayloft writes itself; it is UTF-8. */
export const texts: Readonly<Record<string, string>> = {
  xml: 'application/xml; charset=utf-8',
  opml: 'text/x-opml; charset=utf-8',
  json: 'application/json',
  html: pageType,
  htm: pageType,
  md: 'text/markdown; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** Of media, whose encoding is not known. */
const codable = /^(?:text\/|image\/svg\+xml$)/;

/**
 * @param path Under the output folder.
 * @param isThere Whether there is a file at another path.
 */
export function kindOf(path: string, isThere: (path: string) => boolean): Kind {
  if (path.startsWith('media/')) {
    const type = typeByName(path);
    return { type, lasting: 'ever', isText: codable.test(type) };
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  const lasting = isFullPage(path, isThere) ? 'revision' : 'run';
  const feed = feeds[name];
  if (feed) return { ...feed, lasting, isText: true };
  const type = texts[extensionOf(name)];
  return { type: type ?? typeByName(name), lasting, isText: type !== undefined };
}

/**
 * Pages of the index are only written when they are full. An archive document that is full names the next, which is
 * there from then on; but the first always does, whether it is full or not, and the next has no entries then: there is
 * none of JSON Feed, and none behind it.
 */
function isFullPage(path: string, isThere: (path: string) => boolean): boolean {
  if (/^archive\/index\/\d+\.json$/.test(path)) return true;
  const [, before, digits, name] = /^(.*\/|)archive\/([1-9]\d*)\/([^/]+)$/.exec(path) ?? [];
  if (digits === undefined || name === undefined || !feeds[name]) return false;
  const number = Number(digits);
  const has = (page: number) => isThere(`${before}archive/${page}/${name}`);
  if (name === 'feed.json') return has(number + 1);
  return number === 1 ? has(3) || isThere(`${before}archive/2/feed.json`) : has(number + 1);
}

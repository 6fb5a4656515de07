import { Feed, type Item } from 'feed';
import { referAstral } from '../text/escape.ts';

/**
 * The only importer of `feed`. It renders whole documents and nothing smaller; here it renders a document of one
 * entry, from which the entry is cut, and a document around a placeholder, which is cut in two at it. Entries are
 * rendered once and documents joined from them, see compose.ts.
 *
 * Its surprises, each pinned by a test in test/feed/feed-package.test.ts:
 * - Of several `]]>` in a text only the first is mended, so texts come without any ({@link htmlData}).
 * - `&amp;` in plain text is unescaped before it is escaped, so `AT&amp;T` would become `AT&T` ({@link plainData}).
 * - Attribute values are escaped in part or not at all, so elements with user data in attributes are written by
 *   document.ts.
 * - Without `updated` it takes the present moment.
 * - It resolves and rewrites ids and links as URLs and throws on what is none; ids are put in afterwards.
 * - Control characters pass through; articles come without (article/decode.ts).
 */

/** One entry of a document, and the document around its entries. */
export interface Cut {
  readonly head: string;
  readonly entry: string;
  readonly tail: string;
}

export type FeedOptions = ConstructorParameters<typeof Feed>[0];
export interface Extension {
  readonly name: string;
  readonly objects: unknown;
}

export const renderRss = (options: FeedOptions, item: Item): Cut =>
  cut(withOne(options, item).rss2(), '\n        <item>', '\n        </item>');

export const renderAtom = (options: FeedOptions, item: Item): Cut =>
  cut(withOne(options, item).atom1(), '\n    <entry>', '\n    </entry>');

export const renderJson = (options: FeedOptions, item: Item, extensions: readonly Extension[] = []): Cut =>
  cut(withOne(options, item, extensions).json1(), '\n        {', '\n        }', '\n    "items": [');

function withOne(options: FeedOptions, item: Item, extensions: readonly Extension[] = []): Feed {
  const feed = new Feed(options);
  feed.addItem(item);
  for (const { name, objects } of extensions) feed.addExtension({ name, objects: objects as never });
  return feed;
}

/** Texts of an entry may hold anything that looks like the marks, so the first start and the last end are taken. */
function cut(document: string, start: string, end: string, after = ''): Cut {
  const from = document.indexOf(start, after ? document.indexOf(after) + after.length : 0);
  const to = document.lastIndexOf(end) + end.length;
  return { head: document.slice(0, from), entry: document.slice(from, to), tail: document.slice(to) };
}

/** HTML for a CDATA section. In HTML `]]&gt;` reads as `]]>`, in text and in attributes. */
export function htmlData(html: string): string {
  return referAstral(html.replaceAll(']]>', ']]&gt;'));
}

/** Plain text for an element, so that it comes out as it went in. */
export function plainData(text: string): string {
  return text.replace(/&(?=amp;)/g, '&amp;');
}

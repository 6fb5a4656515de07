import { caseless } from '../../text/caseless.ts';
import { isDeviceName } from '../../text/slug.ts';

/** Where other documents lie: no article has its page there, nor in a folder of that name. */
const reservedNames = new Set([
  'archive',
  'feeds',
  'index',
  'media',
  'search',
  'sitemap',
  'sources',
  'tags',
  'theme',
  // Documents in the output folder itself: the page would be written elsewhere than its address leads.
  'atom.xml',
  'feed.json',
  'feeds.opml',
  'index.json',
  'index.schema.json',
  'robots.txt',
  'rss.xml',
]);

/** Bytes of UTF-8 of a name as it is written: file systems allow 255. */
const longestName = 240;

/** Bytes of UTF-8 of a path: macOS allows 1,024 with the output folder, and documents are staged in a folder below it. */
const longestPath = 800;

/**
 * Where the page of an article is written, under the output folder and `/`-separated; undefined where that is not ours:
 * elsewhere than below the base URL, with a query or a fragment, in the place of another document, or under a name that
 * is no trouble in an address but in a file system.
 *
 * `…/` becomes the `index.html` of a folder; what does not end in `.html` or `.htm` gets `.html`, which hosts leave out of
 * addresses. Since no folder ends so, or in `.md`, none can stand where a page or its Markdown has to be.
 *
 * @param page Absolute URL, as WHATWG URL writes it.
 * @param baseUrl Absolute; ends in `/`.
 */
export function pagePath(page: string, baseUrl: string): string | undefined {
  if (!page.startsWith(baseUrl) || /[?#]/.test(page)) return undefined;
  const segments = page.slice(baseUrl.length).split('/').map(decoded);
  if (!segments.every((segment) => segment !== undefined)) return undefined;
  const last = segments.pop() as string;
  const name = last === '' ? 'index.html' : isPage.test(last) ? last : `${last}.html`;
  if (![...segments, name].every(isName) || segments.some((segment) => isPage.test(segment))) return undefined;
  if ([...segments, last].some((segment) => /\.md$/i.test(segment))) return undefined;
  if (isReserved(segments[0] ?? (last === '' ? name : last))) return undefined;
  const path = [...segments, name].join('/');
  return Buffer.byteLength(path) <= longestPath ? path : undefined;
}

const isPage = /\.html?$/i;

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/**
 * Whether a file or a folder may be called so. Dotfiles are ours alone, and what a host does not show; a name that is not
 * in NFC is another on file systems that normalise, and would not be found again.
 */
function isName(name: string): boolean {
  return (
    /^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u.test(name) &&
    name.normalize('NFC') === name &&
    !isDeviceName(name) &&
    Buffer.byteLength(name) <= longestName
  );
}

/** Upper case first: to file systems that ignore case, `ſearch` is `search`. */
function isReserved(first: string): boolean {
  const folded = first.toUpperCase().toLowerCase();
  return reservedNames.has(folded) || reservedNames.has(folded.replace(isPage, '')) || /^sitemap.*\.xml$/.test(folded);
}

/** Where the Markdown of a page lies: beside it. @param page Of {@link pagePath}. */
export function markdownPath(page: string): string {
  return page.replace(isPage, '.md');
}

/**
 * What two pages share of which only one can be written: file systems may ignore case and Unicode normalisation, and
 * `a.htm` has its Markdown where `a.html` has it.
 *
 * @param path Of {@link pagePath}.
 */
export function pathKeyOf(path: string): string {
  return caseless(path).replace(isPage, '');
}

/** A path as an address that is relative to the output folder. */
export function hrefOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Address of the page of a feed, relative to the output folder. */
export function pageOfFeed(folder: string): string {
  return hrefOf(folder === '' ? 'index.html' : `${folder}/index.html`);
}

/** What leads from a document to the output folder: empty, or `../` for each folder in which it lies. */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

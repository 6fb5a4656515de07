/** What becomes of the elements that an article may hold (article/content/html-elements.ts) in its page. */

/** Phrasing content (HTML, 3.2.5.2.5) that holds phrasing content alone. */
export const INLINE: ReadonlySet<string> = new Set([
  ...[
    'abbr',
    'b',
    'bdi',
    'cite',
    'code',
    'data',
    'dfn',
    'em',
    'i',
    'kbd',
    'mark',
    'q',
    'rp',
    'rt',
    'ruby',
    's',
    'samp',
  ],
  ...['small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var'],
]);

/** They hold what may stand where they stand (HTML, 3.2.5.3). */
export const TRANSPARENT: ReadonlySet<string> = new Set(['a', 'del', 'ins']);

/** Written as others: the landmarks of a page are the page's own, `menu` is a list of commands. */
export const WRITTEN_AS: Readonly<Record<string, string>> = {
  address: 'div',
  article: 'div',
  aside: 'div',
  footer: 'div',
  header: 'div',
  hgroup: 'div',
  main: 'div',
  menu: 'ul',
  nav: 'div',
};

export const HEADING = /^h[1-6]$/;

/** Of a table but for its cells: nothing but white space and other parts of it stands in them. */
export const TABLE_PARTS: ReadonlySet<string> = new Set(['caption', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr']);

/** Written though nothing stands in them. */
export const MAY_BE_EMPTY: ReadonlySet<string> = new Set([
  'dd',
  'dt',
  'li',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
]);

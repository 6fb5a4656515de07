import { type Piece, pieces, TAG, unescaped } from './html-scanner.ts';

/** Within a line: their tags stand between no two words. */
const INLINE = new Set([
  ...['a', 'abbr', 'b', 'bdi', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 'rp', 'rt'],
  ...['ruby', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr'],
]);

/** The words of our own HTML on one line; blocks, pictures and line breaks count as spaces. */
export function plainText(html: string): string {
  const text = html.replace(TAG, (_, name: string) => (INLINE.has(name) ? '' : ' '));
  return folded(unescaped(text.replaceAll(BACK_TO_TEXT, '')));
}

/** The arrows of footnotes are no words. */
const BACK_TO_TEXT = '\u21a9\ufe0e';

/** Titles, lists of numbers and programs: what nobody would read out to say what an article is about. */
const NOT_PROSE = new Set([
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'pre',
  'audio',
  'video',
  'figcaption',
  'rt',
  'rp',
]);

/**
 * The words of the paragraphs and lists, without titles, tables, code blocks and footnotes; about `enough` characters
 * and no more than a few hundred beyond.
 */
export function prose(html: string, enough: number): string {
  let text = '';
  let skipping: string | undefined;
  let depth = 0;
  for (const piece of pieces(html.includes('<blockquote>') ? html.replace(CALLOUT_TITLE, '$1') : html)) {
    const { tag, isEnd, markup } = piece;
    if (skipping !== undefined) {
      if (tag === skipping) depth += isEnd ? -1 : 1;
      if (depth === 0) skipping = undefined;
    } else if (!isEnd && isSkipped(piece)) {
      skipping = tag;
      depth = 1;
      if (!INLINE.has(tag)) text += ' ';
    } else if (tag === '') {
      text += markup;
      if (text.length > enough && /\s/.test(markup)) break;
    } else if (!INLINE.has(tag)) text += ' ';
  }
  return folded(unescaped(text));
}

const CALLOUT_TITLE = /(<blockquote>\s*)<p><strong>[^\n]*<\/strong><\/p>\n/g;

function isSkipped({ tag, attributes, markup }: Piece): boolean {
  if (NOT_PROSE.has(tag)) return true;
  if (tag === 'a' && attributes.includes(' id="fnref-')) return true;
  return markup === '<section class="footnotes">';
}

function folded(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/gu, ' ').trim();
}

import { type Piece, pieces, unescaped } from './html-scanner.ts';

/** Within a line: their tags stand between no two words. */
const INLINE = new Set([
  ...['a', 'abbr', 'b', 'bdi', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 'rp', 'rt'],
  ...['ruby', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr'],
]);

/** The words of our own HTML on one line; blocks, pictures and line breaks count as spaces. */
export function plainText(html: string): string {
  return withoutTags(html, () => undefined);
}

/**
 * As {@link plainText}, but tags that `endOfSkipped` knows stand between no two words.
 *
 * @param endOfSkipped Where what begins with that start tag ends, if nothing of it, and no space, is to be seen.
 */
export function withoutTags(
  html: string,
  endOfSkipped: (name: string, at: number, end: number) => number | undefined,
): string {
  let text = '';
  let from = 0;
  let isSpaced = true;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const nameAt = html.charCodeAt(at + 1) === SLASH ? at + 2 : at + 1;
    const nameEnd = endOfName(html, nameAt);
    if (nameEnd === nameAt) continue;
    const tagEnd = html.indexOf('>', nameEnd) + 1;
    if (tagEnd === 0) break;
    const name = html.slice(nameAt, nameEnd);
    // One space is as good as many, and they need not be folded.
    const isBreak = at === from + 1 && html.charCodeAt(from) === LINE_FEED;
    if (at > from && !(isBreak && isSpaced)) {
      text += isBreak ? ' ' : html.slice(from, at);
      isSpaced = isBreak;
    }
    const skippedTo = endOfSkipped(name, at, tagEnd);
    if (skippedTo === undefined && !isSpaced && !INLINE.has(name)) {
      text += ' ';
      isSpaced = true;
    }
    from = skippedTo ?? tagEnd;
    at = from - 1;
  }
  return folded(unescaped((text + html.slice(from)).replaceAll(BACK_TO_TEXT, '')));
}

const SLASH = 0x2f;
const LINE_FEED = 0x0a;

/** The end of a lower-case letter, and of such and digits after it. */
function endOfName(html: string, start: number): number {
  let end = start;
  for (let code = html.charCodeAt(end); isLetter(code) || (end > start && isDigit(code)); code = html.charCodeAt(end)) {
    end++;
  }
  return end;
}

function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
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

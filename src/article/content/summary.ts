import { oneLine } from '../../text/characters.ts';
import { plainText, prose } from './plain-text.ts';

/** Characters, about. */
const LENGTH = 280;
/** How far before that the end may lie, so that it falls between words or sentences. */
const SLACK = 60;

/** Plain text on one line: the article's own summary, else the first words of its prose, else of all its text. */
export function summarize(own: string | undefined, html: string): string {
  const stated = own === undefined ? '' : oneLine(stripped(own));
  if (stated !== '') return stated;
  const words = prose(html, LENGTH + SLACK);
  return cut(oneLine(words === '' ? plainText(html) : words));
}

const TAG =
  /<\/?(?:a|abbr|b|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?\/?>/gi;
const ENTITY = /&(amp|lt|gt|quot|apos|nbsp|hellip|ndash|mdash|lsquo|rsquo|ldquo|rdquo|#\d{1,7}|#x[\da-f]{1,6});/gi;
const NAMED: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…', ndash: '–', mdash: '—' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”' },
};

/** Without the tags and entities that generators leave in descriptions; `<T>` and `&c` are words and stay. */
function stripped(text: string): string {
  return text.replace(TAG, ' ').replace(ENTITY, (entity, name: string) => {
    if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? entity;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/**
 * The text up to a fitting end at or before the length, with an ellipsis. Scripts that put no spaces between words
 * are cut after a mark of punctuation, else between two characters as a person counts them.
 */
export function cut(text: string): string {
  if (text.length <= LENGTH) return text;
  const head = text.slice(0, LENGTH);
  const earliest = LENGTH - SLACK;
  const space = text[LENGTH] === ' ' ? LENGTH : head.lastIndexOf(' ');
  const mark = head.search(/[。．！？；，、：」』）][^。．！？；，、：」』）]*$/u) + 1;
  const end = Math.max(space, mark) >= earliest ? Math.max(space, mark) : lastWhole(text);
  return `${text.slice(0, end).replace(/[\s,;:，、；：—–-]+$/u, '')}…`;
}

/** The last boundary of what a person takes for one character (UAX 29) at or before the length. */
function lastWhole(text: string): number {
  const characters = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text.slice(0, LENGTH + SLACK));
  let end = 0;
  for (const { index } of characters) {
    if (index > LENGTH) break;
    end = index;
  }
  if (end > 0) return end;
  // One character without end, of marks upon marks: no surrogate pair is parted at least.
  return /[\ud800-\udbff]/.test(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
}

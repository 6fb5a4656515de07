import { xmlSafe } from '../../text/characters.ts';

/**
 * Beyond what XML forbids, HTML calls the other non-characters and U+0085 parse errors (HTML, 13.2.3.5), and the W3C
 * feed validator warns of them.
 */
const NOT_IN_HTML = /\u0085|\p{Noncharacter_Code_Point}/gu;

/** One code unit of anything that may have to go, or half of any character above U+FFFF; nearly no text has one. */
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;

/** The text without the characters that make an XML or an HTML document invalid. */
export function htmlSafe(text: string): string {
  return SUSPECT.test(text) ? xmlSafe(text).replace(NOT_IN_HTML, '') : text;
}

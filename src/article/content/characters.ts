import { xmlSafe } from '../../text/characters.ts';

/**
 * Beyond what XML forbids, HTML calls the other non-characters and U+0085 parse errors (HTML, 13.2.3.5), and the W3C
 * feed validator warns of them.
 */
const NOT_IN_HTML = /\u0085|\p{Noncharacter_Code_Point}/gu;

/** The same by code unit, which is many times as fast; nearly no text has one. Beyond U+FFFF: how they all end. */
const SUSPECT = /[\u0085\ufdd0-\ufdef\udffe\udfff]/;

/** The text without the characters that make an XML or an HTML document invalid. */
export function htmlSafe(text: string): string {
  const safe = xmlSafe(text);
  return SUSPECT.test(safe) ? safe.replace(NOT_IN_HTML, '') : safe;
}

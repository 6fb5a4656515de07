/**
 * Everything that XML 1.0 (2.2, production Char) does not allow in a document: C0 controls but tab and line breaks,
 * the non-characters U+FFFE and U+FFFF, and surrogates without their other half. A reader refuses the whole feed for
 * one of them, so none may get past the place where articles are read.
 *
 * C1 controls (U+0080 to U+009F) are allowed but discouraged there, and never meant in text: they go, too.
 * The remaining non-characters (U+FDD0 to U+FDEF, U+1FFFE …) are allowed and stay; {@link htmlSafe} drops them.
 */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** The same by code unit, which is many times as fast; nearly no text has one. */
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

function isXmlSafe(text: string): boolean {
  return text.isWellFormed() && !control.test(text);
}

/**
 * Whether XML 1.0 allows every character of it (2.2, production Char), C1 controls included: for ids, which are compared
 * byte for byte and must not lose a character.
 */
export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !notChar.test(text);
}

const notChar = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** The text without the characters that no XML 1.0 document may hold. */
export function xmlSafe(text: string): string {
  return isXmlSafe(text) ? text : text.replace(forbidden, '');
}

/**
 * Beyond what XML forbids, HTML calls the other non-characters and U+0085 parse errors (HTML, 13.2.3.5), and the W3C
 * feed validator warns of them.
 */
const notInHtml = /\u0085|\p{Noncharacter_Code_Point}/gu;

/** The same and what XML forbids, by code unit. Beyond U+FFFF: how non-characters all end. */
const suspect = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\ufdd0-\ufdef\udffe\udfff\uFFFE\uFFFF]/;

/** The text without the characters that make an XML or an HTML document invalid. */
export function htmlSafe(text: string): string {
  if (text.isWellFormed() && !suspect.test(text)) return text;
  return xmlSafe(text).replace(notInHtml, '');
}

/** The index of the first character that {@link xmlSafe} would drop, or -1. */
export function firstForbidden(text: string): number {
  return isXmlSafe(text) ? -1 : text.search(forbidden);
}

/**
 * One line, white space folded and trimmed: for titles, names and tags. Without U+FFFD, which says only that something
 * was lost in decoding, and of which the W3C feed validator warns.
 */
export function oneLine(text: string): string {
  if (/^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
  return xmlSafe(text).replaceAll('\ufffd', '').replace(/\s+/gu, ' ').trim();
}

/**
 * Characters that a terminal obeys, or that make a text read as another: controls (C0, DEL, C1), unpaired surrogates,
 * line and paragraph separators, bidirectional controls (Unicode Technical Standard 55), and format characters
 * without a shape. The joiners U+200C and U+200D stay: Persian and emoji need them.
 */
const unseen =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u200B\u2060-\u2064\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** A text from a file or a file's name, safe to print: what a terminal would obey is written as JavaScript writes it. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** As {@link visible}, and at most so many UTF-16 code units of the text. */
export function visibleStart(text: string, length: number): string {
  return text.length <= length ? visible(text) : `${visible(text.slice(0, length).toWellFormed())}…`;
}

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const known = short[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0) as number;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

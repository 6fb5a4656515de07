/** East_Asian_Width Wide and Fullwidth (Unicode Standard Annex 11), in ranges as wide as terminals draw them. */
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFD}]|^\p{Emoji_Presentation}|\uFE0F/u;

const shapeless = /^(?:\p{M}|\u200C|\u200D)+$/u;

/** How many columns of a terminal one grapheme cluster (Unicode Standard Annex 29) takes: 0, 1 or 2. */
export function graphemeWidth(grapheme: string): number {
  if (shapeless.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}

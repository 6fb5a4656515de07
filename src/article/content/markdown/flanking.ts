import type { MarkdownIt, StateInline } from './markdown-it.ts';

const SPACE = 0x20;
const LAST_ASCII = 0x7e;
const PUNCTUATION = /[!-/:-@[-`{-~]/;

/**
 * Sees from a table whether a run of `*` or `_` between characters of ASCII can open or close emphasis (CommonMark 6.2,
 * left- and right-flanking). markdown-it asks two patterns of all punctuation of Unicode for each side.
 */
export function flankingByTable(md: MarkdownIt): void {
  const isPunctuation = Array.from({ length: LAST_ASCII + 1 }, (_, code) =>
    PUNCTUATION.test(String.fromCharCode(code)),
  );
  const isSpace = Array.from({ length: LAST_ASCII + 1 }, (_, code) => code === SPACE || (code >= 0x09 && code <= 0x0d));

  md.inline.State = class extends md.inline.State {
    override scanDelims(start: number, canSplitWord: boolean): ReturnType<StateInline['scanDelims']> {
      const marker = this.src.charCodeAt(start);
      let end = start + 1;
      while (end < this.posMax && this.src.charCodeAt(end) === marker) end++;
      const before = start > 0 ? this.src.charCodeAt(start - 1) : SPACE;
      const after = end < this.posMax ? this.src.charCodeAt(end) : SPACE;
      if (before > LAST_ASCII || after > LAST_ASCII) return super.scanDelims(start, canSplitWord);
      const isLeft = !isSpace[after] && (!isPunctuation[after] || isSpace[before] || isPunctuation[before]);
      const isRight = !isSpace[before] && (!isPunctuation[before] || isSpace[after] || isPunctuation[after]);
      return {
        can_open: !!isLeft && (canSplitWord || !isRight || !!isPunctuation[before]),
        can_close: !!isRight && (canSplitWord || !isLeft || !!isPunctuation[after]),
        length: end - start,
      };
    }
  };
}

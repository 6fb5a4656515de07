import { describe, expect, it } from 'vitest';
import { canBeBeginning } from '../../src/site/browser/segments.ts';
import { askedTerms, eachTerm } from '../../src/site/browser/tokens.ts';

function termsOf(text: string): string[] {
  const terms = new Set<string>();
  eachTerm(text, (term) => terms.add(term));
  return [...terms].sort();
}

/** Whether an index of the text finds it. */
function finds(text: string, asked: string): boolean {
  const terms = termsOf(text);
  return askedTerms(asked).every((each) =>
    terms.some((term) => term === each || (canBeBeginning(each) && [...each].length === 1 && term.startsWith(each))),
  );
}

describe('the terms of a text', () => {
  it.each([
    ['case and accents', 'Crème BRÛLÉE', ['brulee', 'creme']],
    ['letters that take no accent', 'Straße, Łódź, Ærø', ['aero', 'lodz', 'strasse']],
    ['the same in either normal form', 'e\u0301te\u0301', ['ete']],
    ['Turkish', 'İstanbul ve ısı', ['isi', 'istanbul', 've']],
    ['Greek with its final sigma', 'ΟΔΥΣΣΕΎΣ', ['οδυσσευσ']],
    ['Cyrillic', 'Ёлка', ['елка']],
    ['Vietnamese', 'Tiếng Việt', ['tieng', 'viet']],
    ['Hebrew without points', 'שָׁלוֹם', ['שלום']],
    ['Devanagari in whole words with its vowel signs', 'हिन्दी में', ['में', 'हिन्दी']],
    ['names with signs', 'C++ and C#', ['and', 'c', 'c#', 'c++']],
    ['names and numbers with dots', 'node.js 1.5.', ['1', '1.5', '5', 'js', 'node', 'node.js']],
    ['versions from their beginning only', 'v1.3.2', ['1.3.2', '2', '3', 'v1', 'v1.3.2']],
    ['names of hosts from each of their parts', 'a.b.org', ['a', 'a.b.org', 'b', 'b.org', 'org']],
    ['numbers in other digits', '١٢٣ ４５ ६', ['123', '45', '6']],
    ['Han by pairs', '東京都', ['京都', '東京', '都']],
    ['half-width kana', 'ﾊﾝｶｸ', ['カク', 'ク', 'ハン', 'ンカ']],
    ['Hangul by pairs', '한국어', ['국어', '어', '한국']],
    ['Thai by pairs of what a person takes for one character', 'ที่นี่', ['ที่นี่', 'นี่']],
    ['two scripts in one word', 'Unicode入門', ['unicode', '入門', '門']],
    ['none of what is not seen', 'ab\u00adcd \u{1f600}\ufe0f \u0301', ['abcd']],
  ])('have %s', (_, text, terms) => {
    expect(termsOf(text)).toEqual(terms.sort());
  });

  it.each([
    ['the article', 'كِتَابٌ', 'الكتاب'],
    ['no article', 'والكتاب', 'كتاب'],
    ['another form of a letter', 'مدرسة أحمد', 'مدرسه احمد'],
    ['Persian letters', 'می‌خواهم', 'ميخواهم'],
  ])('are found in Arabic letters with %s', (_, text, asked) => {
    expect(finds(text, asked)).toBe(true);
  });

  it.each(['東', '都', '京都', '猫'])('are found by a part of a run without spaces: %s', (asked) => {
    expect(finds('東京都の猫。', asked)).toBe(true);
    expect(finds('大阪の犬。', asked)).toBe(false);
  });

  it('are at most 32 code units long, and never part a pair of surrogates', () => {
    expect(termsOf('x'.repeat(500))).toEqual(['x'.repeat(32)]);
    expect(termsOf(`a${'𐐀'.repeat(40)}`).every((term) => term.length <= 32 && term.isWellFormed())).toBe(true);
  });

  it('are found in time that grows with the text, whatever stands in it', () => {
    const started = process.cpuUsage();
    for (const part of [
      'a',
      'a.',
      'é',
      '東',
      '\u0e01\u0e34',
      '\u0301',
      '.',
      '+',
      '#',
      '\u0001',
      'الـ',
      'a\u00a0',
      '1.',
    ]) {
      eachTerm(part.repeat(300_000), () => {});
      eachTerm(`${'a'.repeat(300_000)}${part}`, () => {});
    }
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(30);
  });

  it('say nothing of what text lies around a word', () => {
    const plain = termsOf('before café after');
    for (const between of [' ', ', ', ' — ', '\u00a0', '\n', '\u0001', '\u3000', '“', '…', '（']) {
      expect(termsOf(['before', 'café', 'after'].join(between))).toEqual(plain);
    }
  });
});

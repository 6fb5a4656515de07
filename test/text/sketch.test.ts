import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeness, sketch } from '../../src/text/sketch.ts';

const english = `The ledger is a file to which lines are added and from which none is ever taken. Whoever reads it from
its first line to its last knows what was published, when, and under which name; and whoever loses it loses that.`;
const japanese = '台帳は追記だけのファイルです。最初の行から最後の行まで読めば、何がいつ公開されたかがわかります。';
const thai = 'บัญชีแยกประเภทเป็นแฟ้มที่เพิ่มบรรทัดได้อย่างเดียว ไม่มีบรรทัดใดถูกลบออก';
const mixed =
  '𠮷野家で Ｌｉｎｕｘ 6.1 を“使う”: Straße, ΟΔΟΣ, किताब, 한국어 문장, 𐌰𐌱 😀, naïve co‑operation — and so on and on, to the very end of it';

/** @param from Of two texts with the same `from` and different lengths, the shorter begins the longer. */
const words = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `w${from + i}`).join(' ');
const between = (a: string, b: string) => closeness(sketch(a) ?? '', sketch(b) ?? '');

describe('a sketch', () => {
  test.each([
    [
      'English',
      english,
      '1F.....r.........HU-7..Z..Z..h7.S6...........................-.B....0s...c..C.......a............h.oNY.1...I.5H...2.....m....hP..',
    ],
    [
      'Japanese',
      japanese,
      '1.C.A....b....l.....4..d0......M.J...Y...p_O.9kgl.O.............j.....w._L..T........6......M...c.A.......S.R.V.....aj..4v8.....a',
    ],
    [
      'Thai',
      thai,
      '19.j..2..a....Wz..Q.5.AQ.G..V2....zu3..z....4...A.-....3..JS..iG.......n5..H.o..Gs......V..E.I...a...FBx.....2FH_..WC.0.....LZf.k',
    ],
    [
      'mixed',
      mixed,
      '1..6i...-...8Ui1......5.....I...y.....0r..e.......t..........O....E....M....x..........q6....Y..........A.x...pP.......H...2.....',
    ],
  ])('of this %s text is the same for ever', (_, text, expected) => expect(sketch(text)).toBe(expected));

  test('does not depend on case, punctuation, white space, or how characters are composed', () => {
    const plain = sketch(english);
    expect(sketch(english.toUpperCase())).toBe(plain);
    expect(sketch(english.replace(/[^\w]+/g, ' — “ '))).toBe(plain);
    expect(sketch(english.replaceAll('ledger', 'led\u00adger').replaceAll('file', 'ﬁle'))).toBe(plain);
    const accented = english.replaceAll('e', 'é');
    expect(sketch(accented.normalize('NFD'))).toBe(sketch(accented));
    expect(sketch(accented)).not.toBe(plain);
  });

  test('takes characters for words in scripts without spaces between words', () => {
    expect(sketch(japanese.replace(/(?=.)/gu, ' '))).toBe(sketch(japanese));
    expect(sketch(thai.replaceAll(' ', ''))).toBe(sketch(thai));
    expect(sketch(`${japanese}コーヒー`)).toBe(sketch(`${japanese}コ ー ヒ ー`));
  });

  test('takes a character beyond U+FFFF for one, and its meaning does not depend on what was read before', () => {
    const beyond = `${english} 𠮷野家 𐌰𐌱 😀`;
    const first = sketch(beyond);
    sketch('\ud842 \ud83d \ud800');
    expect(sketch(beyond)).toBe(first);
    expect(sketch(beyond.replace('😀', '🎉'))).toBe(first);
    expect(sketch(beyond.replace('𠮷', '野'))).not.toBe(first);
  });

  test('is none of a text with too few words, or of one that says the same again and again', () => {
    expect(sketch('')).toBeUndefined();
    expect(sketch(words(15))).toBeUndefined();
    expect(sketch(words(30))).toBeDefined();
    expect(sketch('ha '.repeat(1000))).toBeUndefined();
  });
});

describe('the closeness of two texts', () => {
  test('is 1 of equal texts, and 0 of texts without a common word', () => {
    expect(between(english, english)).toBe(1);
    expect(between(words(1000), words(1000, 5000))).toBeLessThan(0.05);
    expect(between(english, japanese)).toBe(0);
  });

  test('is the share of what is common in all that they say, to within four standard errors', () => {
    const size = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(size, size, size, fc.nat(1_000_000), (common, onlyOne, onlyOther, at) => {
        fc.pre(common + onlyOne > 200 && common + onlyOther > 200);
        const shared = words(common, at);
        const one = `${shared} ${words(onlyOne, at + 10_000)}`;
        const other = `${shared} ${words(onlyOther, at + 20_000)}`;
        const share = common / (common + onlyOne + onlyOther);
        expect(Math.abs(between(one, other) - share)).toBeLessThan(4 * 0.05);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  test('is the same from either side', () => {
    expect(between(words(300), words(200))).toBe(between(words(200), words(300)));
  });

  test('is 0 where the sketches have different forms', () => {
    const [form, ...digits] = sketch(english) as string;
    expect(closeness(`${form}${digits.join('')}`, `2${digits.join('')}`)).toBe(0);
    expect(closeness(`${form}${digits.join('')}`, `${form}AB`)).toBe(0);
  });
});

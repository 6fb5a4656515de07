/**
 * The terms by which a text is found, the same for the index and for what is asked of it. Runs in Node.js and in
 * browsers, and uses nothing in which they differ (no Intl.Segmenter).
 */

/** Letters of scripts that put no space between words, and Hangul, whose words carry what other languages set apart. */
const SPACELESS =
  '(?=[\\p{L}\\p{N}\\p{M}])[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]';

const IS_SPACELESS = new RegExp(SPACELESS, 'u');
/** Of such a script, or not. */
const RUNS = new RegExp(`(?:${SPACELESS}\\p{M}*)+|(?:(?!${SPACELESS})[\\p{L}\\p{N}\\p{M}])+`, 'gu');
/** What is one character to a person, or nearly (UAX 29). */
const CHARACTERS = /.\p{M}*/gsu;

/** Words, with what makes names of them: `node.js`, `1.5`, `c++`, `c#`. */
const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:\.[\p{L}\p{N}\p{M}]+)*(?:\+\+|#)?/gu;
const ASCII_WORDS = /[a-z0-9]+(?:\.[a-z0-9]+)*(?:\+\+|#)?/g;
const IS_PLAIN = /^[a-z0-9]*$/;
/** Quotation marks, dashes and the like, the most usual of what is not ASCII. */
const PUNCTUATION = /[\u2010-\u2023\u2026\u2190-\u21ff\u3001\u3002]/g;
/** What lies between spaces and is not all ASCII; looked for from its beginning only, in linear time. */
const NOT_ASCII = /(?<!\S)[^\s\x80-\uffff]*[^\0-\x7f]\S*/g;

/** In UTF-16 code units: of what is longer, the beginning stands for all of it. */
const longest = 32;

/** Of these, beginnings are looked for, not ends: `3.2` is nothing of `1.3.2`. */
const IS_VERSION = /^v?\d+(?:\.\d+)*$/;

/** Of a chain like `a.b.c.d`, how many of its ends are terms. */
const mostEnds = 4;

/** Every term by which a text is found, some of them several times. */
export function eachTerm(text: string, add: (term: string) => void): void {
  terms(text, true, add);
}

/** Of the terms of what somebody typed, those that say most: a text that has them has all others too. */
export function askedTerms(text: string): string[] {
  const found = new Set<string>();
  terms(text, false, (term) => found.add(term));
  return [...found];
}

/** Whether a term stands for a part of a text that has no spaces: it is whole, however short. */
export function isSpaceless(term: string): boolean {
  return IS_SPACELESS.test(term);
}

function terms(text: string, all: boolean, add: (term: string) => void): void {
  // All that is ASCII takes a third of the time that letters of all scripts take.
  const ascii = text.replace(PUNCTUATION, ' ').replace(NOT_ASCII, (part) => {
    for (const word of fold(part).match(WORDS) ?? []) addWord(word, all, add);
    return ' ';
  });
  for (const word of ascii.toLowerCase().match(ASCII_WORDS) ?? []) addWord(word, all, add);
}

function addWord(word: string, all: boolean, add: (term: string) => void): void {
  if (IS_PLAIN.test(word)) add(word.length > longest ? word.slice(0, longest) : word);
  else compound(word, all, add);
}

function compound(word: string, all: boolean, add: (term: string) => void): void {
  const base = word.replace(/(?:\+\+|#)$/, '');
  if (base !== word && !IS_SPACELESS.test(base)) {
    add(cut(word));
    if (!all) return;
  }
  const parts = base.split('.');
  if (parts.length === 1 || IS_SPACELESS.test(base)) {
    for (const part of parts) for (const run of part.match(RUNS) ?? []) addRun(run, all, add);
    return;
  }
  if (all) for (const part of parts) addRun(part, all, add);
  if (all && /^v\d/.test(base)) add(cut(base.slice(1)));
  const ends = all && !IS_VERSION.test(base) ? Math.min(parts.length - 1, mostEnds) : 1;
  for (let end = 0; end < ends; end++) add(cut(parts.slice(end).join('.')));
}

function addRun(run: string, all: boolean, add: (term: string) => void): void {
  if (IS_SPACELESS.test(run)) bigrams(run, all, add);
  else if (IS_ARABIC.test(run)) arabic(run, all, add);
  else add(cut(run));
}

/** Two characters each. The last stands alone as well, so that every character begins a term. */
function bigrams(run: string, all: boolean, add: (term: string) => void): void {
  const characters = run.match(CHARACTERS) ?? [];
  for (let i = 0; i + 1 < characters.length; i++) add(cut(`${characters[i]}${characters[i + 1]}`));
  if (all || characters.length === 1) add(cut(characters.at(-1) ?? ''));
}

const IS_ARABIC = /^\p{sc=Arabic}/u;
/** The article, alone or behind `and`, `with`, `as`, `so`. */
const ARABIC_ARTICLE = /^[وبكف]?ال(?=.{3})/u;

/** A word is found with its article and without. */
function arabic(word: string, all: boolean, add: (term: string) => void): void {
  const bare = word.replace(ARABIC_ARTICLE, '');
  if (all && bare !== word) add(cut(word));
  add(cut(bare));
}

function cut(term: string): string {
  if (term.length <= longest) return term;
  const end = /[\ud800-\udbff]/.test(term.charAt(longest - 1)) ? longest - 1 : longest;
  return term.slice(0, end);
}

/** Neither letters nor spaces: joiners, soft hyphens, marks of direction, choices of a glyph. */
const UNSEEN = /\u034f|[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Variation_Selector}/gu;
const HAS_MARKS = /[\u00c0-\u024f\u0370-\u052f\u0590-\u06ff\u1e00-\u1fff]|\p{M}/u;
/** Accents, breathings, points and vowel signs that many leave out. */
const MARKS = /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}])\p{M}+/gu;

const letters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ŧ: 't', ς: 'σ' },
  // Tatweel, alef wasla, alef maqsura, ta marbuta, Persian kaf and yeh.
  ...{
    '\u0640': '',
    '\u0671': '\u0627',
    '\u0649': '\u064a',
    '\u0629': '\u0647',
    '\u06a9': '\u0643',
    '\u06cc': '\u064a',
  },
};
const LETTERS = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

/** Decimal digits of Arabic, Persian, Devanagari, Bengali and Thai; NFKC folds those of full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
const DIGITS = new RegExp(
  `[${zeros.map((zero) => `\\u{${zero.toString(16)}}-\\u{${(zero + 9).toString(16)}}`).join('')}]`,
  'gu',
);

/** A text without what people leave out or write in several ways: case, accents, forms of a letter or digit. */
export function fold(text: string): string {
  const lower = text.normalize('NFKC').replace(UNSEEN, '').toLowerCase();
  if (!HAS_MARKS.test(lower)) return lower.replace(DIGITS, digit);
  return lower
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(LETTERS, (letter) => letters[letter] as string)
    .replace(DIGITS, digit)
    .normalize('NFC');
}

function digit(character: string): string {
  const code = character.codePointAt(0) as number;
  return String(code - (zeros.findLast((zero) => zero <= code) as number));
}

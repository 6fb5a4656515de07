/**
 * A sketch is a string: its form, `1`, then for each of 128 bins a digit of base64url, or `.` for an empty one.
 * Sketches last, in the ledger: this form never changes; a better one would be another, beside it.
 */
const FORM = '1';
const BIN_BITS = 7;
const BINS = 1 << BIN_BITS;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const EMPTY = '.';

/** A text that fills fewer bins has too few words to be known by. */
const FEWEST_FILLED = 16;

/**
 * What a text is like, so that {@link closeness} can tell how much of it another one shares; undefined where it has
 * fewer than some twenty words.
 *
 * The text is taken as the set of its shingles (Broder 1997): each run of three units, a unit being a word, or a
 * character in scripts that put no space between words. Case, compatibility forms, white space and punctuation do not
 * count. Of the hashes of the shingles, divided into bins, the least of each is kept (one-permutation hashing: Li, Owen,
 * Zhang 2012), and of that six bits (b-bit minwise hashing: Li, König 2010).
 *
 * The same text gives the same sketch on every machine and in every version, but for letters that one of them does not
 * know yet.
 */
export function sketch(text: string): string | undefined {
  const isAscii = Buffer.byteLength(text) === text.length;
  const least = leastHashes((isAscii ? text : text.normalize('NFKC')).toLowerCase());
  let filled = 0;
  let digits = '';
  for (const hash of least) {
    if (hash === NONE) digits += EMPTY;
    else {
      filled++;
      digits += DIGITS.charAt(hash % DIGITS.length);
    }
  }
  return filled < FEWEST_FILLED ? undefined : FORM + digits;
}

/**
 * How much of all that two texts say is in both: an estimate of the Jaccard similarity of their shingles, 0 to 1, with a
 * standard error of at most 0.05, of short texts more. Sketches of different forms are not comparable: 0.
 */
export function closeness(one: string, other: string): number {
  if (one.length !== other.length || one.charAt(0) !== other.charAt(0)) return 0;
  let alike = 0;
  let empty = 0;
  for (let bin = 1; bin < one.length; bin++) {
    const digit = one.charCodeAt(bin);
    if (digit !== other.charCodeAt(bin)) continue;
    if (digit === EMPTY_CODE) empty++;
    else alike++;
  }
  const used = one.length - 1 - empty;
  // Of those that differ, one in 64 has the same digit by chance.
  const byChance = 1 / DIGITS.length;
  return used === 0 ? 0 : Math.max(0, (alike / used - byChance) / (1 - byChance));
}

const EMPTY_CODE = EMPTY.charCodeAt(0);

/** What a character is to a text: part of a word, a word by itself, an end of one, or nothing at all. */
const Role = { unknown: 0, letter: 1, word: 2, end: 3, nothing: 4 } as const;

/** Greater than every hash that is left when its bin is known. */
const NONE = 0x7fffffff;

/** Ends the last word. */
const SPACE = 0x20;

/** FNV-1a with 32 bits, here of characters instead of bytes. */
const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** The least hash of each bin's shingles. One pass and no list of words: every text that is read goes through it. */
function leastHashes(text: string): Int32Array {
  const least = new Int32Array(BINS).fill(NONE);
  let units = 0;
  let first = 0;
  let second = 0;
  let third = FNV_BASIS;
  let open: number = Role.end;
  for (let at = 0; at <= text.length; at++) {
    let character = at < text.length ? text.charCodeAt(at) : SPACE;
    let role = roles[character] as number;
    if (role === Role.unknown) {
      character = text.codePointAt(at) as number;
      if (character > 0xffff) at++;
      role = roleOf(character);
    }
    if (role === Role.letter && open !== Role.word) {
      third = Math.imul(third ^ character, FNV_PRIME);
      open = role;
      continue;
    }
    if (role === Role.nothing) continue;
    if (open !== Role.end) {
      if (++units >= 3) {
        const hash = mixed(rotated(first, 22) ^ rotated(second, 11) ^ third);
        const bin = hash >>> (32 - BIN_BITS);
        const rest = hash & (-1 >>> BIN_BITS);
        if (rest < (least[bin] as number)) least[bin] = rest;
      }
      first = second;
      second = third;
      third = FNV_BASIS;
    }
    if (role !== Role.end) third = Math.imul(third ^ character, FNV_PRIME);
    open = role;
  }
  return least;
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}

/** The finalizer of MurmurHash3: every bit of the input counts for every bit of the result. */
function mixed(bits: number): number {
  let hash = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** By UTF-16 code unit, as they are met: a property of Unicode is dear to ask for. Of halves of a pair, unknown. */
const roles = new Uint8Array(0x10000);
roles[SPACE] = Role.end;

function roleOf(character: number): number {
  const role = askedRole(String.fromCodePoint(character));
  if (character < 0xd800 || (character > 0xdfff && character <= 0xffff)) roles[character] = role;
  return role;
}

/** Soft hyphens, joiners, variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const PART_OF_WORD = /[\p{L}\p{M}\p{N}]/u;
/** The mark of a long vowel belongs to two scripts and thereby to none. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

function askedRole(character: string): number {
  if (INVISIBLE.test(character)) return Role.nothing;
  if (!PART_OF_WORD.test(character)) return Role.end;
  return UNSPACED.test(character) ? Role.word : Role.letter;
}

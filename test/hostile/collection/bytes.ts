import { accepted, article, either, type HostileCase, numbered, refused } from '../case.ts';

const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
  const little = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return bigEndian ? little.swap16() : little;
};
const spliced = (before: string, bytes: readonly number[], after: string) =>
  Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
const sound = article('Whole to the last word.');

/** Every C0 and C1 control but tab and line breaks, DEL, and the two non-characters that XML 1.0 forbids. */
const forbidden = [
  ...Array.from({ length: 0x20 }, (_, code) => code).filter((code) => ![0x00, 0x09, 0x0a, 0x0d].includes(code)),
  ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index).filter((code) => code !== 0x85),
  0xfffe,
  0xffff,
];

export const bytes: readonly HostileCase[] = [
  ...numbered('bytes/forbidden', forbidden, (code) => {
    const c = String.fromCharCode(code);
    return {
      put: `---\ntitle: "Ti${c}tle"\ndate: 2024-05-06\ntags: ["t${c}ag"]\nauthor: "A${c}B"\n---\n\nBe${c}fore &#${code}; after.\n`,
      outcome: accepted,
    };
  }),
  // U+D800, U+DFFF and a pair, as the UTF-8 that RFC 3629 section 3 forbids
  ...numbered(
    'bytes/surrogates',
    [
      [0xed, 0xa0, 0x80],
      [0xed, 0xbf, 0xbf],
      [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
    ],
    (surrogate) => ({
      put: spliced(sound, surrogate, '\n'),
      outcome: { is: 'either' } as const,
    }),
  ),
  {
    path: 'bytes/surrogate-escapes.md',
    put: `---json\n{"title": "A \\ud800 B \\udfff", "date": "2024-05-06", "tags": ["\\udc00x"], "author": "\\ud83d"}\n---\nBody &#xd800; &#xdfff; &#55357;.\n`,
    outcome: accepted,
  },
  // RFC 3629: overlong forms, a sequence cut short, a stray continuation, code points above U+10FFFF
  ...numbered(
    'bytes/half-utf8',
    [[0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xf0, 0x9f, 0x98], [0x80], [0xf5, 0x80, 0x80, 0x80], [0xfe, 0x41]],
    (bad) => ({ put: spliced(article('日本語のあとに'), bad, ' そして続き\n'), outcome: refused('file/bad-encoding') }),
  ),
  { path: 'bytes/nul-first.md', put: `\0${sound}`, outcome: either },
  { path: 'bytes/nul-within.md', put: article('a\0b'), outcome: either },
  { path: 'bytes/nul-named.md', put: article('Zero &#0; and &#x0; named.'), outcome: accepted, shows: ['Zero'] },
  {
    path: 'bytes/png.md',
    put: Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
    outcome: refused('file/binary'),
  },
  {
    path: 'bytes/noise.md',
    put: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff)),
    outcome: refused('file/binary', 'file/bad-encoding'),
  },
  {
    path: 'bytes/gzip.md',
    put: Buffer.from('1f8b08000000000000034bcacf4f02008b5e0a8103000000', 'hex'),
    outcome: refused('file/binary'),
  },
  { path: 'bytes/utf8-mark.md', put: `\ufeff${sound}`, outcome: accepted, shows: ['Whole to the last word.'] },
  { path: 'bytes/two-marks.md', put: `\ufeff\ufeff${sound}`, outcome: either },
  { path: 'bytes/utf16le.md', put: utf16(sound, false, true), outcome: accepted, shows: ['Whole to the last word.'] },
  { path: 'bytes/utf16be.md', put: utf16(sound, true, true), outcome: accepted, shows: ['Whole to the last word.'] },
  { path: 'bytes/utf16le-no-mark.md', put: utf16(sound, false, false), outcome: refused('file/binary') },
  { path: 'bytes/utf16be-no-mark.md', put: utf16(sound, true, false), outcome: refused('file/binary') },
  { path: 'bytes/utf16-odd.md', put: spliced('', [...utf16(sound, false, true), 0x41], ''), outcome: either },
  {
    path: 'bytes/utf16-lone-surrogate.md',
    put: utf16(article('Lone \ud800 half.'), false, true),
    outcome: accepted,
    shows: ['half.'],
  },
  { path: 'bytes/utf32.md', put: Buffer.from('fffe0000410000000a000000', 'hex'), outcome: refused('file/binary') },
  {
    path: 'bytes/latin1.md',
    put: Buffer.from(article('Übergröße, façade, niño.'), 'latin1'),
    outcome: accepted,
    reports: 'file/not-utf8',
    shows: ['Übergröße, façade, niño.'],
  },
  {
    path: 'bytes/shift-jis.md',
    put: spliced(
      article(''),
      Array.from({ length: 200 }, (_, i) => (i % 2 ? 0xa0 + (i % 60) : 0x82)),
      '\n',
    ),
    outcome: refused('file/bad-encoding', 'file/binary'),
  },
  { path: 'bytes/crlf.md', put: sound.replaceAll('\n', '\r\n'), outcome: accepted, shows: ['Whole to the last word.'] },
  { path: 'bytes/cr.md', put: sound.replaceAll('\n', '\r'), outcome: accepted, shows: ['Whole to the last word.'] },
  { path: 'bytes/line-separators.md', put: article('One\u2028two\u2029three\u0085four.'), outcome: accepted },
  { path: 'bytes/bidi.md', put: article('\u202e\u2066 turned \u2069', 'author: "\u202eevil"'), outcome: accepted },
  {
    path: 'bytes/non-characters.md',
    put: article('Allowed: \ufdd0 \u{1fffe} \u{10ffff}.'),
    outcome: accepted,
    shows: ['Allowed:'],
  },
];

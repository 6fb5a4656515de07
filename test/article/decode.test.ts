import { describe, expect, test } from 'vitest';
import { decodeFile, maxFileBytes } from '../../src/article/decode.ts';
import { told } from './reading.ts';

const decode = (bytes: Iterable<number> | Buffer) => decodeFile(Uint8Array.from(bytes), 'a.md');
const utf8 = (text: string) => Buffer.from(text, 'utf8');

describe('a file is read as text', () => {
  test('UTF-8, with or without a byte order mark', () => {
    expect(decode(utf8('Ação 日本'))).toEqual({ text: 'Ação 日本', diagnostics: [] });
    expect(decode(utf8('\ufeffAção'))).toEqual({ text: 'Ação', diagnostics: [] });
  });

  test('UTF-16 of either byte order, if a mark says so', () => {
    const little = Buffer.from('\ufeff---\ntitle: 日本', 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      const { text, diagnostics } = decode(bytes);
      expect(text).toBe('---\ntitle: 日本');
      expect(told(diagnostics)).toEqual(['file/utf16']);
    }
  });

  test('windows-1252 where no byte sequence is UTF-8, with a warning', () => {
    const { text, diagnostics } = decode(Buffer.from('Caf\xe9 \x80 5, \x93quoted\x94, plain words', 'latin1'));
    expect(text).toBe('Café € 5, “quoted”, plain words');
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'file/not-utf8' }]);
  });

  test('CRLF and lone CR are line breaks', () => {
    expect(decode(utf8('a\r\nb\rc\n')).text).toBe('a\nb\nc\n');
  });

  test('a bytes view into a larger buffer is read from its own start', () => {
    expect(decodeFile(utf8('xxhello').subarray(2), 'a.md').text).toBe('hello');
  });
});

describe('a file is refused', () => {
  test('that mixes UTF-8 with other bytes, at the first that is not', () => {
    const mixed = Buffer.concat([utf8('é\nšx'), Buffer.from([0xe9]), utf8(' end')]);
    const { text, diagnostics } = decode(mixed);
    expect(text).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { severity: 'error', code: 'file/bad-encoding', place: { line: 2, column: 3 } },
    ]);
  });

  test('that ends in the middle of a character', () => {
    expect(told(decode(utf8('aé€').subarray(0, 5)).diagnostics)).toEqual(['file/bad-encoding 1:3']);
  });

  test('in a legacy encoding of another script, which would become nonsense', () => {
    const shiftJis = [0x83, 0x6e, 0x83, 0x43, 0x83, 0x8d, 0x83, 0x74, 0x83, 0x67];
    expect(told(decode(shiftJis).diagnostics)).toEqual(['file/bad-encoding 1:1']);
  });

  test.each([
    ['many NUL bytes', utf8(`text${'\0'.repeat(9)}text`)],
    ['controls among bytes that are not UTF-8', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 1])],
    ['NUL in UTF-16', Buffer.from('\ufeffa\0', 'utf16le')],
  ])('that is binary: %s', (_, bytes) => expect(told(decode(bytes).diagnostics)).toEqual(['file/binary']));

  test('only for many NULs: a stray one is removed like any other control character', () => {
    const { text, diagnostics } = decode(utf8('a\0b'));
    expect(text).toBe('ab');
    expect(told(diagnostics)).toEqual(['content/bad-character 1:2']);
  });

  test('that is larger than an article can be', () => {
    expect(told(decodeFile(new Uint8Array(maxFileBytes + 1), 'a.md').diagnostics)).toEqual(['file/too-large']);
  });
});

test('characters that no XML may hold are dropped, and told once with the place of the first', () => {
  const { text, diagnostics } = decode(utf8('one\ntw\u000bo\u0001\uffff'));
  expect(text).toBe('one\ntwo');
  expect(told(diagnostics)).toEqual(['content/bad-character 2:3']);
  expect(diagnostics[0]?.message).toBe('U+000B may stand in no feed and was removed, with 2 more of its kind');
});

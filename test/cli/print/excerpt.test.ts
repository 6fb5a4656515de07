import { describe, expect, it } from 'vitest';
import { excerpt } from '../../../src/cli/print/excerpt.ts';

const at = (text: string, column: number, length?: number, columns = 60) =>
  excerpt({ line: 1, column, text, ...(length === undefined ? {} : { length }) }, columns);

describe('an excerpt', () => {
  it('puts carets under the whole stretch', () => {
    expect(at('date: 2024-02-31', 7, 10)).toEqual(['date: 2024-02-31', '      ^^^^^^^^^^']);
  });

  it('puts one caret under a point, and behind the line where the point is its end', () => {
    expect(at('abc', 2)).toEqual(['abc', ' ^']);
    expect(at('abc', 4)).toEqual(['abc', '   ^']);
    expect(at('', 1)).toEqual(['', '^']);
  });

  it('counts a tab as the two spaces it prints', () => {
    expect(at('\t\tdate: x', 9, 1)).toEqual(['    date: x', '          ^']);
  });

  it('counts wide characters twice, combining marks and joined emoji once', () => {
    expect(at('日付: x', 5, 1)).toEqual(['日付: x', '      ^']);
    expect(at('e\u0301e\u0301 x', 6, 1)).toEqual(['e\u0301e\u0301 x', '   ^']);
    expect(at('👩‍👩‍👧 x', 10, 1)).toEqual(['👩‍👩‍👧 x', '   ^']);
  });

  it('escapes what a terminal would obey, and keeps the caret in its place', () => {
    expect(at('a\u001B[2Jb: x', 7, 1)).toEqual(['a\\u001b[2Jb: x', '           ^']);
  });

  it('cuts a long line around the place, to no more than the columns', () => {
    const [line, carets] = at(`${'a'.repeat(100_000)}X${'b'.repeat(100_000)}`, 100_001, 1, 40) ?? ['', ''];
    expect(line.length).toBeLessThanOrEqual(40);
    expect(line).toMatch(/^…a+Xb+…$/);
    expect(line[carets.indexOf('^')]).toBe('X');
  });

  it('is absent where the text of the line is', () => {
    expect(excerpt({ line: 1, column: 1 }, 60)).toBeUndefined();
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeAt } from '../src/diagnostic.ts';

const repository = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(repository, path), 'utf8');

const codes = Array.from(read('src/diagnostic.ts').matchAll(/^ {2}\| '([^']+)'/gm), ([, code]) => code as string);
const sources = (readdirSync(join(repository, 'src'), { recursive: true }) as string[])
  .filter((path) => path.endsWith('.ts') && path !== 'diagnostic.ts')
  .map((path) => read(`src/${path}`));

/** Rows of the page that begin with a code. */
const rows = read('docs/diagnostics.md')
  .split('\n')
  .filter((line) => /^\| `[a-z-]+\//.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

describe('docs/diagnostics.md', () => {
  it('has a row for each code, in their order, and none for another', () => {
    expect(codes.length).toBeGreaterThan(50);
    expect(rows.map(([code]) => code)).toEqual(codes.map((code) => `\`${code}\``));
  });

  it('says of each code its severity, what it means, where it comes from and how to mend it', () => {
    const whole = rows.filter((row) => row.length === 5 && row.every((cell) => cell.trim() !== ''));
    expect(whole).toEqual(rows);
    const severities = rows.flatMap(([, severity = '']) => severity.split(' / '));
    expect(new Set(severities)).toEqual(new Set(['error', 'warning', 'note']));
  });
});

describe('a code', () => {
  it.each(codes)('is one that something reports: %s', (code) => {
    expect(sources.some((text) => text.includes(`'${code}'`))).toBe(true);
  });
});

describe('a place', () => {
  it.each([
    ['the first character', 'ab\ncd', 0, { line: 1, column: 1, text: 'ab' }],
    ['after LF, CRLF and a lone CR', 'a\nb\r\nc\rde', 8, { line: 4, column: 2, text: 'de' }],
    ['the end of a text that ends with a line break', 'a\n', 2, { line: 2, column: 1, text: '' }],
    ['behind a character of two code units', '😀x', 2, { line: 1, column: 3, text: '😀x' }],
  ])('counts lines and UTF-16 code units from 1: %s', (_, text, offset, expected) => {
    expect(placeAt(text, offset)).toEqual(expected);
  });
});

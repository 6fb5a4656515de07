import { describe, expect, it } from 'vitest';
import { diagnosticText, inReadingOrder } from '../../../src/cli/print/diagnostic.ts';
import { styleFor } from '../../../src/cli/print/style.ts';
import type { Diagnostic } from '../../../src/diagnostic.ts';

const plain = styleFor(false);
const badDate: Diagnostic = {
  severity: 'error',
  code: 'front-matter/bad-date',
  message: '"2024-02-31" is not a calendar day',
  file: 'articles/a.md',
  place: { line: 3, column: 7, length: 10, text: 'date: 2024-02-31' },
  hint: 'February 2024 has 29 days',
};

describe('a diagnostic in text', () => {
  it('is place, severity, code and message, then the line with carets, then the hint', () => {
    expect(diagnosticText(badDate, plain, 80)).toBe(
      [
        'articles/a.md:3:7 error front-matter/bad-date "2024-02-31" is not a calendar day',
        '    date: 2024-02-31',
        '          ^^^^^^^^^^',
        '    hint: February 2024 has 29 days',
      ].join('\n'),
    );
  });

  it('needs neither file nor place', () => {
    const diagnostic: Diagnostic = { severity: 'warning', code: 'config/no-base-url', message: 'no base URL' };
    expect(diagnosticText(diagnostic, plain, 80)).toBe('warning config/no-base-url no base URL');
  });

  it('prints nothing that a terminal obeys, wherever it comes from', () => {
    const evil = '\u001B]0;x\u0007\r\n\u009B2J\u202E';
    const text = diagnosticText({ ...badDate, file: evil, message: evil, hint: evil }, plain, 80);
    expect(text.split('\n')).toHaveLength(4);
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });

  it('cuts a message of megabytes', () => {
    expect(diagnosticText({ ...badDate, message: 'x'.repeat(1e6) }, plain, 80).length).toBeLessThan(1000);
  });

  it('colours the severity where colour is wanted', () => {
    expect(diagnosticText(badDate, styleFor(true), 80)).toContain('\u001B[31merror\u001B[39m');
  });
});

describe('reading order', () => {
  it('is by file, then line, then column, with what has no file first', () => {
    const of = (file: string | undefined, line: number, column: number): Diagnostic => ({
      severity: 'error',
      code: 'front-matter/syntax',
      message: '',
      place: { line, column },
      ...(file === undefined ? {} : { file }),
    });
    const sorted = inReadingOrder([of('b', 1, 1), of('a', 10, 1), of('a', 9, 2), of('a', 9, 1), of(undefined, 5, 5)]);
    expect(sorted.map(({ file, place }) => `${file}:${place?.line}:${place?.column}`)).toEqual([
      'undefined:5:5',
      'a:9:1',
      'a:9:2',
      'a:10:1',
      'b:1:1',
    ]);
  });
});

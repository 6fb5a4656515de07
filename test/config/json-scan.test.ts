import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../src/config/json-scan.ts';

const seed = 20_260_301;

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the JSON scanner (RFC 8259)', () => {
  it('finds nothing wrong with what JSON.stringify writes', () => {
    const texts = fc.tuple(fc.jsonValue(), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(texts, ([value, indent]) => jsonFault(JSON.stringify(value, null, indent)) === undefined),
      { seed },
    );
  });

  it('agrees with JSON.parse on texts that are nearly JSON', () => {
    const token = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        ' ',
        '\n',
        '"a"',
        '"b"',
        '1',
        '-0.5e3',
        '01',
        'true',
        'nul',
        '"',
        '\\',
        "'a'",
        '"\\u00e9"',
        '"\\x"',
        '\u00a0',
        '"\t"',
        '.5',
        '1.',
        '+1',
      ],
    );
    const text = fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join(''));
    fc.assert(
      fc.property(text, (json) => {
        const fault = jsonFault(json);
        if (fault?.message.includes('a second time')) return;
        expect(fault === undefined, json).toBe(parses(json));
      }),
      { seed, numRuns: 20_000 },
    );
  });

  it('says where it stopped and what should have stood there', () => {
    expect(jsonFault('{"a": [1 2]}')).toEqual({
      message: 'expected "," or the end of what is open, not "2"',
      offset: 9,
      length: 1,
    });
    expect(jsonFault('{"a" 1}')).toEqual({ message: 'expected ":", not "1"', offset: 5, length: 1 });
    expect(jsonFault('')).toEqual({ message: 'the file ends where a value should stand', offset: 0, length: 1 });
  });
});

import matter from 'gray-matter';
import { describe, expect, test } from 'vitest';
import { parseHead } from '../../../src/article/front-matter/gray-matter.ts';
import { read, told } from '../reading.ts';

const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, each) => (each instanceof Map ? Object.fromEntries(each) : each)));
const data = (language: 'yaml' | 'toml' | 'json', head: string) => {
  const parsed = parseHead(language, head);
  return 'data' in parsed ? plain(parsed.data) : parsed.failure;
};
declare global {
  var ran: boolean | undefined;
}

describe('traps of gray-matter', () => {
  test.each(['js', 'javascript', 'JavaScript', 'coffee', 'coffeescript', 'cson', ' js', 'ts'])(
    '"---%s" is run by gray-matter, or looked up; here it is refused',
    (language) => {
      globalThis.ran = undefined;
      const { diagnostics } = read(`---${language}\n(globalThis.ran = true, {title: 1})\n---\nText.`);
      expect(globalThis.ran).toBeUndefined();
      expect(told(diagnostics)).toEqual(['front-matter/executable 1:1']);
    },
  );

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'lua'])(
    '"---%s" reaches Object.prototype in gray-matter; here it is an unknown language',
    (language) => {
      const { diagnostics } = read(`---${language}\ntitle: T\n---\nText.`);
      expect(told(diagnostics)).toEqual(['front-matter/unknown-language 1:1']);
    },
  );

  test('the engine that runs programs is gone even if a program reaches gray-matter', () => {
    globalThis.ran = undefined;
    expect(parseHead('javascript' as never, 'globalThis.ran = true')).toHaveProperty('failure');
    expect(parseHead('js' as never, 'globalThis.ran = true')).toHaveProperty('failure');
    expect(globalThis.ran).toBeUndefined();
  });

  test('nothing is kept in its cache, and a broken head is broken the second time, too', () => {
    expect(data('yaml', 'a: [')).toHaveProperty('reason');
    expect(data('yaml', 'a: [')).toHaveProperty('reason');
    expect(Object.keys((matter as unknown as { cache: object }).cache)).toEqual([]);
  });

  test('two heads alike do not share an object', () => {
    const [first, second] = [parseHead('json', '{"a":[]}'), parseHead('json', '{"a":[]}')];
    expect('data' in first && 'data' in second && first.data !== second.data).toBe(true);
  });

  test('a line that only begins with --- closes nothing', () => {
    expect(data('yaml', 'a: |\n  x\n---foo: b\n')).toEqual({ a: 'x\n', '---foo': 'b' });
  });

  test('a field named excerpt_separator makes no excerpt', () => {
    expect(data('yaml', 'excerpt_separator: x')).toEqual({ excerpt_separator: 'x' });
  });

  test('60,000 blank lines would take it seconds; they are refused before', () => {
    const before = performance.now();
    const { diagnostics } = read(`---\ntitle: T\n${'\n'.repeat(60_000)}date: 2024-03-05\n---\nText.`);
    expect(told(diagnostics)).toEqual(['front-matter/too-large 2:1']);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe('what the parsers mind has its place', () => {
  test.each([
    ['yaml', 'a: 1\nb: [1, 2', 2],
    ['toml', 'a = 1\nb = c', 2],
    ['json', '{"a": 1,\n"b" 2}', 2],
  ] as const)('%s', (language, head, line) => {
    expect(data(language, head)).toMatchObject({ line });
  });
});

describe('traps of js-yaml', () => {
  test('plain scalars stay as they are written, whatever YAML 1.1 or 1.2 reads in them', () => {
    const written = ['2024-02-30', '12:30:45', '0777', '1_000', '1.10', 'yes', 'True', '0x1F', '1e3', '.inf'];
    expect(data('yaml', written.map((text) => `- ${text}`).join('\n'))).toEqual(written);
  });

  test('only null and nothing are null', () => {
    expect(data('yaml', 'a:\nb: null\nc: ~\nd: "null"\ne: nil')).toEqual({
      a: null,
      b: null,
      c: null,
      d: 'null',
      e: 'nil',
    });
  });

  test('tags for types of a programming language are an error', () => {
    expect(data('yaml', 'a: !!js/function "f"')).toMatchObject({ line: 1 });
    expect(data('yaml', 'a: !!int 5\nb: !!str 6')).toEqual({ a: '5', b: '6' });
  });

  test('a key that is a list is an error, not a crash', () => {
    expect(data('yaml', '? [a, b]\n: c')).toHaveProperty('reason');
  });
});

describe('traps of smol-toml', () => {
  test('2015-02-31 becomes 3 March there; here it is refused', () => {
    const { diagnostics } = read('+++\ntitle = "T"\ndate = 2015-02-31\n+++\nText.');
    expect(told(diagnostics)).toEqual(['front-matter/bad-date 3:8']);
  });

  test('the offset of a date is kept, and the day of one in a table is checked as well', () => {
    expect(data('toml', 'date = 2024-03-05T10:00:00-07:00\n[extra]\nday = 2023-02-29 # no leap year')).toEqual({
      date: '2024-03-05T10:00:00-07:00',
      extra: { day: '2023-02-29' },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHead } from '../../../src/article/front-matter/gray-matter.ts';
import { readPlainYaml } from '../../../src/article/front-matter/plain-yaml.ts';
import { Mapping, toValue, type Value } from '../../../src/article/front-matter/value.ts';

/** With what equality of maps does not see: their order, and which keys were repeated. */
function spelled(value: Value | undefined): unknown {
  if (value instanceof Mapping) {
    return { pairs: [...value].map(([key, item]) => [key, spelled(item)]), repeated: value.repeated };
  }
  return Array.isArray(value) ? (value as readonly Value[]).map(spelled) : value;
}

function parsed(head: string): unknown {
  const result = parseHead('yaml', head);
  return 'data' in result ? spelled(toValue(result.data)) : result;
}

const word = fc.constantFrom(
  ...[
    'a',
    'Title',
    'null',
    'Null',
    'NULL',
    'true',
    '1984',
    '0777',
    '2024-03-05',
    '12:30:45',
    'https://example.org/a?b#c',
  ],
  ...[
    'été',
    '日本',
    'наука',
    'c#',
    'a:b',
    'x:',
    ':y',
    '#tag',
    '# c',
    '-',
    '--',
    '---',
    '...',
    '- a',
    '? a',
    '!!str',
    '&a',
    '*a',
    '%a',
  ],
  ...[
    '|',
    '>',
    '@a',
    '`a`',
    '~',
    '',
    ' ',
    '  ',
    "it's",
    "''",
    "'",
    '"',
    '""',
    '"a"',
    "'a'",
    '\\',
    '\\n',
    '{a: b}',
    '[a]',
    '[',
    ']',
  ],
  ...[
    '{',
    '}',
    ',',
    'a,b',
    '\t',
    '\u00a0',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u{1f600}',
    '\ud83d',
    '\u{1fffe}',
    '\\\\',
    '\\"',
    '\\/',
    '/p/q',
    '(a)',
    '.5',
    '_x',
    '<<',
    '=',
    '$a',
  ],
);
const text = fc.array(word, { minLength: 1, maxLength: 4 }).chain((words) => {
  return fc.constantFrom('', ' ', ' ', ': ', ' #', ', ', '  ').map((between) => words.join(between));
});
const value = fc.oneof(
  text,
  text.map((written) => `"${written}"`),
  text.map((written) => `'${written}'`),
  text.map((written) => `'${written.replaceAll("'", "''")}'`),
  fc
    .array(
      fc.oneof(
        word,
        word.map((written) => `"${written}"`),
        word.map((written) => `'${written}'`),
      ),
      { maxLength: 4 },
    )
    .chain((items) => fc.constantFrom(', ', ',', ' , ', ',,').map((between) => `[${items.join(between)}]`)),
  fc.constant(''),
);
const key = fc.constantFrom(
  'title',
  'tags',
  'date',
  'a-b',
  'a b',
  'A_1',
  'null',
  'Null',
  'y',
  '"q"',
  '<<',
  '__proto__',
  'k:l',
);
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(key, fc.constantFrom(': ', ': ', ':', ':  ', ' : '), value).map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: key.map((name) => `${name}:`) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('- ', '  - ', '  - ', '    - ', '-', '  -  '), value)
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.oneof(text, fc.constantFrom('', ' ', '# comment', '  deeper', '---', '...')) },
);
const end = fc.constantFrom('', ' ', '\n', '\n\n', ' # comment\n');
const head = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 6 }), end)
  .map(([lines, last]) => lines.join('\n') + last);

describe('readPlainYaml', () => {
  it('reads what it reads as js-yaml does', () => {
    fc.assert(
      fc.property(head, (written) => {
        const plain = readPlainYaml(written);
        if (plain) expect(spelled(plain)).toEqual(parsed(written));
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads any line of printable characters as js-yaml does', () => {
    const characters = fc.string({ unit: fc.constantFrom(...'ab1:# ,[]"\'-/é.&?!|>%@`{}*~\t'), maxLength: 12 });
    fc.assert(
      fc.property(characters, fc.constantFrom('a: ', 'a:\n- ', 'a:\n  - x\n  - ', 'a: [b, '), (written, before) => {
        const plain = readPlainYaml(`${before}${written}\n`);
        if (plain) expect(spelled(plain)).toEqual(parsed(`${before}${written}\n`));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    'title: A plain one: not this',
    'title: |\n  text\n',
    'title: a\n  b\n',
    'title: a # comment\n',
    'title: "a\\n"\n',
    'a:\n  b: c\n',
    'a: &x b\n',
    'a:\n  - b\n - c\n',
    'tags: [a, [b]]\n',
    'a: b \n',
    'Null: b\n',
    '# comment\n',
    `a: ${'b'.repeat(5000)}\n`,
  ])('leaves %j to the parser', (written) => {
    expect(readPlainYaml(written)).toBeUndefined();
  });

  it.each([
    ['title: It is 12:30 in C#', { title: 'It is 12:30 in C#' }],
    ['title: "A: b"\ndate: 2024-03-05\n', { title: 'A: b', date: '2024-03-05' }],
    ["title: 'It''s'\nsource: https://example.org/a#b\n", { title: "It's", source: 'https://example.org/a#b' }],
    ['tags:\n  - a\n  - "b"\nauthor:\n', { tags: ['a', 'b'], author: null }],
    ['tags:\n- a\ntags: [x, \'y\', "z w"]\n', { tags: ['x', 'y', 'z w'] }],
    ['a: null\nb: []\n', { a: null, b: [] }],
  ])('reads %j', (written, expected) => {
    expect(Object.fromEntries(readPlainYaml(written) ?? [])).toEqual(expected);
  });
});

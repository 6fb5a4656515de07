import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../../src/article/front-matter/front-matter.ts';
import { told } from '../reading.ts';

function parts(text: string) {
  const { frontMatter, diagnostics } = readFrontMatter(text, 'a.md');
  return {
    fields: frontMatter && Object.fromEntries(frontMatter.fields),
    body: frontMatter?.body,
    bodyLine: frontMatter?.bodyLine,
    told: told(diagnostics),
  };
}

describe('front matter is found', () => {
  test.each([
    ['between ---', '---\ntitle: T\n---\nBody\n'],
    ['with blanks after ---', '---  \ntitle: T\n--- \t\nBody\n'],
    ['with a comment after ---', '--- # of ours\ntitle: T\n---\nBody\n'],
    ['closed by ...', '---\ntitle: T\n...\nBody\n'],
    ['as ---yaml', '---yaml\ntitle: T\n---\nBody\n'],
    ['as --- YML', '--- YML\ntitle: T\n---\nBody\n'],
    ['as ---toml', '---toml\ntitle = "T"\n---\nBody\n'],
    ['as ---json', '---json\n{"title": "T"}\n---\nBody\n'],
    ['as TOML between +++', '+++\ntitle = "T"\n+++\nBody\n'],
    ['as JSON between ;;;', ';;;\n"title": "T"\n;;;\nBody\n'],
  ])('%s', (_, text) => {
    expect(parts(text)).toEqual({ fields: { title: 'T' }, body: 'Body\n', bodyLine: 4, told: [] });
  });

  test('as a JSON object, with braces and quotes in its texts', () => {
    expect(parts('{\n  "title": "a } \\" {",\n  "x": {"y": "z"}\n}\n\nBody')).toMatchObject({
      fields: { title: 'a } " {' },
      body: '\nBody',
      bodyLine: 5,
    });
  });

  test('as lines without fences (Pelican), the indented ones going on with those before', () => {
    expect(parts('Title: My T\nDate: 2010-12-03\nSummary: one\n    two\n\nBody')).toEqual({
      fields: { Title: 'My T', Date: '2010-12-03', Summary: 'one two' },
      body: 'Body',
      bodyLine: 6,
      told: [],
    });
  });

  test('as YAML that only ends in a fence (Hexo)', () => {
    expect(parts('title: T\ntags:\n- a\n---\nBody')).toMatchObject({
      fields: { title: 'T', tags: ['a'] },
      body: 'Body',
    });
  });

  test('after millions of blank lines', () => {
    expect(parts(`${'\n'.repeat(5_000_000)}---\ntitle: T\n---\nBody\n`).told).toEqual([
      'front-matter/blank-lines-before 1:1',
    ]);
  });

  test('after blank lines, with a note', () => {
    expect(parts('\n \n---\ntitle: T\n---\nBody')).toEqual({
      fields: { title: 'T' },
      body: 'Body',
      bodyLine: 6,
      told: ['front-matter/blank-lines-before 1:1'],
    });
  });

  test('empty, or holding only comments', () => {
    expect(parts('---\n---\nBody')).toMatchObject({ fields: {}, body: 'Body', told: [] });
    expect(parts('---\n# nothing yet\n---\nBody')).toMatchObject({ fields: {}, body: 'Body', told: [] });
  });

  test('closing only at a whole line', () => {
    const text = '---\ntitle: |\n  a\n  ---\n  b\n----: c\n---\nBody';
    expect(parts(text)).toMatchObject({ fields: { title: 'a\n---\nb\n', '----': 'c' }, body: 'Body' });
  });
});

describe('a text without front matter is all body', () => {
  test.each([
    'Just words.\n',
    '# Heading\n\n---\n\nMore.\n',
    '----\nfour dashes\n----\n',
    '{% raw %}\n',
    '{"so"} he said\n',
    'Note: this is a sentence.\n\nMore.\n',
    'Title: one\nand then a line that is none.\n\nMore.\n',
    '',
  ])('%j', (text) => {
    expect(parts(text)).toEqual({ fields: {}, body: text, bodyLine: 1, told: [] });
  });
});

describe('front matter is refused', () => {
  test.each([
    ['that never ends', '---\n\nA thematic break, and text.\n', 'front-matter/unclosed 1:1'],
    ['that never ends, in TOML', '+++\ntitle = "T"\n---\n', 'front-matter/unclosed 1:1'],
    ['that is prose between two thematic breaks', '---\n\nWords.\n\n---\n', 'front-matter/not-a-mapping 3:1'],
    ['that is a list', '---\n- a\n---\n', 'front-matter/not-a-mapping 2:1'],
    ['with a quote that never ends', '---\ntitle: T\nx: "abc\n---\n', 'front-matter/syntax 3:8'],
    ['with broken TOML', '+++\ntitle = T\n+++\n', 'front-matter/syntax 2:9'],
    ['of more than 64 KB', `---\na: ${'x'.repeat(65_536)}\n---\n`, 'front-matter/too-large 2:1'],
    ['that nests 17 deep', `---\na: ${'['.repeat(17)}${']'.repeat(17)}\n---\n`, 'front-matter/too-deep 2:1'],
    ['that nests 30,000 deep', `---\na: ${'['.repeat(30_000)}\n---\n`, 'front-matter/too-deep 2:1'],
    [
      'that nests 2,000 deep, in TOML',
      `+++\na = ${'['.repeat(2000)}${']'.repeat(2000)}\n+++\n`,
      'front-matter/too-deep 2:1',
    ],
    ['that has 10,000 values', `---\na: [${'1,'.repeat(10_000)}]\n---\n`, 'front-matter/too-deep 2:1'],
  ])('%s', (_, text, diagnostic) => {
    expect(parts(text)).toEqual({ fields: undefined, body: undefined, bodyLine: undefined, told: [diagnostic] });
  });

  test('whose aliases unfold into a billion values', () => {
    const names = 'abcdefghij';
    const bomb = [...names].map((name, i) =>
      i === 0 ? `a: &a [${'x,'.repeat(9)}]` : `${name}: &${name} [${`*${names[i - 1]},`.repeat(9)}]`,
    );
    expect(parts(`---\n${bomb.join('\n')}\n---\n`).told).toEqual(['front-matter/too-deep 2:1']);
  });
});

test('keys of Object.prototype are names like others, in every language', () => {
  for (const text of [
    '---\n__proto__: {polluted: true}\nconstructor: x\n---\n',
    '+++\n"__proto__" = {polluted = true}\nconstructor = "x"\n+++\n',
    '{"__proto__": {"polluted": true}, "constructor": "x"}\n',
  ]) {
    const { frontMatter } = readFrontMatter(text, 'a.md');
    expect([...(frontMatter?.fields.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }
});

describe('a repeated key', () => {
  test('counts as last given, with a warning at that place', () => {
    expect(parts('---\ntitle: A\nx: 1\ntitle: B\n---\n')).toMatchObject({
      fields: { title: 'B' },
      told: ['front-matter/duplicate-key 4:8'],
    });
  });

  test('is told in JSON, too, whose parser says nothing of it', () => {
    expect(parts('{"title": "A", "tags": ["a", ["}"]],\n "title": "B"}\n')).toMatchObject({
      fields: { title: 'B', tags: ['a', ['}']] },
      told: ['front-matter/duplicate-key 2:11'],
    });
    expect(parts(';;;\n"title": "A",\n"title": "\\"}"\n;;;\n')).toMatchObject({
      fields: { title: '"}' },
      told: ['front-matter/duplicate-key 3:10'],
    });
  });

  test('within a mapping is told as well', () => {
    expect(parts('---\nsource:\n  name: A\n  name: B\n---\n').told).toEqual(['front-matter/duplicate-key 4:9']);
  });
});

describe('YAML that is none is mended, with a warning a line', () => {
  test.each([
    ['a colon in a title', 'title: Rust: a story', { title: 'Rust: a story' }],
    ['quotes within quotes', 'title: "He said "no" twice"', { title: 'He said "no" twice' }],
    ['an apostrophe within apostrophes', "title: 'It's here'", { title: "It's here" }],
    ['words after a quote', 'title: "No" is a word', { title: '"No" is a word' }],
    ['a handle', 'author: @someone', { author: '@someone' }],
    ['a backtick', 'title: `code` first', { title: '`code` first' }],
    ['a per cent sign', 'title: %s', { title: '%s' }],
    ['emphasis', 'title: *Foo* bar', { title: '*Foo* bar' }],
    ['two wikilinks', 'author: [[A]], [[B]]', { author: '[[A]], [[B]]' }],
    ['a template', 'title: {{title}}', { title: '{{title}}' }],
    ['brackets before words', 'title: [Draft] Foo', { title: '[Draft] Foo' }],
    ['no space after the colon', 'title:Foo', { title: 'Foo' }],
  ])('%s', (_, line, fields) => {
    const read = parts(`---\n${line}\nx: 1\n---\nBody`);
    expect(read).toMatchObject({ fields: { ...fields, x: '1' }, told: ['front-matter/mended 2:1'] });
  });

  test('a tab for indentation', () => {
    expect(parts('---\ntags:\n\t- a\n\t- b\n---\n')).toMatchObject({
      fields: { tags: ['a', 'b'] },
      told: ['front-matter/mended 3:1', 'front-matter/mended 4:1'],
    });
  });

  test('an item of a list', () => {
    expect(parts('---\ntags:\n  - @a\n  - b\n---\n').fields).toEqual({ tags: ['@a', 'b'] });
  });

  test('a value that goes on over lines', () => {
    const { fields } = parts('---\ndescription: see: this\n  and that\ntitle: T\n---\n');
    expect(fields).toEqual({ description: 'see: this and that', title: 'T' });
  });

  test('quoted text and lists that go on at the margin, as libyaml reads them', () => {
    expect(parts('---\ntitle: "One\nand two\n"\ndate: 2024-03-05\n---\n')).toMatchObject({
      fields: { title: 'One and two ', date: '2024-03-05' },
      told: ['front-matter/mended 3:1', 'front-matter/mended 4:1'],
    });
    expect(parts('---\ntags: [\na,\n["b", c],\n]\nx: 1\n---\n').fields).toEqual({ tags: ['a', ['b', 'c']], x: '1' });
    expect(parts('---\nx:\n  tags: [\n  a\n]\n---\n').told).toEqual([
      'front-matter/mended 4:1',
      'front-matter/mended 5:1',
    ]);
  });

  test('but only where nothing needs to be guessed', () => {
    expect(parts('---\ntags: [a, b\ntitle: T\n---\n').told).toEqual(['front-matter/syntax 3:1']);
    expect(parts('---\ntitle: !Foo bar\n---\n').told).toEqual(['front-matter/syntax 2:8']);
  });

  test('a line that is YAML is never touched', () => {
    const { fields } = parts('---\ntitle: A: B\nnote: C # comment\nlist: [a, "b: c"]\ntext: |\n  x: y: z\n---\n');
    expect(fields).toEqual({ title: 'A: B', note: 'C', list: ['a', 'b: c'], text: 'x: y: z\n' });
  });
});

describe('the place of a value', () => {
  const place = (text: string, ...path: (string | number)[]) => {
    const found = readFrontMatter(text, 'a.md').frontMatter?.locate(path);
    return found && [found.line, found.column, found.length, found.text];
  };

  test('is known in YAML at any depth', () => {
    const text = '---\nauthors:\n  - name: A\n    url: bad one\n"date": 2024\n---\n';
    expect(place(text, 'authors', 0, 'url')).toEqual([4, 10, 7, '    url: bad one']);
    expect(place(text, 'date')).toEqual([5, 9, 4, '"date": 2024']);
  });

  test('is known in TOML, JSON and lines', () => {
    expect(place('+++\n[extra]\ndate = "x"\n+++\n', 'extra', 'date')).toEqual([3, 8, 3, 'date = "x"']);
    expect(place('{\n  "date": "x"\n}\n', 'date')).toEqual([2, 11, 3, '  "date": "x"']);
    expect(place(';;;\n"title": "T",\n"date": "x"\n;;;\n', 'date')).toEqual([3, 9, 3, '"date": "x"']);
    expect(place('Title: T\nDate: x\n\nBody', 'Date')).toEqual([2, 7, 1, 'Date: x']);
  });

  test('is that of the key where there is no value, and of the head where there is no key', () => {
    expect(place('---\ntitle: T\ndate:\n---\n', 'date')).toEqual([3, 1, 4, 'date:']);
    expect(place('---\ntitle: T\n---\n', 'date')).toEqual([2, 1, undefined, 'title: T']);
  });

  test('is right in a head that had to be mended', () => {
    expect(place('---\ntitle: A: B\ndate: x\n---\n', 'date')).toEqual([3, 7, 1, 'date: x']);
  });
});

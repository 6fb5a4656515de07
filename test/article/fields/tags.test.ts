import { describe, expect, test } from 'vitest';
import { read, told, withFields } from '../reading.ts';

const tags = (yaml: string) => withFields(yaml).article?.tags;

test.each([
  ['tags: [space, 日本語, q&a, c++, c#]', ['space', '日本語', 'q&a', 'c++', 'c#']],
  ['tags:\n  - "#one"\n  - two', ['one', 'two']],
  ['tags: one, two words; three、四，五', ['one', 'two words', 'three', '四', '五']],
  ['tags: "#one #two"', ['one', 'two']],
  ['tags: one two', ['one', 'two']],
  ['category: Space news', ['Space news']],
  ['category: "[AI_IDE_And_CLI]"', ['AI_IDE_And_CLI']],
  ["tags: \"['a', 'b c']\"", ['a', 'b c']],
  ['categories:\n  - [Tech, Web]\n  - News', ['Tech', 'Web', 'News']],
  ['tags: [1, true, null, 007]', ['1', 'true', '007']],
  ['tags: [Rust, rust, RUST]', ['Rust']],
  ['tags: [{label: L, permalink: /l}]', ['L']],
  ['tags: "[[Topic|Shown]]"', ['Shown']],
  ['tags: [a]\ncategories: [b]\nkeywords: [c]', ['a', 'b']],
  ['keywords: one, two', ['one', 'two']],
  ['tags: ["e\\u0301te\\u0301", "été"]', ['été']],
  ['tags: [" spaced \\n out ", "#", ""]', ['spaced out']],
  ['tags:', []],
])('%j', (yaml, expected) => expect(tags(yaml)).toEqual(expected));

test("Zola's taxonomies are tags", () => {
  const { article } = read(
    '+++\ntitle = "T"\ndate = 2024-03-05\n[taxonomies]\ntags = ["a"]\ncategories = ["b"]\n+++\nText.',
  );
  expect(article?.tags).toEqual(['a', 'b']);
});

test('the tags of the folder come after those of the article', () => {
  const { article } = withFields('tags: [a]', {
    defaults: { tags: ['clipped', 'A'], content: 'full', undated: 'leave-out' },
  });
  expect(article?.tags).toEqual(['a', 'clipped']);
});

describe('what is no tag is left out with a warning', () => {
  test('a mapping without a name', () => {
    expect(told(withFields('tags: {x: y}').diagnostics)).toEqual(['front-matter/bad-value 2:7']);
  });

  test('what comes after a hundred of them', () => {
    const { article, diagnostics } = withFields(`tags: [${Array.from({ length: 9000 }, (_, i) => `t${i}`).join()}]`);
    expect(article?.tags).toHaveLength(100);
    expect(told(diagnostics)).toEqual(['front-matter/bad-value 2:7']);
  });

  test('a sentence', () => {
    const { article, diagnostics } = withFields(`tags: [a, ${'x'.repeat(101)}]`);
    expect(article?.tags).toEqual(['a']);
    expect(told(diagnostics)).toEqual(['front-matter/bad-value 2:7']);
  });
});

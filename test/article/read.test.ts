import { describe, expect, test } from 'vitest';
import { closeness } from '../../src/text/sketch.ts';
import { read, told, withFields } from './reading.ts';

describe('a title', () => {
  test.each([
    ['title: 1984', '1984'],
    ['title: true', 'true'],
    ['title: 1.10', '1.10'],
    ['title: "Using <T> & *stars*"', 'Using <T> & *stars*'],
    ['title: "one\\ntwo  three"', 'one two three'],
    ['title: "a\\u0001b\\ud800c"', 'abc'],
    ['title: The <i>lingua <b>franca</b></i> of <code class="x">C</code>', 'The lingua franca of C'],
    ['title: No </b>, <T>x</T> or <b', 'No </b>, <T>x</T> or <b'],
    ['title: "Seen %%secret%% by all <!-- hidden -->"', 'Seen by all'],
  ])('%s', (yaml, title) => expect(withFields(yaml).article?.title).toBe(title));

  test('that is a list or a mapping is an error at its place', () => {
    expect(told(withFields('title: [a, b]').diagnostics)).toEqual(['front-matter/bad-value 2:8']);
  });

  test('is else the first heading, which is not repeated in the text', () => {
    const { article } = read('---\ntitle:\ndate: 2024-03-05\n---\n# The *heading*\n\nText.');
    expect([article?.title, article?.origins.title]).toEqual(['The heading', 'the first heading']);
    expect(article?.html).toBe('<p>Text.</p>');
  });

  test.each([
    ['notes/2024-03-05-a-fine_day.md', 'a fine day'],
    ['2024-03-05 Kept - as_is.md', 'Kept - as_is'],
    ['2024-03-05-a-day/index.md', 'a day'],
    ['2024-03-05.md', '2024-03-05'],
    ['2024-03-05-v1.2.md', 'v1.2'],
  ])('is else made of the name %s', (path, title) => {
    expect(read('Text.', { path }).article?.title).toBe(title);
  });
});

describe('a language', () => {
  test.each([
    ['pt_BR', 'pt-BR'],
    ['EN', 'en'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['en_US.UTF-8', 'en-US'],
  ])('%s is %s', (written, language) => {
    expect(withFields(`lang: ${written}`).article?.language).toBe(language);
  });

  test('that is no tag is left out with a warning, and the folder speaks', () => {
    const { article, diagnostics } = withFields('lang: english', {
      defaults: { tags: [], content: 'full', undated: 'leave-out', language: 'pt' },
    });
    expect(article?.language).toBe('pt');
    expect(told(diagnostics)).toEqual(['front-matter/bad-value 2:7']);
  });
});

test('a summary is the first of its fields that is text, without what is private', () => {
  expect(withFields('description:\nexcerpt: "An %%own%% one"').article?.summary).toBe('An one');
  expect(withFields('description: [x]\nsummary: S').article?.summary).toBe('S');
});

test('of two spellings of one field the first counts, with a warning', () => {
  const { article, diagnostics } = withFields('Title: A\ntitle: B');
  expect(article?.title).toBe('A');
  expect(told(diagnostics)).toEqual(['front-matter/duplicate-key 3:8']);
});

test('an article with neither title nor text is refused', () => {
  expect(told(read('---\ndate: 2024-03-05\n---\n \n').diagnostics)).toEqual(['content/empty']);
  expect(told(read('').diagnostics)).toEqual(['content/empty']);
});

test('every error of the front matter is told at once', () => {
  expect(told(withFields('title: {a: b}\ndate: soon\nid: [x]').diagnostics)).toEqual([
    'front-matter/bad-date 3:7',
    'front-matter/bad-value 2:8',
    'front-matter/bad-id 4:5',
  ]);
});

test('relative references of a clipping belong to the original, those of others to the page', () => {
  const { article } = read('---\ntitle: T\ndate: 2024-03-05\nsource: https://example.org/x/y\n---\n[a](b)');
  expect(article?.html).toContain('href="https://example.org/x/b"');
  const own = read('---\ntitle: T\ndate: 2024-03-05\npermalink: /p/q\n---\n[a](b)');
  expect(own.article?.html).toContain('href="https://hay.example/p/b"');
});

test('places in the body are lines of the file', () => {
  const { diagnostics } = read('---\ntitle: T\ndate: 2024-03-05\n---\n\n![x](missing.png)\n');
  expect(diagnostics).toMatchObject([{ code: 'content/missing-file', place: { line: 6 } }]);
});

test('two versions of a text are close to one another, and one word is too little to tell', () => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');
  const [one = '', other = ''] = [500, 520].map(
    (count) => read(words(count), { path: '2024-03-05.md' }).article?.sketch,
  );
  expect([one === other, closeness(one, other) > 0.8]).toEqual([false, true]);
  expect(withFields('x: 1').article?.sketch).toBeUndefined();
});

test('the same bytes make the same article', () => {
  expect(withFields('tags: [a]')).toEqual(withFields('tags: [a]'));
});

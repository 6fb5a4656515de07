import { describe, expect, it } from 'vitest';
import { clippingToArticle } from '../../src/article/clipping.ts';

const facts = { date: '2022-12-30', tags: [], keepFirstLine: false };
const story = 'The president invited his counterpart to visit the capital next year, he said.';

const bodyOf = (text: string, more: object = {}) => clippingToArticle(text, { ...facts, ...more })?.body;

describe('the paragraphs of a clipping', () => {
  it('are its lines', () => {
    expect(bodyOf('One.\nTwo.\r\nThree.')).toBe('One.\n\nTwo.\n\nThree.\n');
  });

  it('are what blank lines separate, where lines are wrapped', () => {
    expect(bodyOf('One\ngoes on.\n\n\nTwo.')).toBe('One\ngoes on.\n\nTwo.\n');
  });

  it('are its lines in spite of a blank one, where lines are longer than wrapped ones', () => {
    expect(bodyOf(`${story} ${story}\nTwo.\n\nThree.`)).toBe(`${story} ${story}\n\nTwo.\n\nThree.\n`);
  });
});

describe('the last line of a clipping', () => {
  it.each([
    ['Source: Observadora', 'Observadora'],
    ['SOURCE : Público  \n\n', 'Público'],
    ['Source: https://example.org/a_b', 'https://example.org/a_b'],
  ])('%j is its source', (line, source) => {
    const clipping = clippingToArticle(`One.\n${line}`, facts);
    expect(clipping).toMatchObject({ source, body: 'One.\n' });
    expect(clipping?.text).toContain(`\nsource: ${JSON.stringify(source)}\n`);
  });

  it('stays a paragraph where it only mentions one, and a source elsewhere stays, too', () => {
    expect(bodyOf('One.\nThe source: unknown.')).toBe('One.\n\nThe source: unknown.\n');
    expect(bodyOf('Source: A\nOne.')).toBe('Source: A\n\nOne.\n');
  });

  it('gives way to a source that is given', () => {
    expect(clippingToArticle('One.\nSource: A', { ...facts, source: 'B' })).toMatchObject({
      source: 'B',
      body: 'One.\n',
    });
  });
});

describe('the first line of a clipping', () => {
  it.each([
    'Follow our live blog of the war in Ukraine here',
    'Subscribe to our newsletter!',
    'Click here to read more',
    'Acompanhe aqui o nosso liveblog',
    'Advertisement',
  ])('%j asks the reader for something and is dropped, and said', (line) => {
    expect(clippingToArticle(`${line}\n${story}`, facts)).toMatchObject({ dropped: line, body: `${story}\n` });
  });

  it('is kept where that is asked for', () => {
    const line = 'Follow our live blog here';
    const clipping = clippingToArticle(`${line}\n${story}`, { ...facts, keepFirstLine: true });
    expect(clipping).toMatchObject({ title: line, body: `${line}\n\n${story}\n` });
    expect(clipping).not.toHaveProperty('dropped');
  });

  it('is the title where it is a headline', () => {
    const clipping = clippingToArticle(`Follow the money\n\n${story}`, facts);
    expect(clipping).toMatchObject({ title: 'Follow the money', titleFrom: 'first line', body: `${story}\n` });
  });

  it('stays a paragraph where it is a sentence, or a title is given', () => {
    expect(bodyOf(`He said no.\n${story}`)).toBe(`He said no.\n\n${story}\n`);
    expect(bodyOf(`A headline\n${story}`, { title: 'T' })).toBe(`A headline\n\n${story}\n`);
  });
});

describe('the title of a clipping', () => {
  const titleOf = (text: string) => clippingToArticle(text, facts)?.title;

  it('is its first sentence, without the full stop', () => {
    expect(titleOf('It rained. Then it stopped.')).toBe('It rained');
    expect(titleOf('Does it rain? Yes.')).toBe('Does it rain?');
  });

  it('does not end with an abbreviation, an initial or a quoted question', () => {
    expect(titleOf('Dr. Smith met U.S. President J. R. Roe. He left.')).toBe('Dr. Smith met U.S. President J. R. Roe');
    expect(titleOf('“Who knows?” he said. He left.')).toBe('“Who knows?” he said');
  });

  it('is cut behind a part of a long sentence, else behind a word', () => {
    const start =
      'Russian President Vladimir Putin invited his Chinese counterpart Xi Jinping to visit Moscow next year';
    expect(titleOf(`${start}, in a conversation about the cooperation of both.`)).toBe(`${start}…`);
    const title = titleOf('word '.repeat(50)) as string;
    expect(title).toMatch(/^(word )+word…$/);
    expect(title.length).toBeLessThanOrEqual(111);
  });

  it('never cuts a character in two', () => {
    expect(titleOf('😀'.repeat(300))?.isWellFormed()).toBe(true);
    expect(titleOf('x'.repeat(300))?.length).toBeLessThan(111);
  });
});

describe('the front matter', () => {
  it('quotes whatever is given, so that no value can be taken for YAML', () => {
    const text = clippingToArticle('One.', {
      ...facts,
      title: 'a: "b" # c\nid: x',
      source: '- [x]',
      author: '*y',
      tags: ['c++', 'no', '"q"'],
      language: 'pt-BR',
    })?.text;
    expect(text?.split('\n---\n')[0]).toBe(
      [
        '---',
        'title: "a: \\"b\\" # c id: x"',
        'source: "- [x]"',
        'author: "*y"',
        'date: 2022-12-30',
        'tags: ["c++", "no", "\\"q\\""]',
        'language: "pt-BR"',
      ].join('\n'),
    );
  });
});

describe('the file name', () => {
  const nameOf = (title: string) => clippingToArticle('One.', { ...facts, title })?.fileName;

  it('is the day and the words of the title, in letters of every script', () => {
    expect(nameOf('“Água” & 水: c++!')).toBe('2022-12-30-água-水-c.md');
    expect(nameOf('../../etc/passwd\0')).toBe('2022-12-30-etc-passwd.md');
    expect(nameOf('!?')).toBe('2022-12-30.md');
  });

  it('fits every file system', () => {
    expect(Buffer.byteLength(nameOf('𝒳'.repeat(500)) as string)).toBeLessThanOrEqual(90);
    expect(Buffer.byteLength(nameOf('日本 '.repeat(500)) as string)).toBeLessThanOrEqual(90);
  });
});

it('is no article without text', () => {
  expect(clippingToArticle(' \n\n', facts)).toBeUndefined();
  expect(clippingToArticle('Source: A', facts)).toBeUndefined();
});

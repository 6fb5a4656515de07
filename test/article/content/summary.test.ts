import { describe, expect, it } from 'vitest';
import { cut } from '../../../src/article/content/summary.ts';
import { rendered } from './rendering.ts';

function summary(body: string, own?: string): string {
  return rendered(body, {}, own === undefined ? { title: 'T' } : { title: 'T', summary: own }).summary;
}

describe('the article’s own summary', () => {
  it('is taken as it is written, on one line', () => {
    expect(summary('Body', 'One\n  *two* & three')).toBe('One *two* & three');
  });
  it('loses tags and entities that a generator left, but no words in angle brackets', () => {
    expect(summary('Body', '<p>AT&amp;T&#39;s <b>plan</b> for Vec<T> &amp c</p>')).toBe(
      "AT&T's plan for Vec<T> &amp c",
    );
  });
  it('counts as none where it says nothing', () => {
    expect(summary('Body', ' <p> </p>')).toBe('Body');
  });
});

describe('a summary made from the text', () => {
  it('is the prose: no headings, tables, code, notes, titles of callouts', () => {
    const body =
      '# Head\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n> [!tip] Title\n> Quote[^1].\n\nProse.\n\n[^1]: Note';
    expect(summary(body)).toBe('Quote. Prose.');
  });
  it('is all the text where there is no prose', () => {
    expect(summary('## Head\n\n```\ncode\n```')).toBe('Head code');
  });
  it.each(['<!-- more -->', '<!--truncate-->', '<!--more-->'])('ends at %s', (mark) => {
    expect(summary(`Before.\n\n${mark}\n\nAfter.`)).toBe('Before.');
    expect(summary(`Before. ${mark} After.`)).toBe('Before.');
    expect(rendered(`Before.\n\n${mark}\n\nAfter.`).text).toBe('Before. After.');
  });
  it('goes past such a mark that nothing comes before', () => {
    expect(summary('<!--more-->\n\nAfter.')).toBe('After.');
  });
  it('holds no U+FFFD', () => {
    expect(summary('a\ufffdb')).toBe('ab');
  });
});

describe('the cut', () => {
  it('falls between words, at about 280 characters, with an ellipsis', () => {
    const text = cut('word '.repeat(200).trim());
    expect(text).toMatch(/^(?:word )+word…$/);
    expect(text.length).toBeGreaterThan(270);
    expect(text.length).toBeLessThanOrEqual(281);
  });
  it('falls after a mark of punctuation where words have no spaces', () => {
    expect(cut(`${'漢'.repeat(250)}。${'字'.repeat(200)}`)).toBe(`${'漢'.repeat(250)}。…`);
  });
  it('parts no character as a person counts them', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(cut(family.repeat(100))).toMatch(new RegExp(`^(?:${family})+…$`, 'u'));
    expect(cut(`a${'é'.repeat(300)}`)).toMatch(/^a(?:é)+…$/);
  });
  it('falls somewhere in a word without end', () => {
    expect(cut('a'.repeat(1000))).toBe(`${'a'.repeat(280)}…`);
    expect(cut(`a${'\u0301'.repeat(1000)}`).length).toBeLessThanOrEqual(281);
    expect(cut(`aa${'\u{1f468}\u200d'.repeat(1000)}`).isWellFormed()).toBe(true);
    expect(cut('\u{1f468}\u200d'.repeat(1000)).isWellFormed()).toBe(true);
  });
  it('leaves alone what is short enough', () => {
    expect(cut('a b')).toBe('a b');
  });
});

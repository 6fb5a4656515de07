import { describe, expect, it } from 'vitest';
import { pathClues } from '../../../src/archive/adoption/path-clues.ts';

const day = (text: string) => Date.parse(text) / 86_400_000;

describe('what a path tells of an article', () => {
  it.each([
    ['/2024/03/05/harbour-lights/', 'Jekyll and Hexo'],
    ['/2024/03/05/harbour-lights.html', 'Jekyll with extensions'],
    ['/blog/2024/3/5/Harbour%20Lights/index.html', 'a base path and other case'],
    ['_posts/2024-03-05-harbour-lights.md', 'a file of Jekyll'],
    ['2024/03/05/harbour_lights/index.mdx', 'a folder of Docusaurus'],
    ['2024-03-05 Harbour lights.md', 'a note'],
  ])('finds name and day in %s (%s)', (path) => {
    expect(pathClues(path)).toMatchObject({
      slug: 'harbour-lights',
      days: { from: day('2024-03-05'), to: day('2024-03-05') },
    });
  });

  it('takes a month without a day for all of its days', () => {
    expect(pathClues('/2024/02/name/').days).toEqual({ from: day('2024-02-01'), to: day('2024-02-29') });
  });

  it('finds no date in numbers that are none', () => {
    expect(pathClues('/archives/1234/')).toEqual({ whole: 'archives/1234', slug: '1234', folders: ['archives'] });
    expect(pathClues('/2024/13/name/').days).toBeUndefined();
    expect(pathClues('/2024/name/').days).toBeUndefined();
  });

  it('holds accents for nothing, but not the marks of kana', () => {
    expect(pathClues('/de-la-mar%C3%A9e/').slug).toBe(pathClues('De la maree.md').slug);
    expect(pathClues('/%E6%BD%AE%E3%81%AE%E9%9F%B3/').slug).toBe('潮の音');
    expect(pathClues('は.md').slug).not.toBe(pathClues('ば.md').slug);
  });

  it('keeps dots within names apart from extensions', () => {
    expect(pathClues('/2017/02/02/Rust-1.15.html').slug).toBe(pathClues('Rust-1.15.md').slug);
  });

  it('has no name for a front page, nor for a note that is called by its day', () => {
    expect(pathClues('/index.html')).toEqual({ whole: '', folders: [] });
    expect(pathClues('2024-03-05.md').slug).toBeUndefined();
  });

  it('does not stumble over escapes that are none', () => {
    expect(pathClues('/100%/').slug).toBe('100');
  });
});

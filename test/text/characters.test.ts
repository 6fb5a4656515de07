import { expect, test } from 'vitest';
import { oneLine } from '../../src/text/characters.ts';

test('a line of text holds no U+FFFD, of which the W3C feed validator warns in titles, names and tags', () => {
  expect(oneLine(' a\ufffdb\n\ufffd ')).toBe('ab');
});

import { expect, test } from 'vitest';
import { languageTag, likeTag } from '../../src/text/language-tag.ts';

test.each([
  ['EN-us', 'en-US'],
  ['zh-hant', 'zh-Hant'],
  ['iw', 'he'],
  ['tlh', 'tlh'],
  ['und', 'und'],
])('%s is the language %s', (written, tag) => expect(languageTag(written)).toBe(tag));

test.each(['english', 'jp', 'cn', 'ua', 'zz-ZZ', 'e', 'en-', 'en us', ''])('"%s" is no language', (written) => {
  expect(languageTag(written)).toBeUndefined();
});

test('a locale of POSIX is much like a tag', () => expect(likeTag('pt_BR.UTF-8')).toBe('pt-BR'));

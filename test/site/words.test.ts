import { describe, expect, test } from 'vitest';
import { directionOf } from '../../src/site/words/direction.ts';
import type { Words } from '../../src/site/words/words.ts';
import { wordsFor } from '../../src/site/words/words-for.ts';

const languages = ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'pt-PT', 'zh-Hans'];
const numbers = [0, 1, 2, 3, 4, 5, 11, 21, 100, 1_234_567];

describe.each(languages)('words in %s', (language) => {
  const words = wordsFor(language);

  test('are there, one line each, and mean the same as markup and as text', () => {
    const texts = [...textsOf(words), ...numbers.flatMap((number) => [words.count(number), words.results(number)])];
    for (const text of texts) expect(text).toMatch(/^(?! )[^\p{Cc}<>&"'#]+(?<! )$/u);
    expect(words.language).toBe(language);
    expect(words.direction).toBe(directionOf(language));
  });

  test('are not those of English', () => {
    const borrowed = textsOf(words).filter((text) => textsOf(wordsFor('en')).includes(text));
    // Single words, as Video and Feeds, are the same in many.
    if (language !== 'en') expect(borrowed.filter((text) => text.includes(' '))).toEqual([]);
  });
});

function textsOf(words: Words): string[] {
  return Object.values(words)
    .flatMap((word) => (typeof word === 'object' ? Object.values<string>(word) : word))
    .filter((word) => typeof word === 'string');
}

test.each([
  ['en', ['No articles', '1 article', '2 articles', '5 articles', '11 articles', '21 articles', '1,234 articles']],
  [
    'fr',
    ['Aucun article', '1 article', '2 articles', '5 articles', '11 articles', '21 articles', '1\u202f234 articles'],
  ],
  ['pl', ['Brak artykułów', '1 artykuł', '2 artykuły', '5 artykułów', '11 artykułów', '21 artykułów', '1234 artykuły']],
  ['ar', ['لا مقالات', 'مقالة واحدة', 'مقالتان', '5 مقالات', '11 مقالة', '21 مقالة', '1,234 مقالة']],
  ['ja', ['記事なし', '1件の記事', '2件の記事', '5件の記事', '11件の記事', '21件の記事', '1,234件の記事']],
])('articles are counted in %s', (language, counted) => {
  expect([0, 1, 2, 5, 11, 21, 1234].map((number) => wordsFor(language).count(number))).toEqual(counted);
});

describe('a date', () => {
  const midnight = Date.UTC(2026, 2, 14, 23, 30);

  test('is the day that a clock in the zone shows', () => {
    const { day } = wordsFor('en');
    expect(['UTC', 'Asia/Tokyo', 'America/Sao_Paulo'].map((zone) => day(midnight, zone))).toEqual([
      '14 March 2026',
      '15 March 2026',
      '14 March 2026',
    ]);
    expect(day(Date.UTC(2026, 2, 14, 1), 'America/Sao_Paulo')).toBe('13 March 2026');
  });

  test.each([
    ['en', ['2026', 'March 2026', '1 March 2026']],
    ['en-US', ['2026', 'March 2026', 'March 1, 2026']],
    ['de-AT', ['2026', 'März 2026', '1. März 2026']],
    ['es', ['2026', 'Marzo de 2026', '1 de marzo de 2026']],
    ['pl', ['2026', 'Marzec 2026', '1 marca 2026']],
    ['ja', ['2026年', '2026年3月', '2026年3月1日']],
    ['zh-CN', ['2026年', '2026年3月', '2026年3月1日']],
    ['ar-EG', ['2026', 'مارس 2026', '1 مارس 2026']],
    ['th-TH', ['2026', 'March 2026', '1 March 2026']],
  ])('is written as in %s', (language, written) => {
    expect(['2026', '2026-03', '2026-03-01'].map(wordsFor(language).period)).toEqual(written);
  });

  test('far away is one, too', () => {
    const { period } = wordsFor('en');
    expect(['0099-12-31', '0000-12', '10000'].map(period)).toEqual(['31 December 99', 'December 1 BC', '10000']);
  });
});

test.each([
  [undefined, 'en'],
  ['no tag', 'en'],
  ['tlh', 'en'],
  ['und-DE', 'en'],
  ['zh', 'zh-Hans'],
  ['zh-SG', 'zh-Hans-SG'],
  ['zh-TW', 'en'],
  ['zh-Hant', 'en'],
  ['yue', 'en'],
  ['ja-Latn', 'en'],
  ['pt-AO', 'pt-AO'],
  ['DE-at-1996-u-ca-buddhist', 'de-AT'],
  ['en-u-ca-buddhist', 'en'],
])('who asks for %s gets words in %s', (asked, given) => expect(wordsFor(asked).language).toBe(given));

test('Portuguese is that of Brazil only there, and where nothing else is said', () => {
  const said = ['pt', 'pt-BR', 'pt-PT', 'pt-MZ'].map((language) => wordsFor(language).subscribe);
  expect(said).toEqual(['Assinar', 'Assinar', 'Subscrever', 'Subscrever']);
});

test('a language is written in the direction of its script', () => {
  const rtl = 'ar he iw fa ur yi ps sd ckb dv ug arc syr nqo prs ar-SY az-Arab az-IR ff-Adlm ks pa-PK und-Hebr ur-Aran';
  const ltr = 'en de ja zh-Hant tr ku az pa sd-IN ar-Latn he-Latn yi-Latn ha und-Latn mn-Mong';
  const auto = 'und mul zxx tlh qaa und-PK ar-Zxxx en-Zyyy x-private no_tag';
  for (const language of rtl.split(' ')) expect([language, directionOf(language)]).toEqual([language, 'rtl']);
  for (const language of ltr.split(' ')) expect([language, directionOf(language)]).toEqual([language, 'ltr']);
  for (const language of auto.split(' ')) expect([language, directionOf(language)]).toEqual([language, 'auto']);
  expect(directionOf(undefined)).toBe('auto');
});

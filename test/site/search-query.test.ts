import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Query, SearchIndex } from '../../src/site/browser/query.ts';
import { dayOf } from '../../src/site/browser/segments.ts';
import { type Article, archiveOf, documentsOf, rowOf } from './searched.ts';

const words = ['hay', 'haystack', 'hayloft', 'barn', 'été', 'go', 'c++', 'node.js', '猫が好き', 'كتاب', 'стог'];

/** Whether a reader would say that the article has a word that begins so. */
function has(article: Article, asked: string): boolean {
  const all = `${article.title} ${article.text}`.split(' ');
  if (asked === '猫') return all.some((word) => word.includes(asked));
  return all.some((word) => (asked.length > 2 ? word.startsWith(asked) : word === asked));
}

const plain: Query = { text: '', source: '', tag: '', from: Number.NaN, until: Number.NaN, order: 'relevance' };

function indexOf(articles: readonly (Article | undefined)[]): SearchIndex {
  const documents = documentsOf(archiveOf(articles.map((article) => article && rowOf(article))));
  return new SearchIndex(async (path) => {
    const text = documents.get(`search/${path}`);
    if (text === undefined) throw new Error(path);
    return text;
  });
}

describe('a query', () => {
  it('finds what has every word that is asked, in every segment, and nothing else', async () => {
    const article = fc.record({
      title: fc.constantFrom('Hay', 'Barn', 'One').map((title) => title.toLowerCase()),
      text: fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((text) => text.join(' ')),
      source: fc.constantFrom('One', 'Two'),
      date: fc.constantFrom('2019-02-03', '2024-02-29', '2026-01-01'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(article, { nil: undefined, freq: 9 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 25 }),
        fc.array(fc.constantFrom('hay', 'hays', 'barn', 'ete', 'go', 'c++', 'node.js', '猫', 'كتاب', 'сто'), {
          minLength: 1,
          maxLength: 2,
        }),
        fc.constantFrom('', 'one'),
        fc.constantFrom('', '2024-02-29'),
        async (some, times, asked, source, until) => {
          const articles: (Article | undefined)[] = Array.from({ length: times }, () => some).flat();
          const found = await indexOf(articles).search({
            ...plain,
            text: asked.join(' '),
            source,
            until: dayOf(until),
          });
          const expected = articles.flatMap((article, place) =>
            article &&
            asked.every((word) => has(article, word === 'ete' ? 'été' : word)) &&
            (source === '' || article.source === 'One') &&
            (until === '' || (article.date as string) <= until)
              ? [place]
              : [],
          );
          expect(found.sort((a, b) => a - b)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('puts titles before names, names before texts, whole words before beginnings, and then what is newer', async () => {
    const index = indexOf([
      { title: 'Five', text: 'in a haystack' },
      { title: 'Four', text: 'made of hay' },
      { title: 'Three', text: 'made of hay' },
      { title: 'Two', source: 'The Hay Post' },
      { title: 'One more haystack' },
      { title: 'Hay' },
      { title: 'Nothing of it' },
    ]);
    expect(await index.search({ ...plain, text: 'hay' })).toEqual([5, 4, 3, 2, 1, 0]);
    expect(await index.search({ ...plain, text: '"hay"' })).toEqual([5, 3, 2, 1]);
  });

  it('puts the latest first where that is asked, or nothing but dates is', async () => {
    const index = indexOf([
      { title: 'Hay', date: '2026-01-01' },
      { title: 'Hay hay', date: '2019-02-03' },
      { title: 'Hay', date: '2024-02-29' },
    ]);
    expect(await index.search({ ...plain, text: 'hay', order: 'date' })).toEqual([0, 2, 1]);
    expect(await index.search({ ...plain, from: dayOf('2020-01-01') })).toEqual([0, 2]);
    expect(await index.search(plain)).toEqual([]);
  });
});

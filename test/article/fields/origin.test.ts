import { describe, expect, test } from 'vitest';
import { read, told, withFields } from '../reading.ts';

const origin = (yaml: string, given: Parameters<typeof withFields>[1] = {}) => {
  const { article, diagnostics } = withFields(yaml, given);
  return [article?.source, article?.originalUrl, ...told(diagnostics)];
};
const home = { url: 'https://example.org/' };

describe('a source', () => {
  test.each([
    ['source: Observador', { name: 'Observador' }, undefined],
    ['source: https://example.org/a', home, 'https://example.org/a'],
    ['source: https://example.org/?p=1', home, 'https://example.org/?p=1'],
    ['source: https://example.org/', home, undefined],
    ['source: <https://example.org/a>', home, 'https://example.org/a'],
    ['source: www.example.org/a', { url: 'https://www.example.org/' }, 'https://www.example.org/a'],
    ['source: "[Obs](https://example.org/a_(b))"', { name: 'Obs', ...home }, 'https://example.org/a_(b)'],
    ['source: Obs (https://example.org/a)', { name: 'Obs', ...home }, 'https://example.org/a'],
    ['source: "[[Observador]]"', { name: 'Observador' }, undefined],
    ['source: [[media/obs|Observador]]', { name: 'Observador' }, undefined],
    ['source: [https://example.org/a]', home, 'https://example.org/a'],
    [
      'source: {name: Obs, url: https://example.org/blog/}',
      { name: 'Obs', url: 'https://example.org/blog/' },
      undefined,
    ],
    ['source: unknown', undefined, undefined],
    ['source:', undefined, undefined],
  ])('%s', (yaml, source, original) => expect(origin(yaml)).toEqual([source, original]));

  test('with its feed', () => {
    expect(origin('source: {name: Obs, url: https://example.org, feed: https://example.org/feed}')).toEqual([
      { name: 'Obs', url: 'https://example.org/', feed: 'https://example.org/feed' },
      undefined,
    ]);
  });

  test('takes its name from another field where it is an address', () => {
    expect(origin('source: https://example.org/a\nsite: Example')[0]).toEqual({ name: 'Example', ...home });
  });

  test('of which there are several is the first, with a warning', () => {
    expect(origin('source: [Obs, Expresso]')).toEqual([{ name: 'Obs' }, undefined, 'front-matter/bad-value 2:9']);
  });

  test.each([
    'javascript:alert(1)',
    'javascript:alert(1)//https://example.org/a',
    'file:///etc/passwd',
    'https://u:p@example.org/a',
  ])('%s is left out with a warning', (address) =>
    expect(origin(`source: ${address}`)).toEqual([undefined, undefined, 'front-matter/bad-url 2:9']),
  );

  test('is that of the folder where the article names none', () => {
    const defaults = { tags: [], content: 'full', undated: 'leave-out', source: 'Clippings' } as const;
    expect(origin('x: 1', { defaults })).toEqual([{ name: 'Clippings' }, undefined]);
    expect(origin('link: https://example.org/a', { defaults })).toEqual([
      { name: 'Clippings' },
      'https://example.org/a',
    ]);
    expect(origin('source: Obs', { defaults })).toEqual([{ name: 'Obs' }, undefined]);
  });
});

describe('the original', () => {
  test.each(['source_url', 'originalUrl', 'canonical_url', 'external_url', 'link', 'url'])(
    'is read from "%s"',
    (name) => {
      expect(origin(`${name}: https://example.org/a`)).toEqual([home, 'https://example.org/a']);
    },
  );

  test('is the page that the source names, before any other field', () => {
    expect(origin('link: https://other.example/b\nsource: https://example.org/a')[1]).toBe('https://example.org/a');
  });

  test('leaves the name of the source alone', () => {
    expect(origin('source: Reuters\nlink: https://news.example/a')).toEqual([
      { name: 'Reuters' },
      'https://news.example/a',
    ]);
  });

  test('is none on the site itself', () => {
    expect(origin('canonical_url: https://hay.example/a')).toEqual([undefined, undefined]);
  });
});

describe('the address of the page', () => {
  test.each([
    ['permalink: /2024/a/', '/2024/a/'],
    ['url: /2024/a/', '/2024/a/'],
    ['permalink: https://hay.example/a', 'https://hay.example/a'],
    ['permalink: pretty', undefined],
    ['permalink: /:year/:title/', undefined],
    ['permalink: //evil.example/', undefined],
    ['permalink: javascript:alert(1)', undefined],
  ])('%s', (yaml, permalink) => expect(withFields(yaml).article?.permalink).toBe(permalink));
});

describe('an id', () => {
  test('is kept as written, a number, too', () => {
    expect(withFields('id: 0012').article?.id).toBe('0012');
    expect(withFields('guid: tag:example.org,2020:a').article?.id).toBe('tag:example.org,2020:a');
  });

  test('that is no text is an error', () => {
    expect(told(withFields('id: [a]').diagnostics)).toEqual(['front-matter/bad-id 2:5']);
  });
});

test('a name of 60,000 brackets takes no time', () => {
  const before = performance.now();
  read(`---\ntitle: T\ndate: 2024-03-05\nsource: "${'('.repeat(60_000)}x"\n---\nText.`);
  expect(performance.now() - before).toBeLessThan(500);
});

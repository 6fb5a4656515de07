import { accepted, article, type HostileCase, numbered } from '../case.ts';

const source = 'https://clipped.example.org/story';

/** The same original, as clippers write its address. */
const addresses = [
  source,
  'https://clipped.example.org/story/',
  'http://clipped.example.org/story',
  'https://www.clipped.example.org/story',
  'https://CLIPPED.example.org/story',
  `${source}?utm_source=feed`,
  `${source}#part-2`,
  `${source}?fbclid=1`,
];

/** Of these some may give way to others, but none in silence. */
export const duplicates: readonly HostileCase[] = [
  ...numbered('duplicates/id', ['one', 'two', 'three'], (text) => ({
    put: article(text, 'id: tag:example.org,2024:the-same'),
    outcome: { is: 'either' } as const,
  })),
  ...numbered('duplicates/source', [...addresses, source, source], (url) => ({
    put: article('Clipped.', `source: ${JSON.stringify(url)}`),
    outcome: { is: 'either' } as const,
  })),
  ...numbered('duplicates/bytes', ['', '', ''], () => ({ put: article('The same bytes.'), outcome: accepted })),
  ...numbered('duplicates/minted', [1, 2], (number) => ({
    put: article(
      'Claims an id that another article would be given.',
      `id: tag:example.org,2024:duplicates/bytes/0${number}`,
    ),
    outcome: { is: 'either' } as const,
  })),
  ...numbered(
    'duplicates/instant',
    Array.from({ length: 60 }, (_, i) => i),
    (index) => ({
      put: article(`Of one instant, ${index}.`),
      outcome: accepted,
      shows: [`Of one instant, ${index}.`],
    }),
  ),
];

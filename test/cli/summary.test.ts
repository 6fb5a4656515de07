import { expect, it } from 'vitest';
import { type BuildResult, noChanges, type PublishedDocument, type PublishedFeed } from '../../src/build/result.ts';
import { tally } from '../../src/build/tally.ts';
import { styleFor } from '../../src/cli/print/style.ts';
import { buildSummary, checkSummary } from '../../src/cli/print/summary.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';

const site = { output: 'output/', baseUrl: 'https://example.org/' };
const plain = styleFor(false);

const documents = (change: PublishedDocument['change'], paths: readonly string[]): PublishedDocument[] =>
  paths.map((path) => ({ path, bytes: 1, change }));

const feed = (kind: PublishedFeed['kind'], folder: string) => ({
  kind,
  folder,
  title: folder,
  shows: 0,
  total: 0,
  urls: { rss: `https://example.org/${folder}rss.xml` },
});

const diagnostics: Diagnostic[] = [
  { severity: 'error', code: 'front-matter/bad-date', message: '', file: 'a.md' },
  { severity: 'error', code: 'front-matter/bad-value', message: '', file: 'a.md' },
  { severity: 'note', code: 'held/draft', message: '', file: 'b.md' },
  { severity: 'warning', code: 'config/no-base-url', message: '' },
];

const entry = (id: string) => ({ id, file: `${id}.md`, title: id });

const result: BuildResult = {
  outcome: 'published',
  files: 2,
  published: 0,
  kept: 0,
  changes: { ...noChanges, added: [entry('a'), entry('b')], revised: [entry('c')] },
  feeds: [
    feed('main', ''),
    feed('source', 'sources/a/'),
    feed('tag', 'tags/b/'),
    feed('tag', 'tags/c/'),
    feed('named', 'feeds/d/'),
  ],
  documents: [
    ...documents('new', ['1', '2', '3', '4', '5']),
    ...documents('changed', ['6']),
    ...documents(
      'unchanged',
      Array.from({ length: 1234 }, (_, i) => `u${i}`),
    ),
  ],
  removed: ['7', '8'],
  diagnostics,
};

it('counts by kind, names the first few, and says where to subscribe', () => {
  expect(buildSummary(result, tally(result, diagnostics), site, 1234, plain)).toBe(
    [
      '0 articles published in output/, 1.2 s',
      '  entries    2 new and 1 revised',
      '  feeds      1 main, 1 by source, 2 by tag and 1 asked for',
      '  documents  5 new, 1 changed, 1,234 unchanged and 2 removed',
      '  new        1, 2, 3 and 2 more',
      '  changed    6',
      '  removed    7 and 8',
      '  left out   1 article, named above with the reason',
      '  held back  1 draft or later article',
      '  warnings   1',
      'Subscribe',
      '  RSS   https://example.org/rss.xml',
      '  OPML  https://example.org/feeds.opml  (all feeds)',
    ].join('\n'),
  );
});

it('says of a check what would be, on its first line', () => {
  expect(checkSummary(result, tally(result, diagnostics), plain).split('\n')[0]).toBe(
    '0 articles would be published, 1 left out, 1 held back, 1 warning',
  );
});

import type { Entry } from '../../src/archive/entry.ts';
import type { Config } from '../../src/config/config.ts';
import { composeFeed } from '../../src/feed/compose.ts';
import { planFeeds } from '../../src/feed/plan.ts';
import { configOf } from '../feed/config.ts';
import type { GivenEntry } from '../feed/entry.ts';
import { fragmentsInMemory, textOf } from '../feed/fragments.ts';

/** The documents of the main feed over these entries, by file name, as text. */
export function mainDocuments(entries: readonly Entry[], values: Partial<Config> = {}): Record<string, string> {
  const config = configOf(values);
  const [main] = planFeeds(entries, config);
  if (!main) throw new Error('there is always a main feed');
  const { documents } = composeFeed(main, config, fragmentsInMemory(config.siteId));
  return Object.fromEntries(documents.map((document) => [document.path, textOf(document)]));
}

/** An entry that has everything, in words that are hard to write. */
export const hardEntry: GivenEntry = {
  id: 'https://example.org/?p=1&q=AT&amp;T',
  title: 'Using Vec<T> & AT&amp;T ]]> "now"',
  link: 'https://example.org/articles/a.html?b=c&d=e',
  externalUrl: 'https://news.example.com/a?b=c&d=e',
  source: { slug: 'news', name: 'News & <More>', url: 'https://news.example.com/' },
  authors: [{ name: 'Ada & "Bob" <Lovelace>', url: 'https://example.org/ada?x=1&y=2' }, { name: '李' }],
  tags: [
    { slug: 'c', name: 'c++ & <c>' },
    { slug: '日本語', name: '日本語' },
  ],
  summary: 'One < two & "three"',
  html: '<p>]]&gt; and ]]> and &lt;/item&gt; &amp; <code>a\n  b</code></p>',
  language: 'ja',
  image: 'https://example.org/media/a.png',
  enclosures: [
    { url: 'https://example.org/a.pdf', type: 'application/pdf' },
    { url: 'https://example.org/media/a.mp3?x=1&y=2', type: 'audio/mpeg', length: 1234, title: 'A & B' },
  ],
};

import { parseOpml } from 'feedsmith';
import { expect, it } from 'vitest';
import { composeFeed } from '../../src/feed/compose.ts';
import { opml } from '../../src/feed/opml.ts';
import { planFeeds } from '../../src/feed/plan.ts';
import { slug } from '../../src/text/slug.ts';
import { configOf } from '../feed/config.ts';
import { entryOf } from '../feed/entry.ts';
import { fragmentsInMemory, textOf } from '../feed/fragments.ts';
import { assertWellFormed } from './read-feeds.ts';

it('lists every feed, those of sources and tags in groups of their own', () => {
  const config = configOf({ title: 'A & B' });
  const entry = entryOf({ source: { slug: 'x', name: 'X & <Y>' }, tags: [{ slug: '日本語', name: '日本語' }] });
  const feeds = planFeeds([entry], config).map(
    (plan) => composeFeed(plan, config, fragmentsInMemory(config.siteId)).feed,
  );
  const text = textOf(opml(feeds, config));
  assertWellFormed(text);
  const { head, body } = parseOpml(text);
  expect(head?.title).toBe('A & B');
  expect(new Date(head?.dateModified as unknown as string).getTime()).toBe(entry.updated);
  expect(body?.outlines).toMatchObject([
    { type: 'rss', text: 'A & B', xmlUrl: 'https://example.org/atom.xml', htmlUrl: 'https://example.org/' },
    { text: 'Sources', outlines: [{ text: 'X & <Y>', xmlUrl: 'https://example.org/sources/x/atom.xml' }] },
    {
      text: 'Tags',
      outlines: [{ xmlUrl: 'https://example.org/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/atom.xml' }],
    },
  ]);
});

it('calls no two feeds alike: rss2email refuses a list that does, sfeed mixes them up', () => {
  const config = configOf({ title: 'Rust' });
  const tags = ['Rust', 'q&a', 'q+a'].map((name) => ({ slug: slug(name), name }));
  const entry = entryOf({ source: { slug: 'rust', name: 'Rust' }, tags });
  const feeds = planFeeds([entry], config).map(
    (plan) => composeFeed(plan, config, fragmentsInMemory(config.siteId)).feed,
  );
  const { body } = parseOpml(textOf(opml(feeds, config)));
  const [main, sources, inTags] = body?.outlines ?? [];
  const called = [main, ...(sources?.outlines ?? []), ...(inTags?.outlines ?? [])].map((each) => [
    each?.text,
    each?.title,
  ]);
  expect(called).toEqual([
    ['Rust', 'Rust'],
    ['Rust (sources/rust)', 'Rust – Rust'],
    ['q&a', 'q&a – Rust'],
    [`q+a (tags/${slug('q+a')})`, `q+a – Rust (tags/${slug('q+a')})`],
    ['Rust (tags/rust)', 'Rust – Rust (tags/rust)'],
  ]);
});

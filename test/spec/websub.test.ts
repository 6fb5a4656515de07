import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { isTopic, linkHeader, topicOf } from '../../src/feed/web-sub.ts';
import { configOf } from '../feed/config.ts';
import { entryOf } from '../feed/entry.ts';
import { mainDocuments } from './documents.ts';

const hubs = ['https://hub.example.com/?a=1&b=2', 'https://other.example/'];
const self = 'https://example.org/atom.xml';

describe('WebSub 4: discovery', () => {
  const documents = mainDocuments([entryOf()], { hubs });

  it('a feed names each hub, and itself as the topic, in the way of its format', () => {
    const links = (parseAtomFeed(documents['atom.xml'] as string).links ?? []).filter(({ rel }) => rel !== 'alternate');
    expect(links.filter(({ rel }) => rel === 'hub').map(({ href }) => href)).toEqual(hubs);
    expect(links.filter(({ rel }) => rel === 'self').map(({ href }) => href)).toEqual([self]);
    const rss = parseRssFeed(documents['rss.xml'] as string).atom?.links ?? [];
    expect(rss.filter(({ rel }) => rel === 'hub').map(({ href }) => href)).toEqual(hubs);
    expect(rss.filter(({ rel }) => rel === 'self')).toHaveLength(1);
    const json = parseJsonFeed(JSON.parse(documents['feed.json'] as string));
    expect(json.hubs).toEqual(hubs.map((url) => ({ type: 'WebSub', url })));
    expect(json.feed_url).toBe('https://example.org/feed.json');
  });

  it('a feed without a hub says nothing of one', () => {
    for (const text of Object.values(mainDocuments([entryOf()]))) expect(text).not.toMatch(/hub/i);
  });

  it('the Link header names each hub and the topic', () => {
    expect(linkHeader('atom.xml', configOf({ hubs }))).toBe(
      `<${hubs[0]}>; rel="hub", <${hubs[1]}>; rel="hub", <${self}>; rel="self"`,
    );
    expect(linkHeader('atom.xml', configOf())).toBeUndefined();
    expect(linkHeader('index.json', configOf({ hubs }))).toBeUndefined();
  });

  it('the topic is the address that the document states, letters of any script included', () => {
    expect(topicOf('tags/日本語/rss.xml', configOf())).toBe(
      'https://example.org/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/rss.xml',
    );
  });

  it.each([
    ['rss.xml', true],
    ['tags/1/atom.xml', true],
    ['feeds/archive/feed.json', true],
    ['archive/1/rss.xml', false],
    ['sources/observador/archive/12/atom.xml', false],
    ['feeds.opml', false],
    ['index.json', false],
    ['media/rss.xml.png', false],
  ])('%s is a document that is polled: %s', (path, expected) => {
    expect(isTopic(path)).toBe(expected);
  });
});

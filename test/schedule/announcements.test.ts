import { describe, expect, it } from 'vitest';
import {
  type Announced,
  announcedIn,
  announcedText,
  pendingOf,
  withAnnounced,
} from '../../src/schedule/hubs/announcements.ts';

const [one, other] = ['https://hub.example/', 'https://other.example/'];
const config = { baseUrl: 'https://example.org/', hubs: [one as string] };
const published = new Map([
  ['atom.xml', 'd1'],
  ['archive/1/atom.xml', 'd2'],
  ['index.json', 'd3'],
  ['tags/sea/rss.xml', 'd4'],
]);
const topics = (announced: Announced, hubs = config.hubs) =>
  pendingOf(published, announced, { ...config, hubs }).map(({ hub, topic }) => [hub, topic]);

describe('a hub has to be told', () => {
  it('of every feed that is polled, where it was told of nothing, and of nothing else', () => {
    expect(topics(new Map())).toEqual([
      [one, 'https://example.org/atom.xml'],
      [one, 'https://example.org/tags/sea/rss.xml'],
    ]);
  });

  it('of what has other bytes than when it was told', () => {
    const told = new Map([
      [
        one as string,
        new Map([
          ['https://example.org/atom.xml', 'd1'],
          ['https://example.org/tags/sea/rss.xml', 'd0'],
        ]),
      ],
    ]);
    expect(topics(told)).toEqual([[one, 'https://example.org/tags/sea/rss.xml']]);
  });

  it('what another was told already', () => {
    const [first] = pendingOf(published, new Map(), config);
    const told = withAnnounced(new Map(), first as NonNullable<typeof first>);
    expect(topics(told, [one as string, other as string]).map(([hub]) => hub)).toEqual([one, other, other]);
  });

  it('everything once more under another address', () => {
    const told = pendingOf(published, new Map(), config).reduce<Announced>(withAnnounced, new Map());
    expect(pendingOf(published, told, config)).toEqual([]);
    expect(pendingOf(published, told, { ...config, baseUrl: 'https://example.com/' })).toHaveLength(2);
  });
});

describe('what was told', () => {
  it('is read as it was written down', () => {
    const told = pendingOf(published, new Map(), config).reduce<Announced>(withAnnounced, new Map());
    expect(announcedIn(announcedText(told))).toEqual(told);
  });

  it.each(['', '{', 'null', '{"hubs":3}', '<<<<<<< HEAD'])('is nothing where the text says nothing: %j', (text) => {
    expect(announcedIn(text)).toEqual(new Map());
  });
});

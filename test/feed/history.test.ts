import { describe, expect, it } from 'vitest';
import type { Slot } from '../../src/archive/entry.ts';
import type { Config, FeedFormat } from '../../src/config/config.ts';
import { archivePages } from '../../src/feed/archive-pages.ts';
import { composeFeed } from '../../src/feed/compose.ts';
import type { Fragments } from '../../src/feed/fragments.ts';
import { keepsHistory } from '../../src/feed/history.ts';
import { type FeedPlan, planFeeds } from '../../src/feed/plan.ts';
import { configOf } from './config.ts';
import { entryOf, type GivenEntry } from './entry.ts';
import { fragmentsInMemory, textOf } from './fragments.ts';
import { type ReadDocument, readDocument } from './read-document.ts';

const formats = ['rss', 'atom', 'json'] as const;
const fileNames = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' };
const day = 86_400_000;

/** Feeds show three entries, pages of history hold five. */
const small: Partial<Config> = {
  history: { entries: 5, tags: false },
  feed: { entries: 3, bytes: 512_000, formats },
};

const nth = (n: number, facts: GivenEntry = {}) =>
  entryOf({ id: `urn:${n}`, title: `No. ${n}`, published: n * day, updated: n * day, ...facts });
const first = (count: number) => Array.from({ length: count }, (_, i): Slot => ({ is: 'entry', entry: nth(i + 1) }));
const takenBack = (n: number, at: number, id = `urn:${n}`): Slot => ({
  is: 'withdrawn',
  withdrawn: {
    id,
    path: `${n}.md`,
    page: `https://example.org/${n}.html`,
    published: n * day,
    at,
    why: 'deleted',
    contentHash: '0'.repeat(64),
  },
});

/** The main feed with this history, newest entries first: text by path. */
function site(slots: readonly Slot[], values: Partial<Config> = {}): Map<string, string> {
  const config = configOf({ ...small, ...values });
  const entries = slots.flatMap((slot) => (slot.is === 'entry' ? [slot.entry] : [])).reverse();
  const [plan] = planFeeds(entries, config) as [FeedPlan];
  const fragments = fragmentsInMemory(config.siteId);
  const { feed, documents } = composeFeed(plan, config, fragments, slots);
  const all = [...documents, ...archivePages(feed, slots, config, fragments)];
  return new Map(all.map((document) => [document.path, textOf(document)]));
}

function read(documents: ReadonlyMap<string, string>, format: FeedFormat, path = fileNames[format]): ReadDocument {
  const text = documents.get(path);
  if (text === undefined) throw new Error(`${path} is named and is not there`);
  return readDocument[format](text);
}

const page = (number: number, format: FeedFormat = 'atom') => `archive/${number}/${fileNames[format]}`;
const address = (path: string) => `https://example.org/${path}`;

/** What a reader collects that goes back from the subscription document as far as there are links. */
function walk(documents: ReadonlyMap<string, string>, format: FeedFormat): (string | undefined)[] {
  const behind: ReadDocument[] = [];
  let current = read(documents, format);
  for (let url = current.links['prev-archive']; url; url = current.links['prev-archive']) {
    current = read(documents, format, url.replace('https://example.org/', ''));
    behind.unshift(current);
  }
  return behind.flatMap(({ ids }) => ids);
}

describe.each(formats)('the history of a feed in %s', (format) => {
  it('is walked from the subscription document to every entry, once, in the order of first publication, at any moment', () => {
    for (let count = 4; count <= 16; count++) {
      expect(walk(site(first(count)), format)).toEqual(first(count).map((_, i) => `urn:${i + 1}`));
    }
  });

  it('has full pages whose bytes stay, whatever is appended', () => {
    const full = new Map<string, string>();
    for (let count = 4; count <= 16; count++) {
      const documents = site(first(count));
      for (let number = 1; number * 5 <= count; number++) {
        const path = page(number, format);
        const text = documents.get(path) ?? 'missing';
        expect(text).toBe(full.get(path) ?? text);
        full.set(path, text);
      }
    }
    expect(full.size).toBe(3);
  });

  it('keeps a hole where an entry was taken back, and changes that page only', () => {
    const before = site(first(12));
    const slots = first(12);
    slots[6] = takenBack(7, 100 * day);
    const after = site(slots);
    expect(read(after, format, page(2, format)).ids).toEqual(['urn:6', 'urn:8', 'urn:9', 'urn:10']);
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed).toEqual(formats.map((each) => page(2, each)));
    if (format === 'atom') expect(read(after, 'atom', page(2)).updated).toBe('1970-04-11T00:00:00.000Z');
  });

  it('holds an entry in full that is too long for the feed, which is then not complete', () => {
    const long = nth(1, { html: `<p>${'long '.repeat(4000)}</p>`, summary: 'In short' });
    const documents = site([{ is: 'entry', entry: long }], { feed: { entries: 3, bytes: 10_000, formats } });
    expect(documents.get(fileNames[format])).not.toContain('long long');
    expect(documents.get(page(1, format))).toContain('long long');
    expect(walk(documents, format)).toEqual(['urn:1']);
  });

  it('is not there behind a feed that shows all it has', () => {
    const documents = site(first(3));
    expect([...documents.keys()].sort()).toEqual(['atom.xml', 'feed.json', 'rss.xml']);
    expect(read(documents, format)).toMatchObject({ marks: format === 'json' ? [] : ['complete'] });
    expect(Object.keys(read(documents, format).links)).not.toContain('prev-archive');
  });
});

describe.each(['rss', 'atom'] as const)('RFC 5005, a document in %s', (format) => {
  const self = (number: number) => address(page(number, format));
  const current = address(fileNames[format]);

  it('2: says that it is complete only if it is, and then links to no other', () => {
    expect(read(site(first(4)), format).marks).toEqual([]);
    expect(read(site([]), format).marks).toEqual(['complete']);
  });

  it('4: is marked and linked as an archive document', () => {
    const documents = site(first(12));
    const pages = [1, 2, 3].map((number) => read(documents, format, page(number, format)));
    expect(pages.map(({ marks }) => marks)).toEqual([['archive'], ['archive'], ['archive']]);
    expect(pages.map(({ links: { alternate: _, ...links } }) => links)).toEqual([
      { self: self(1), 'next-archive': self(2), current },
      { self: self(2), 'prev-archive': self(1), 'next-archive': self(3), current },
      { self: self(3), 'prev-archive': self(2), current },
    ]);
    expect(read(documents, format).links).toMatchObject({ self: current, 'prev-archive': self(3) });
  });

  it.each([4, 10])('4: a page that names the next before it has entries (%i) names one that is there', (count) => {
    const documents = site(first(count));
    const newest = Math.ceil(count / 5);
    expect(read(documents, format).links['prev-archive']).toBe(self(newest));
    expect(read(documents, format, page(newest, format)).links['next-archive']).toBe(self(newest + 1));
    const { ids, links, marks } = read(documents, format, page(newest + 1, format));
    expect([ids, marks]).toEqual([[], ['archive']]);
    expect(links).toMatchObject({ 'prev-archive': self(newest), current });
    expect(Object.keys(links)).not.toContain('next-archive');
  });

  it('4: has the title and the id of its feed', () => {
    const documents = site(first(4));
    const head = (path: string) =>
      documents
        .get(path)
        ?.match(/<(?:id|title|description)>.*/g)
        ?.slice(0, 2);
    expect(head(page(1, format))).toEqual(head(fileNames[format]));
  });
});

describe('a JSON Feed document of the past', () => {
  it('leads to older ones only, so there is none without items', () => {
    const documents = site(first(10));
    expect(documents.has(page(3, 'atom'))).toBe(true);
    expect(documents.has(page(3, 'json'))).toBe(false);
    expect(read(documents, 'json', page(1, 'json')).links).toEqual({ self: address(page(1, 'json')) });
  });
});

describe('archive documents', () => {
  it('are made one at a time', () => {
    const config = configOf(small);
    const asked: string[] = [];
    const fragments = fragmentsInMemory(config.siteId);
    const slots = first(12);
    const [plan] = planFeeds(
      slots.flatMap((slot) => (slot.is === 'entry' ? [slot.entry] : [])),
      config,
    ) as [FeedPlan];
    const { feed } = composeFeed(plan, config, fragments, slots);
    const told: Fragments = {
      ...fragments,
      of(format, entry, extent) {
        asked.push(entry.id);
        return fragments.of(format, entry, extent);
      },
    };
    archivePages(feed, slots, config, told).next();
    expect(asked).toEqual(['urn:1', 'urn:2', 'urn:3', 'urn:4', 'urn:5']);
  });

  it('show summaries where the folder of an entry does', () => {
    const slots = first(4);
    slots[0] = { is: 'entry', entry: nth(1, { html: '', summary: 'In short' }) };
    expect(site(slots).get(page(1))).toContain('<summary type="html"><![CDATA[In short]]></summary>');
  });

  it('are in the formats of their feed', () => {
    const documents = site(first(4), { feed: { entries: 3, bytes: 512_000, formats: ['atom'] } });
    expect([...documents.keys()]).toEqual(['atom.xml', page(1), page(2)]);
  });

  it('lie behind the main feed, those of sources and those asked for, and behind those of tags where wanted', () => {
    const kept = (history: Config['history']) =>
      (['main', 'source', 'tag', 'named'] as const).filter((kind) =>
        keepsHistory({ kind } as FeedPlan, configOf({ history })),
      );
    expect(kept({ entries: 5, tags: false })).toEqual(['main', 'source', 'named']);
    expect(kept({ entries: 5, tags: true })).toEqual(['main', 'source', 'tag', 'named']);
    expect(kept(false)).toEqual([]);
  });

  it('are not there where no history is wanted', () => {
    const documents = site(first(12), { history: false });
    expect([...documents.keys()]).toEqual(['rss.xml', 'atom.xml', 'feed.json']);
    expect(read(documents, 'atom')).toMatchObject({ marks: [], links: { self: address('atom.xml') } });
  });
});

describe('RFC 6721, tombstones', () => {
  const slots = first(12);
  slots[1] = takenBack(2, 300 * day, 'no IRI');
  slots[2] = takenBack(3, 100 * day);
  slots[6] = takenBack(7, 200 * day);
  const refs = (text: string | undefined) =>
    [...(text ?? '').matchAll(/<at:deleted-entry [^>]*ref="([^"]*)" when="([^"]*)">/g)].map(([, ref, when]) => [
      ref,
      when,
    ]);
  const [second, third, seventh] = [
    ['tag:example.org,2026:id/no%20IRI', '1970-10-28T00:00:00Z'],
    ['urn:3', '1970-04-11T00:00:00Z'],
    ['urn:7', '1970-07-20T00:00:00Z'],
  ];

  it('stand in Atom only, and only where they are wanted', () => {
    expect([...site(slots).values()].join()).not.toContain('deleted-entry');
    const paths = [...site(slots, { tombstones: true })].filter(([, text]) => text.includes('deleted-entry'));
    expect(paths.map(([path]) => path)).toEqual(['atom.xml', page(1), page(2)]);
    expect(site(slots, { tombstones: true }).get('rss.xml')).toBe(site(slots).get('rss.xml'));
  });

  it('stand in the page of their slot and, the latest first, in the feed', () => {
    const documents = site(slots, { tombstones: true });
    expect(refs(documents.get('atom.xml'))).toEqual([second, seventh, third]);
    expect(refs(documents.get(page(1)))).toEqual([second, third]);
    expect(refs(documents.get(page(2)))).toEqual([seventh]);
    expect(read(documents, 'atom').updated).toBe('1970-10-28T00:00:00.000Z');
    expect(documents.get(page(2))).toContain('<at:comment xml:lang="en">Deleted</at:comment></at:deleted-entry>\n');
  });

  it('stand before the first entry (RFC 4287 4.1.1)', () => {
    const text = site(slots, { tombstones: true }).get(page(1)) as string;
    expect(text.lastIndexOf('</at:deleted-entry>')).toBeLessThan(text.indexOf('<entry>'));
  });

  it('are no more in a feed than it may show entries, and take only the room that entries leave', () => {
    const shape = (values: Partial<Config['feed']>) => ({ ...small.feed, ...values }) as Config['feed'];
    const limited = site(slots, { tombstones: true, feed: shape({ entries: 2 }) });
    expect(refs(limited.get('atom.xml'))).toEqual([second, seventh]);
    const bare = site(slots).get('atom.xml')?.length as number;
    const tight = site(slots, { tombstones: true, feed: shape({ bytes: bare + 250, formats: ['atom'] }) });
    expect(read(tight, 'atom').ids).toHaveLength(3);
    expect(refs(tight.get('atom.xml'))).toEqual([second]);
  });
});

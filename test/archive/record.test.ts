import { describe, expect, it } from 'vitest';
import { rfc3339 } from '../../src/text/instant.ts';
import { configOf } from '../feed/config.ts';
import { Archive } from './archive.ts';
import { changed, words, written } from './text.ts';

const a = written({ path: 'a.md', published: Date.UTC(2024, 1, 29) });
const entryOf = (archive: Archive, articles: Parameters<Archive['run']>[0]) => archive.run(articles).entries[0];

describe('a run', () => {
  it('over what is recorded already has nothing to record', () => {
    const archive = new Archive();
    const articles = [
      a,
      written({ path: 'b.md', precision: 'day' }),
      written({ path: 'c.md', precision: 'none', published: 0 }),
    ];
    expect(archive.run(articles).events).toHaveLength(3);
    expect(archive.run(articles).events).toEqual([]);
  });

  it('after one that was stopped within its events gives the same archive', () => {
    const articles = Array.from({ length: 12 }, (_, i) =>
      written({ path: `${i}.md`, published: Date.UTC(2026, 10, 24), precision: i % 2 ? 'day' : 'instant' }),
    );
    const whole = new Archive();
    whole.run(articles);
    for (let recorded = 0; recorded < articles.length; recorded++) {
      const stopped = new Archive();
      stopped.run(articles);
      stopped.events = stopped.events.slice(0, recorded);
      stopped.now = new Archive().now;
      stopped.run(articles);
      const withoutMoments = ({ ledger }: Archive) =>
        [...ledger.entries.values()].map(({ firstSeen: _, versions: __, ...entry }) => entry);
      expect(withoutMoments(stopped)).toEqual(withoutMoments(whole));
    }
  });

  it('records later than all before it, though the clock was set back', () => {
    const archive = new Archive();
    archive.run([a]);
    archive.now -= 1_000_000;
    archive.run([]);
    const [published, withdrawn] = archive.events;
    expect(withdrawn?.at).toBeGreaterThan(published?.at as number);
    expect(archive.ledger.entries.size).toBe(1);
    expect([...archive.ledger.entries.values()][0]?.withdrawn?.why).toBe('deleted');
  });
});

describe('updated', () => {
  const revised = { ...a, title: 'Another', fileHash: 'other' };

  it('is the moment of the run that sees what a subscriber would notice, once and for all', () => {
    const archive = new Archive();
    const before = entryOf(archive, [a])?.updated;
    const after = entryOf(archive, [revised])?.updated;
    expect(after).toBe(archive.now);
    expect(after).not.toBe(before);
    expect(entryOf(archive, [revised])?.updated).toBe(after);
  });

  it.each([
    ['white space', { fileHash: 'other' }],
    ['tags', { tags: ['new'], fileHash: 'other' }],
    ['a renderer that finds other words in the same bytes', { textHash: 'other', title: 'Other' }],
    ['the name of the file', { path: 'b.md' }],
    ['the source', { source: { name: 'Elsewhere' }, fileHash: 'other' }],
  ])('is left alone by %s', (_, facts) => {
    const archive = new Archive();
    const before = entryOf(archive, [a])?.updated;
    expect(entryOf(archive, [{ ...a, ...facts }])?.updated).toBe(before);
  });

  it('follows an enclosure that changes, though the Markdown does not', () => {
    const archive = new Archive();
    archive.run([{ ...a, enclosures: [{ url: 'https://example.org/media/1.mp3', type: 'audio/mpeg' }] }]);
    const { changes } = archive.run([
      { ...a, enclosures: [{ url: 'https://example.org/media/2.mp3', type: 'audio/mpeg' }] },
    ]);
    expect(changes.revised).toHaveLength(1);
  });

  it('is what the article states, whatever the run sees', () => {
    const archive = new Archive();
    archive.run([a]);
    const stated = Date.UTC(2025, 0, 1);
    expect(entryOf(archive, [{ ...revised, updated: stated }])?.updated).toBe(stated);
    expect(entryOf(archive, [{ ...revised, title: 'Third', fileHash: 'third', updated: stated }])?.updated).toBe(
      stated,
    );
  });

  it('never lies before the moment that a bare day was first seen', () => {
    const archive = new Archive();
    const day = Date.UTC(2026, 10, 24);
    const today = { ...a, published: day, precision: 'day' as const, updated: day + 3_600_000 };
    archive.run([today]);
    const entry = entryOf(archive, [{ ...today, updated: day + 7_200_000, fileHash: 'other' }]);
    expect(entry?.updated).toBeGreaterThanOrEqual(entry?.published as number);
  });

  it('that two copies of the ledger gave to two entries is made distinct by the next run', () => {
    const [one, other] = [new Archive(), new Archive()];
    one.run([a]);
    other.run([written({ path: 'b.md', published: a.published })]);
    one.events = [...one.events, ...other.events];
    const instants = one
      .run([a, written({ path: 'b.md', published: a.published })])
      .entries.map(({ updated }) => updated);
    expect(new Set(instants).size).toBe(2);
    expect(one.run([a, written({ path: 'b.md', published: a.published })]).events).toEqual([]);
  });

  it.each(['day', 'local'] as const)('does not change with base URL or time zone (%s)', (precision) => {
    const archive = new Archive();
    const dated = { ...a, precision };
    const before = entryOf(archive, [dated]);
    const there = configOf({ baseUrl: 'https://elsewhere.example/', timezone: 'Asia/Tokyo' });
    const after = archive.run([{ ...dated, published: dated.published - 9 * 3_600_000 }], {}, there);
    expect(after.events).toEqual([]);
    expect(after.entries[0]).toMatchObject({ id: before?.id, published: before?.published, updated: before?.updated });
  });
});

describe('published', () => {
  it('of an article that names its day and is first seen on it is that moment, for ever', () => {
    const archive = new Archive();
    const today = { ...a, published: Date.UTC(2026, 10, 24), precision: 'day' as const };
    const first = entryOf(archive, [today])?.published;
    expect(first).toBe(archive.now);
    archive.now += 86_400_000;
    expect(entryOf(archive, [today])?.published).toBe(first);
  });

  it('of an article that names a day gone by is the beginning of that day', () => {
    const archive = new Archive();
    const yesterday = { ...a, published: Date.UTC(2026, 10, 23), precision: 'day' as const };
    expect(entryOf(archive, [yesterday])?.published).toBe(yesterday.published);
  });

  it('of an article without a date is the moment it was first seen, wherever it is moved', () => {
    const archive = new Archive();
    const undated = () => ({ ...a, published: archive.now, precision: 'none' as const });
    const first = entryOf(archive, [undated()])?.published;
    expect(entryOf(archive, [{ ...undated(), path: 'b.md' }])?.published).toBe(first);
  });

  it('follows the article where it names another date', () => {
    const archive = new Archive();
    const before = entryOf(archive, [a]);
    const after = entryOf(archive, [{ ...a, published: Date.UTC(2024, 2, 1), fileHash: 'other' }]);
    expect(after?.id).toBe(before?.id);
    expect(rfc3339(after?.published as number)).toBe('2024-03-01T00:00:00Z');
  });
});

describe('an id that the front matter of several files states', () => {
  const b = written({ path: 'b.md', title: 'Another', text: words('another').join(' ') });

  it.each([
    ['one of them is', { ...a, id: 'urn:one' }],
    ['neither is', a],
  ])('takes nothing back that was published, when %s known by it', (_, first) => {
    const archive = new Archive();
    const before = archive.ids([first, b]);
    const slip = [
      { ...a, id: 'urn:one' },
      { ...b, id: 'urn:one' },
    ];
    expect(archive.ids(slip)).toEqual(before);
    expect(archive.run(slip).events).toEqual([]);
  });

  it('says nothing of another entry that had its place', () => {
    const archive = new Archive();
    const kept = { isKept: () => true };
    const other = written({ path: 'b.md', title: a.title, text: changed(words('a.md'), 0.05).join(' ') });
    archive.run([a, other]);
    archive.run([{ ...other, path: 'a.md' }], kept);
    const stated = [{ ...other, path: 'a.md', id: 'urn:b' }];
    archive.run(stated, kept);
    const again = archive.run(stated, kept);
    expect(again.events).toEqual([]);
    expect(again.kept).toMatchObject([{ known: { path: 'a.md' }, why: 'gone' }]);
  });

  it('makes no other article of its title one with it whose place it takes', () => {
    const archive = new Archive();
    const one = { ...a, title: 'Notes', id: 'urn:one' };
    const { 'b.md': id } = archive.ids([one, { ...b, title: 'Notes' }]);
    const { changes } = archive.run([{ ...one, path: 'b.md' }]);
    expect(changes.withdrawn).toMatchObject([{ known: { id }, why: 'deleted' }]);
    expect(archive.ids([{ ...b, title: 'Notes', path: 'c.md' }])['c.md']).toBe(id);
  });

  it('is not published twice by a copy', () => {
    const archive = new Archive();
    const stated = { ...a, id: 'urn:one' };
    archive.run([stated]);
    const { events, diagnostics } = archive.run([stated, { ...stated, path: 'b.md', file: 'articles/b.md' }]);
    expect(events).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'entry/same-id', file: 'articles/b.md' }]);
  });
});

describe('clippings of one original', () => {
  const originalUrl = 'https://news.example.com/1';
  const clipping = (path: string, clipped: number, title = 'One') =>
    written({ path, title, originalUrl, clipped, text: words(path).join(' ') });

  it('that became one stay one when the newer is deleted', () => {
    const archive = new Archive();
    archive.run([clipping('a.md', 1), clipping('b.md', 2, 'Other')]);
    const [entry] = archive.run([clipping('a.md', 1), clipping('b.md', 2)]).identified;
    const { identified, changes } = archive.run([clipping('a.md', 1)]);
    expect(identified.map(({ id }) => id)).toEqual([entry?.id]);
    expect(changes).toMatchObject({ added: [], withdrawn: [] });
  });

  it('are not made one with another whose place the older takes', () => {
    const archive = new Archive();
    archive.run([{ ...clipping('a.md', 1, 'Of elsewhere'), originalUrl: 'https://news.example.com/2' }]);
    const versions = [clipping('a.md', 1), clipping('b.md', 2)];
    const { kept } = archive.run(versions, { isKept: () => true });
    expect(kept).toMatchObject([{ known: { title: 'Of elsewhere' }, why: 'gone' }]);
    expect(archive.run(versions, { isKept: () => true }).events).toEqual([]);
  });

  it('do not bring back the older while the newer is broken', () => {
    const archive = new Archive();
    archive.run([clipping('a.md', 1), clipping('b.md', 2)]);
    const broken = { without: new Map([['b.md', 'broken' as const]]) };
    const { events, kept, diagnostics } = archive.run([clipping('a.md', 1)], broken);
    expect(events).toEqual([]);
    expect(kept).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ code: 'entry/same-source' }]);
  });
});

describe('an entry whose file gives no article', () => {
  const withPath = (path: string) => (other: string) => other === path;

  it.each([
    ['is broken', { without: new Map([['a.md', 'broken' as const]]) }, 'broken'],
    ['cannot be seen', { isUnseen: withPath('a.md') }, 'broken'],
    ['is gone from a folder that keeps', { isKept: withPath('a.md') }, 'gone'],
  ])('stays when it %s', (_, finds, why) => {
    const archive = new Archive();
    archive.run([a]);
    const { kept, events } = archive.run([], finds);
    expect(kept).toMatchObject([{ known: { path: 'a.md' }, why }]);
    expect(events).toEqual([]);
  });

  it.each([
    ['deleted', {}],
    ['draft', { without: new Map([['a.md', 'draft' as const]]), isKept: withPath('a.md') }],
    ['future', { without: new Map([['a.md', 'future' as const]]) }],
  ])('is withdrawn when it is %s, and returns with its id', (why, finds) => {
    const archive = new Archive();
    const { 'a.md': id } = archive.ids([a]);
    expect(archive.run([], finds).changes.withdrawn).toMatchObject([{ known: { id }, why }]);
    expect(archive.run([], finds).events).toEqual([]);
    const { changes, entries } = archive.run([{ ...a, path: 'elsewhere.md' }]);
    expect(changes.restored).toEqual([id]);
    expect(entries[0]?.id).toBe(id);
  });

  it('is not taken for another article that came', () => {
    const archive = new Archive();
    const { 'a.md': id } = archive.ids([a]);
    const other = written({ path: 'b.md', title: 'Other', text: words('other').join(' ') });
    expect(archive.ids([other], { without: new Map([['a.md', 'broken']]) })['b.md']).not.toBe(id);
  });
});

import { describe, expect, it } from 'vitest';
import { lines } from '../../../src/archive/recognition/closeness.ts';
import { closeness, sketch } from '../../../src/text/sketch.ts';
import { Archive } from '../archive.ts';
import { changed, words, written } from '../text.ts';

const text = words('text', 400);
const a = written({ path: 'a.md', text: text.join(' ') });
const b = written({ path: 'b.md' });

/** By path, the ids that articles had and have. */
function across(before: readonly ReturnType<typeof written>[], after: readonly ReturnType<typeof written>[]) {
  const archive = new Archive();
  const had = archive.ids(before);
  const { identified, diagnostics, changes } = archive.run(after);
  const has = Object.fromEntries(identified.map((one) => [one.article.path, one.id]));
  return { had, has, diagnostics, changes, archive };
}

describe('an entry keeps its id when its file is', () => {
  it('renamed', () => {
    const { had, has, changes } = across([a, b], [{ ...a, path: 'new/name.md' }, b]);
    expect(has['new/name.md']).toBe(had['a.md']);
    expect(changes).toMatchObject({ added: [], revised: [], moved: [had['a.md']], withdrawn: [] });
  });

  it('renamed, retitled, retagged and redated at once', () => {
    const now = { ...a, path: 'z.md', title: 'Another', tags: ['x'], published: 5, fileHash: 'other' };
    const { had, has, changes } = across([a, b], [now, b]);
    expect(has['z.md']).toBe(had['a.md']);
    expect(changes).toMatchObject({ added: [], revised: [had['a.md']], withdrawn: [] });
  });

  it('written anew at its place', () => {
    const { had, has } = across([a, b], [written({ path: 'a.md', title: 'New', text: words('new').join(' ') }), b]);
    expect(has['a.md']).toBe(had['a.md']);
  });

  it('renamed by case only', () => {
    const { had, has } = across([a, b], [written({ path: 'A.md', title: a.title, text: 'rewritten' }), b]);
    expect(has['A.md']).toBe(had['a.md']);
  });

  it('renamed and written on', () => {
    const more = written({
      path: 'c.md',
      title: 'Another title',
      published: 1,
      text: [...text, 'and', 'so', 'on'].join(' '),
    });
    const { had, has } = across([a, b], [more, b]);
    expect(has['c.md']).toBe(had['a.md']);
  });

  it('a title without a text that is moved', () => {
    const short = written({ path: 'short.md', title: 'Short', text: '' });
    const { had, has } = across([short, b], [{ ...short, path: 'far/away.md' }, b]);
    expect(has['far/away.md']).toBe(had['short.md']);
  });

  it('written anew elsewhere on one day with one title, but not without a date: many notes are titled alike', () => {
    const anew = (precision: 'day' | 'none') => {
      const [then, now] = ['then', 'now'].map((name) =>
        written({ path: `${name}.md`, title: 'Notes', text: words(name).join(' '), precision }),
      ) as [typeof a, typeof a];
      const { had, has } = across([then, b], [now, b]);
      return has['now.md'] === had['then.md'];
    };
    expect([anew('day'), anew('none')]).toEqual([true, false]);
  });

  it('one of a thousand that are moved and retitled', () => {
    const many = Array.from({ length: 1000 }, (_, i) => written({ path: `${i}.md` }));
    const { had, has, changes } = across(
      many,
      many.map((one) => ({
        ...one,
        path: `moved/${one.path}`,
        title: `New ${one.title}`,
        fileHash: `new ${one.path}`,
      })),
    );
    for (const { path } of many) expect(has[`moved/${path}`]).toBe(had[path]);
    expect(changes).toMatchObject({ added: [], withdrawn: [] });
  });
});

describe('names that are swapped', () => {
  it('take their ids with them', () => {
    const { had, has } = across(
      [a, b],
      [
        { ...a, path: 'b.md' },
        { ...b, path: 'a.md' },
      ],
    );
    expect(has).toEqual({ 'a.md': had['b.md'], 'b.md': had['a.md'] });
  });

  it('in a round of three, too, though their texts are much alike', () => {
    const three = ['1', '2', '3'].map((n) => written({ path: `${n}.md`, text: [...text, n, n, n, n].join(' ') }));
    const turned = three.map((one, i) => ({ ...one, path: `${((i + 1) % 3) + 1}.md` }));
    const { had, has } = across(three, turned);
    expect(has).toEqual({ '2.md': had['1.md'], '3.md': had['2.md'], '1.md': had['3.md'] });
  });

  it('though all are titled alike and one was edited in the same go', () => {
    const notes = [a, b].map((one) => ({ ...one, title: 'Notes' }));
    const edited = written({ path: 'b.md', title: 'Notes', text: changed(text, 0.02).join(' ') });
    const { had, has } = across(notes, [edited, { ...(notes[1] as typeof b), path: 'a.md' }]);
    expect(has).toEqual({ 'a.md': had['b.md'], 'b.md': had['a.md'] });
  });
});

describe('a file that is copied', () => {
  it('and whose copy is changed gives a new entry', () => {
    const copy = written({ path: 'copy.md', title: a.title, text: changed(text, 0.02).join(' ') });
    const { had, has } = across([a, b], [a, copy, b]);
    expect(has['a.md']).toBe(had['a.md']);
    expect(has['copy.md']).not.toBe(had['a.md']);
  });

  it('and is changed itself stays the entry it was', () => {
    const now = written({ path: 'a.md', title: a.title, text: changed(text, 0.02).join(' ') });
    const { had, has } = across([a, b], [now, { ...a, path: 'copy.md' }, b]);
    expect(has['a.md']).toBe(had['a.md']);
    expect(has['copy.md']).not.toBe(had['a.md']);
  });

  it('and replaced by another article gives its entry to the copy', () => {
    const { had, has } = across([a, b], [written({ path: 'a.md', title: 'New' }), { ...a, path: 'moved.md' }, b]);
    expect(has['moved.md']).toBe(had['a.md']);
    expect(has['a.md']).not.toBe(had['a.md']);
  });
});

describe('a text that is moved and rewritten', () => {
  const moved = (share: number, facts = {}) =>
    written({ path: 'c.md', title: 'Another', published: 1, text: changed(text, share).join(' '), ...facts });
  const close = (share: number) =>
    closeness(sketch(text.join(' ')) as string, sketch(changed(text, share).join(' ')) as string);

  /** Whether it is known again. */
  const isKnown = (share: number, facts = {}) => {
    const { had, has } = across([a], [moved(share, facts)]);
    return has['c.md'] === had['a.md'];
  };

  it.each([
    ['by itself from 90 % on', 0.01, 0.02, lines.alone, {}],
    ['with the same date from 80 % on', 0.02, 0.1, lines.sameDate, { published: a.published }],
    ['with the same title from 50 % on', 0.1, 0.2, lines.sameTitle, { title: a.title }],
  ])('is known again %s', (_, within, beyond, line, facts) => {
    expect(close(within)).toBeGreaterThan(line);
    expect(close(beyond)).toBeLessThan(line);
    expect(isKnown(within, facts)).toBe(true);
    expect(isKnown(beyond, facts)).toBe(false);
  });

  it('after it was taken back is known again with the same date and title or path from 80 % on', () => {
    const returns = (share: number, facts: object) => {
      const { had, archive } = across([a], []);
      return Object.values(archive.ids([moved(share, facts)]))[0] === had['a.md'];
    };
    const { title, published, path } = a;
    expect([returns(0.02, { path, published }), returns(0.1, { path, published })]).toEqual([true, false]);
    expect([returns(0.02, { title, published }), returns(0.1, { title, published })]).toEqual([true, false]);
    expect([returns(0.02, { title }), returns(0.02, { published })]).toEqual([false, false]);
  });

  it('is asked about where it is doubtful, with what to write if it is the same', () => {
    const { had, has, diagnostics, archive } = across([a], [moved(0.1)]);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'entry/doubtful', file: 'articles/c.md' }]);
    expect(diagnostics[0]?.hint).toContain(had['a.md']);
    const answered = archive.run([moved(0.1, { id: had['a.md'], fileHash: 'with id' })]);
    expect(answered.identified.map(({ id }) => id)).toEqual([had['a.md']]);
    expect(answered.changes).toMatchObject({ restored: [had['a.md']], withdrawn: [{ why: 'merged' }] });
    expect(archive.run([moved(0.1, { id: had['a.md'], fileHash: 'with id' })]).events).toEqual([]);
    expect(has['c.md']).not.toBe(had['a.md']);
  });

  it('is another article where it has little in common', () => {
    expect(close(0.4)).toBeLessThan(0.3);
    expect(across([a], [moved(0.4)]).diagnostics).toEqual([]);
  });
});

describe('a clipping', () => {
  const original = 'https://news.example.com/a';
  const clip = written({ path: 'clip.md', originalUrl: original, clipped: 1, text: text.join(' ') });

  it('that is clipped again beside the first is a new version of one entry', () => {
    const again = written({
      path: 'clip 1.md',
      originalUrl: original,
      clipped: 2,
      title: 'New headline',
      text: changed(text, 0.05).join(' '),
    });
    const { had, has, changes, archive } = across([clip], [clip, again]);
    expect(has).toEqual({ 'clip 1.md': had['clip.md'] });
    expect(changes).toMatchObject({ added: [], revised: [had['clip.md']], withdrawn: [] });
    expect(archive.ledger.entries.get(had['clip.md'] as string)?.versions).toHaveLength(2);
    expect(archive.run([clip, again]).events).toEqual([]);
    expect(archive.run([clip]).identified[0]?.id).toBe(had['clip.md']);
  });

  it('that was deleted and clipped again, with other words, is the same entry', () => {
    const again = written({
      path: 'z.md',
      originalUrl: `${original}?utm_source=x`,
      title: 'New',
      text: words('new').join(' '),
    });
    const { had, has } = across([clip], [again]);
    expect(has['z.md']).toBe(had['clip.md']);
  });

  it('of a front page, or of an address that several name, is known by more than the address', () => {
    const front = written({ path: 'x.md', originalUrl: 'https://news.example.com/', text: words('x').join(' ') });
    const other = written({ path: 'y.md', originalUrl: 'https://news.example.com/', text: words('y').join(' ') });
    const { had, has } = across([front], [other]);
    expect(has['y.md']).not.toBe(had['x.md']);
  });

  it('that becomes one with another leaves one entry, and its other id is known', () => {
    const other = written({
      path: 'other.md',
      originalUrl: original,
      clipped: 2,
      title: 'Other',
      text: words('o').join(' '),
    });
    const same = { ...other, title: clip.title, fileHash: 'retitled' };
    const { had, has, changes, archive } = across([clip, other], [clip, same]);
    expect(Object.values(has)).toHaveLength(1);
    const [kept] = Object.values(has) as [string];
    const gone = Object.values(had).find((id) => id !== kept) as string;
    expect(changes.withdrawn).toMatchObject([{ known: { id: gone }, why: 'merged' }]);
    expect(archive.ledger.ids.get(gone)).toBe(kept);
  });
});

describe('an id', () => {
  it('that is stated later is an alias, and the published one stays', () => {
    const { had, has, diagnostics, archive } = across([a], [{ ...a, id: 'mine', fileHash: 'with id' }]);
    expect(has['a.md']).toBe(had['a.md']);
    expect(diagnostics).toMatchObject([{ code: 'entry/id-kept' }]);
    const far = written({ path: 'far.md', id: 'mine', title: 'Far', text: words('far').join(' ') });
    expect(archive.ids([far])['far.md']).toBe(had['a.md']);
  });

  it('that was stated is kept when it is no longer stated', () => {
    const { had, has } = across([{ ...a, id: 'mine' }], [{ ...a, fileHash: 'without' }]);
    expect(had['a.md']).toBe('mine');
    expect(has['a.md']).toBe('mine');
  });

  it('of an entry that is still there cannot be taken by a file that states it', () => {
    const { had } = across([a], []);
    const thief = written({ path: 'thief.md', id: had['a.md'] as string });
    const { has, diagnostics } = across([a], [a, thief]);
    expect(has).toEqual({ 'a.md': had['a.md'] });
    expect(diagnostics).toMatchObject([{ code: 'entry/same-id', file: 'articles/thief.md' }]);
  });

  it('is never used again, though the path is', () => {
    const archive = new Archive();
    const first = archive.ids([a])['a.md'];
    archive.run([b]);
    const second = archive.ids([b, written({ path: 'a.md', title: 'New', text: words('n').join(' ') })])['a.md'];
    expect(second).not.toBe(first);
    expect(
      archive.ids([b, written({ path: 'a.md', title: 'New', text: words('n').join(' ') }), { ...a, path: 'back.md' }]),
    ).toMatchObject({
      'a.md': second,
      'back.md': first,
    });
  });
});

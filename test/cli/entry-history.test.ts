import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../src/archive/ledger/event.ts';
import { type KnownEntry, replay } from '../../src/archive/ledger/ledger.ts';
import { entriesNamed, historyOf, versionsNamed } from '../../src/cli/entry-history.ts';

const facts = { title: 'T', published: 0, updated: 0 };
const hash = (start: string) => start.padEnd(64, '0');

const published = (id: string, path: string, at = 1): LedgerEvent => {
  return { event: 'published', at, id, path, content: hash('c0ffee'), file: hash('f11e0'), ...facts };
};

describe('the history of an entry', () => {
  it('is what happened to it, in the order in which it happened, edits left out', () => {
    const events: LedgerEvent[] = [
      { event: 'withdrawn', at: 6, id: 'a', why: 'draft' },
      published('a', 'a.md'),
      published('b', 'b.md', 2),
      { event: 'moved', at: 3, id: 'a', path: 'x/a.md' },
      { event: 'revised', at: 4, id: 'a', title: 'T2', content: hash('beef'), file: hash('f11e1') },
      { event: 'edited', at: 5, id: 'a', file: hash('f11e2') },
      { event: 'restored', at: 7, id: 'a' },
      { event: 'merged', at: 8, id: 'a', alias: 'mine' },
    ];
    const { ledger } = replay(events);
    const { aliases, happenings } = historyOf(ledger.entries.get('a') as KnownEntry, ledger, events);
    expect(aliases).toEqual(['mine']);
    expect(happenings).toEqual([
      { at: 1, what: 'published', version: { at: 1, title: 'T', content: hash('c0ffee'), file: hash('f11e0') } },
      { at: 3, what: 'moved', path: 'x/a.md' },
      { at: 4, what: 'revised', version: { at: 4, title: 'T2', content: hash('beef'), file: hash('f11e2') } },
      { at: 6, what: 'withdrawn', why: 'draft' },
      { at: 7, what: 'restored' },
      { at: 8, what: 'merged', alias: 'mine' },
    ]);
  });

  it('counts a version once that two copies of the ledger saw', () => {
    const events = [published('a', 'a.md', 1), published('a', 'a.md', 2)];
    const { ledger } = replay(events);
    const { happenings } = historyOf(ledger.entries.get('a') as KnownEntry, ledger, events);
    expect(happenings).toHaveLength(1);
  });
});

describe('an entry is named', () => {
  const named = (events: LedgerEvent[], name: string, paths: string[] = []) =>
    entriesNamed(name, paths, replay(events).ledger).map(({ id }) => id);

  it('by any id it had', () => {
    const events: LedgerEvent[] = [published('a', 'a.md'), { event: 'merged', at: 2, id: 'a', alias: 'mine' }];
    expect(named(events, 'a')).toEqual(['a']);
    expect(named(events, 'mine')).toEqual(['a']);
    expect(named(events, 'other')).toEqual([]);
  });

  it('by its path before another that had the path, and before one that was withdrawn', () => {
    const events: LedgerEvent[] = [
      published('moved', 'a.md', 1),
      { event: 'moved', at: 2, id: 'moved', path: 'b.md' },
      published('gone', 'a.md', 3),
      { event: 'withdrawn', at: 4, id: 'gone', why: 'deleted' },
    ];
    expect(named(events, '', ['a.md'])).toEqual(['gone']);
    expect(named([...events, published('there', 'a.md', 5)], '', ['a.md'])).toEqual(['there']);
    expect(named(events.slice(0, 2), '', ['a.md'])).toEqual(['moved']);
  });

  it('by the path of one that became part of it', () => {
    const events: LedgerEvent[] = [
      published('a', 'a.md', 1),
      published('b', 'b.md', 2),
      { event: 'merged', at: 3, id: 'a', alias: 'b' },
    ];
    expect(named(events, '', ['b.md'])).toEqual(['a']);
  });

  it('not by a path that several had', () => {
    const events: LedgerEvent[] = [
      published('a', 'x.md', 1),
      { event: 'moved', at: 2, id: 'a', path: 'a.md' },
      published('b', 'x.md', 3),
      { event: 'moved', at: 4, id: 'b', path: 'b.md' },
    ];
    expect(named(events, '', ['x.md'])).toEqual(['a', 'b']);
  });
});

describe('a version is named', () => {
  const version = (content: string, file: string) => ({ at: 0, title: '', content: hash(content), file: hash(file) });
  const versions = [version('aaaaaa1', 'f1'), version('aaaaaa2', 'f2'), version('aaaaaa1', 'f3')];
  const named = (digits: string) =>
    versionsNamed(digits, { versions } as unknown as KnownEntry).map(({ file }) => file.slice(0, 2));

  it('by the first digits of its content, of the newest file where several say the same', () => {
    expect(named('AAAAAA1')).toEqual(['f3']);
    expect(named('aaaaaa')).toEqual(['f3', 'f2']);
    expect(named('bbbbbb')).toEqual([]);
  });

  it('by the first digits of its file', () => {
    expect(named('f10000')).toEqual(['f1']);
  });
});

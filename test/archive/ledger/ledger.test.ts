import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../src/archive/ledger/event.ts';
import { type Ledger, replay } from '../../../src/archive/ledger/ledger.ts';
import { anyEvents, hashOf, history, later, published, start } from './histories.ts';

const [a, b] = [published('a'), published('b')] as const;
const told = (...events: LedgerEvent[]): Ledger => replay(events).ledger;
const again = (event: LedgerEvent, at: number): LedgerEvent => ({ ...event, at });

describe('a replay', () => {
  it('comes to the same in whatever order the lines stand, and however often', () => {
    const shuffled = anyEvents.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        const { ledger, contradictions } = replay(others);
        expect(ledger).toEqual(replay(events).ledger);
        expect(new Set(contradictions)).toEqual(new Set(replay(events).contradictions));
        expect([...ledger.entries.keys()]).toEqual([...replay(events).ledger.entries.keys()]);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('finds no contradiction in two valid ledgers put together', () => {
    fc.assert(
      fc.property(history, history, history, (common, one, other) => {
        const [ours, theirs] = [one, other].map((events) => [...common, ...later(events)]) as [
          LedgerEvent[],
          LedgerEvent[],
        ];
        const valid = (events: LedgerEvent[]) => replay(events).contradictions.length === 0;
        fc.pre(valid(ours) && valid(theirs));
        expect(replay([...ours, ...theirs]).contradictions).toEqual([]);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('publishes each id that was ever known under one that is not merged, and only merged ones under another', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { entries, ids } = told(...events);
        for (const event of events) expect(ids.has('alias' in event ? event.alias : event.id)).toBe(true);
        for (const [id, to] of ids) {
          expect(ids.get(to)).toBe(to);
          expect(entries.get(to)?.withdrawn?.why).not.toBe('merged');
          if (entries.has(id)) expect(entries.get(id)?.withdrawn?.why === 'merged').toBe(id !== to);
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

describe('two copies of a ledger', () => {
  it('that each merged one entry into the other leave the one that was merged into first', () => {
    const ours: LedgerEvent = { event: 'merged', at: start + 1, id: a.id, alias: b.id };
    const theirs: LedgerEvent = { event: 'merged', at: start + 2, id: b.id, alias: a.id };
    const { ids, entries } = told(a, b, ours, theirs);
    expect([...ids.values()]).toEqual([a.id, a.id]);
    expect(entries.get(a.id)?.withdrawn).toBeUndefined();
    expect(entries.get(b.id)?.withdrawn).toEqual({ at: start + 1, why: 'merged' });
  });

  it('that both published an article keep the place of the first and what the later one knew', () => {
    const first = published('a', { permalink: '/a/' });
    const later = published('a', { at: start + 5, path: 'renamed.md', content: hashOf('new'), title: 'New' });
    const known = told(first, b, later).entries.get(a.id);
    expect(known).toMatchObject({
      order: 0,
      firstSeen: start,
      path: 'renamed.md',
      formerPaths: ['a.md'],
      title: 'New',
    });
    expect(known).not.toHaveProperty('permalink');
    expect(known?.versions.map(({ title }) => title)).toEqual([a.title, 'New']);
  });

  it('that both saw one revision have one version of it', () => {
    const revised: LedgerEvent = { event: 'revised', at: start + 1, id: a.id, content: hashOf('new') };
    const { versions } = told(a, revised, again(revised, start + 2)).entries.get(a.id) ?? {};
    expect(versions?.map(({ at }) => at)).toEqual([start, start + 1]);
  });

  it('of which one withdrew what the other then published anew show it', () => {
    const withdrawn: LedgerEvent = { event: 'withdrawn', at: start + 1, id: a.id, why: 'deleted' };
    expect(told(a, withdrawn, again(a, start + 2)).entries.get(a.id)?.withdrawn).toBeUndefined();
    expect(told(a, withdrawn).entries.get(a.id)?.withdrawn).toEqual({ at: start + 1, why: 'deleted' });
  });

  it('of which one restored what the other had merged keep it merged, as its id is taken', () => {
    const events: LedgerEvent[] = [
      { event: 'withdrawn', at: start + 1, id: b.id, why: 'deleted' },
      { event: 'merged', at: start + 2, id: a.id, alias: b.id },
      { event: 'restored', at: start + 3, id: b.id },
    ];
    expect(told(a, b, ...events).entries.get(b.id)?.withdrawn?.why).toBe('merged');
  });
});

describe('an entry', () => {
  it('has of its former paths each once, and not the one it has', () => {
    const moves = ['x.md', 'a.md', 'y.md', 'a.md', 'z.md'].map(
      (path, i): LedgerEvent => ({ event: 'moved', at: start + i + 1, id: a.id, path }),
    );
    expect(told(a, ...moves).entries.get(a.id)).toMatchObject({ path: 'z.md', formerPaths: ['x.md', 'y.md', 'a.md'] });
  });

  it('has in its current version the newest bytes that say it', () => {
    const edited: LedgerEvent = { event: 'edited', at: start + 1, id: a.id, file: hashOf('re-tagged') };
    expect(told(a, edited).entries.get(a.id)?.versions).toMatchObject([{ at: start, file: hashOf('re-tagged') }]);
  });

  it('is found by each of its ids, however long the chain of mergers', () => {
    const many = Array.from({ length: 3000 }, (_, i) => published(`entry-${i}`));
    const mergers = many
      .slice(1)
      .map(
        ({ id }, i): LedgerEvent => ({ event: 'merged', at: start + i + 1, id, alias: (many[i] as LedgerEvent).id }),
      );
    expect(new Set(told(...many, ...mergers).ids.values())).toEqual(new Set([many.at(-1)?.id]));
  });
});

describe('a shelf', () => {
  it('holds its entries in the order in which they joined, at one moment in that of their publication', () => {
    const c = published('c', { at: start + 1, feeds: ['feeds/z'] });
    const early = published('b', { published: start - 1 });
    const joined = [a, early].map(
      ({ id }): LedgerEvent => ({ event: 'joined', at: start + 2, id, feeds: ['feeds/z'] }),
    );
    expect(told(a, early, c, ...joined).shelves.get('feeds/z')).toEqual([c.id, early.id, a.id]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact } from '../../../src/archive/ledger/compact.ts';
import type { LedgerEvent } from '../../../src/archive/ledger/event.ts';
import { replay } from '../../../src/archive/ledger/ledger.ts';
import { hashOf, history, later, published, start } from './histories.ts';

const a = published('a', { feeds: ['sources/x'] });
const edited = (minute: number, facts: object): LedgerEvent => ({
  event: 'edited',
  at: start + minute,
  id: a.id,
  ...facts,
});
const end: LedgerEvent = { event: 'withdrawn', at: start + 60_000, id: a.id, why: 'draft' };

describe('a compacted ledger', () => {
  it('comes to the same, alone, beside the uncompacted one, and with all that comes later', () => {
    fc.assert(
      fc.property(history, history, (events, more) => {
        const fewer = compact(events);
        expect(replay(fewer)).toEqual(replay(events));
        const theirs = [...events, ...later(more)];
        expect(replay([...fewer, ...theirs])).toEqual(replay(theirs));
        expect(replay([...fewer, ...later(more)]).ledger).toEqual(replay(theirs).ledger);
        expect(compact(fewer)).toEqual(fewer);
      }),
      { numRuns: 1500, seed: 4 },
    );
  });

  it('lacks what stands twice, what is said again later, and joinings and moves that change nothing', () => {
    const moved: LedgerEvent = { event: 'moved', at: start + 3, id: a.id, path: 'x.md' };
    const kept = [a, moved, edited(5, { file: hashOf('two'), permalink: null }), end];
    const idle: LedgerEvent[] = [
      a,
      edited(1, { file: hashOf('one') }),
      edited(2, { permalink: '/a/' }),
      { ...moved, at: start + 4 },
      { event: 'joined', at: start + 4, id: a.id, feeds: ['sources/x'] },
    ];
    expect(compact([...kept.slice(0, 2), ...idle, ...kept.slice(2)])).toEqual(kept);
  });

  it('keeps the last bytes of each version', () => {
    const events: LedgerEvent[] = [
      a,
      edited(1, { file: hashOf('first version, re-tagged') }),
      { event: 'revised', at: start + 2, id: a.id, content: hashOf('second'), file: hashOf('second version') },
      end,
    ];
    expect(compact(events)).toEqual(events);
  });

  it('keeps its last event, which says what the next one must come after', () => {
    const events: LedgerEvent[] = [a, { event: 'joined', at: start + 1, id: a.id, feeds: ['sources/x'] }];
    expect(compact(events)).toEqual(events);
  });
});

import { describe, expect, it } from 'vitest';
import { refusalsOf } from '../../src/archive/guard.ts';
import type { KnownEntry } from '../../src/archive/ledger/ledger.ts';
import type { Changes } from '../../src/archive/record.ts';
import { Archive } from './archive.ts';
import { written } from './text.ts';

const guard = { entries: 10, percent: 5 };
const none: Changes = {
  added: [],
  revised: [],
  moved: [],
  restored: [],
  resurfaced: [],
  replaced: [],
  withdrawn: [],
};

function archiveOf(count: number) {
  const archive = new Archive();
  archive.run(Array.from({ length: count }, (_, i) => written({ path: `${i}.md` })));
  return archive.ledger;
}

describe('the guard', () => {
  it.each([
    [10, 20, false],
    [11, 20, true],
    [11, 220, false],
    [11, 219, true],
  ])('of %i entries that go of %i: refuses %s, for both limits must be exceeded', (gone, count, isRefused) => {
    const ledger = archiveOf(count);
    const withdrawn = [...ledger.entries.values()].slice(0, gone).map((known) => ({ known, why: 'deleted' as const }));
    expect(refusalsOf({ ...none, withdrawn }, [], ledger.entries.size, guard)).toHaveLength(isRefused ? 1 : 0);
  });

  it('counts what goes, what cannot be shown, what gets another id and what comes back to the top together', () => {
    const ledger = archiveOf(20);
    const known = [...ledger.entries.values()];
    const at = (from: number) => known.slice(from, from + 3);
    const withdrawn = [...at(0), ...at(3)].map((one: KnownEntry) => ({ known: one, why: 'deleted' as const }));
    const changes = { ...none, withdrawn, replaced: at(3), resurfaced: at(6) };
    const messages = refusalsOf(changes, at(9), ledger.entries.size, guard).map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringMatching(/^3 of 20 published entries would be dropped, /),
      expect.stringMatching(/^3 of 20 published entries would be missing, /),
      expect.stringMatching(/^3 of 20 published entries would get another id, /),
      expect.stringMatching(/^3 of 20 published entries would come back to the top, /),
    ]);
    expect(refusalsOf(changes, [], ledger.entries.size, guard)).toEqual([]);
  });
});

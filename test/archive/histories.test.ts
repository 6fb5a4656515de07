import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMemberships } from '../../src/archive/history.ts';
import type { LedgerEvent } from '../../src/archive/ledger/event.ts';
import { type Ledger, replay } from '../../src/archive/ledger/ledger.ts';
import { type Recording, record } from '../../src/archive/record.ts';
import { configOf } from '../feed/config.ts';
import { type Doc, Folder, type Happening, happening, isLong } from './folder.ts';

/** Histories that are tried; CI asks for more. */
const wanted = Number(process.env.HAYLOFT_HISTORIES ?? 150);
const seed = Number(process.env.HAYLOFT_PROPERTY_SEED ?? 20260301);

const config = configOf();

/** The archive of a folder, and what must never be forgotten of it. */
class Kept {
  events: LedgerEvent[];
  /** Every id that was ever published. */
  readonly ever: Set<string>;
  /** By id, what it was published of. */
  readonly works: Map<string, string>;
  /** The order of first publication, and of the histories of feeds, as last seen. */
  order: string[];
  shelves: ReadonlyMap<string, readonly string[]>;

  constructor(from?: Kept) {
    this.events = [...(from?.events ?? [])];
    this.ever = new Set(from?.ever);
    this.works = new Map(from?.works);
    this.order = [...(from?.order ?? [])];
    this.shelves = new Map(from?.shelves);
  }

  /** A run, whose events are recorded only so far. */
  run(folder: Folder, recorded = Number.POSITIVE_INFINITY): Recording {
    const before = replay(this.events).ledger;
    const recording = record(folder.finds(before.lastAt), before, { ...config, now: folder.now });
    const clippings = recording.identified.filter(({ article }) => article.originalUrl !== undefined);
    const feeds = new Map([['sources/news', clippings.map(({ id }) => id)]]);
    const events = withMemberships(recording, before, feeds);
    this.events.push(...events.slice(0, recorded));
    return { ...recording, events };
  }

  /** Those that were published as several entries: any of them may be the one that a file is. */
  get worksTwice(): Set<string> {
    return new Set([...this.works.values()].filter((work, i, all) => all.indexOf(work) !== i));
  }

  get ledger(): Ledger {
    const { ledger, contradictions } = replay(this.events);
    expect(contradictions).toEqual([]);
    return ledger;
  }
}

const idsOf = ({ identified }: Recording) => new Map(identified.map(({ article, id }) => [article.path, id]));

/** A run that is published, and all that must hold then. */
function publish(kept: Kept, folder: Folder): void {
  const before = kept.ledger;
  const recording = kept.run(folder);
  const { ledger } = kept;
  const ids = idsOf(recording);
  const shown = [...ids.values(), ...recording.kept.map(({ known }) => known.id)];
  expect(new Set(shown).size).toBe(shown.length);
  const live = [...ledger.entries.values()].filter(({ withdrawn }) => !withdrawn).map(({ id }) => id);
  expect(shown.sort()).toEqual(live.sort());

  for (const id of kept.ever) expect(ledger.ids.has(id)).toBe(true);
  expectWorks(kept, folder, ids, before);
  const updates = recording.identified.map(({ updated }) => updated);
  expect(new Set(updates).size).toBe(updates.length);
  for (const { published, updated } of recording.identified) expect(updated).toBeGreaterThanOrEqual(published);

  const order = [...ledger.entries.keys()];
  expect(order.slice(0, kept.order.length)).toEqual(kept.order);
  for (const [feed, slots] of kept.shelves) expect(ledger.shelves.get(feed)?.slice(0, slots.length)).toEqual(slots);

  expect(kept.run(folder).events).toEqual([]);
  kept.order = order;
  kept.shelves = ledger.shelves;
  for (const id of shown) kept.ever.add(id);
  folder.learn(ids);
  folder.doubt(kept.worksTwice);
}

/** Nothing that can be known by its words gets another id than it had, or the id of something else. */
function expectWorks(kept: Kept, folder: Folder, ids: ReadonlyMap<string, string>, before: Ledger): void {
  const finds = folder.finds(before.lastAt);
  for (const [path, id] of ids) {
    const doc = folder.files.get(path) as Doc;
    if (!isLong(doc)) continue;
    if (!kept.works.has(id)) kept.works.set(id, doc.work);
    // A copy in the place of another file may be meant to be that one, written anew.
    if (!folder.isAlone(doc)) continue;
    // A file that gives no article may still be the entry whose place it has.
    const { path: place = '' } = before.entries.get(doc.known ?? '') ?? {};
    const isTaken = finds.without.has(place) || finds.isUnseen(place);
    if (doc.known !== undefined && !isTaken) expect([path, doc.work, id]).toEqual([path, doc.work, doc.known]);
    expect([path, kept.works.get(id)]).toEqual([path, doc.work]);
  }
}

function live(folder: Folder, happenings: readonly Happening[]): void {
  for (const each of happenings) folder.happen(each);
}

function shuffled<Item>(items: readonly Item[], by: number): Item[] {
  return items
    .map((item, i) => [((i + 1) * (2 * by + 1) * 7919) % 10_007, item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

const first: Happening[] = Array.from({ length: 8 }, (_, i) => ({ kind: 'add', a: i, b: i * 3 }));
const days = fc.array(fc.array(happening, { maxLength: 8 }), { minLength: 1, maxLength: 8 });

describe('whatever happens to a folder', () => {
  it('no id is lost, none is given twice, every place is kept, and what is recorded is recorded once', () => {
    fc.assert(
      fc.property(days, (history) => {
        const [folder, kept] = [new Folder(), new Kept()];
        live(folder, first);
        publish(kept, folder);
        for (const day of history) {
          live(folder, day);
          folder.now += 3_600_000;
          publish(kept, folder);
        }
      }),
      { numRuns: wanted, seed },
    );
  }, 600_000);

  it('a run that is stopped anywhere in what it records is made good by the next', () => {
    fc.assert(
      fc.property(days, fc.nat(20), fc.nat(20), (history, stop, again) => {
        const [folder, kept] = [new Folder(), new Kept()];
        live(folder, first);
        publish(kept, folder);
        for (const day of history) {
          live(folder, day);
          folder.now += 3_600_000;
          const whole = new Kept(kept).run(folder);
          kept.run(folder, Math.min(stop, whole.events.length));
          kept.run(folder, again);
          // Of copies that are left by a file that is gone, the one is as good as the other.
          const alone = (run: Recording) =>
            [...idsOf(run)].filter(([path]) => folder.isAlone(folder.files.get(path) as Doc)).sort();
          expect(alone(new Kept(kept).run(folder))).toEqual(alone(whole));
          publish(kept, folder);
        }
      }),
      { numRuns: Math.ceil(wanted / 3), seed },
    );
  }, 600_000);

  it('two branches of it that were both published come together', () => {
    fc.assert(
      fc.property(days, days, days, (ours, theirs, after) => {
        const [folder, kept] = [new Folder(), new Kept()];
        live(folder, first);
        publish(kept, folder);
        const branches = [ours, theirs].map((history, i) => {
          const [branch, ledger] = [new Folder(i + 1, folder), new Kept(kept)];
          for (const day of history) {
            live(branch, day);
            branch.now += 3_600_000;
            publish(ledger, branch);
          }
          return { branch, ledger };
        });
        const [one, other] = branches as [(typeof branches)[0], (typeof branches)[0]];
        const merged = one.branch.mergedWith(other.branch, folder);
        const both = new Kept(kept);
        both.events = [...one.ledger.events, ...other.ledger.events.slice(kept.events.length)];
        for (const { ever } of [one.ledger, other.ledger]) for (const id of ever) both.ever.add(id);
        for (const { works } of [one.ledger, other.ledger]) for (const [id, work] of works) both.works.set(id, work);
        merged.doubt(both.worksTwice);
        for (const day of [[], ...after]) {
          live(merged, day);
          merged.now += 3_600_000;
          publish(both, merged);
        }
      }),
      { numRuns: Math.ceil(wanted / 3), seed },
    );
  }, 600_000);

  it('the order in which the lines of its ledger stand makes no difference', () => {
    fc.assert(
      fc.property(days, fc.nat(), (history, by) => {
        const [folder, kept] = [new Folder(), new Kept()];
        live(folder, first);
        for (const day of history) {
          live(folder, day);
          kept.run(folder);
        }
        const contents = ({ entries, ids, shelves, lastAt }: Ledger) => [[...entries], ids, [...shelves], lastAt];
        expect(contents(replay(shuffled(kept.events, by)).ledger)).toEqual(contents(kept.ledger));
      }),
      { numRuns: Math.ceil(wanted / 3), seed },
    );
  }, 600_000);
});

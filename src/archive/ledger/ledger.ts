import type { Instant } from '../../text/instant.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { Beginning, EntryFacts, EventKind, LedgerEvent, WithdrawnWhy } from './event.ts';
import { optionalFacts } from './fields.ts';
import { jsonOf } from './line.ts';

/** Every entry ever published, as the events of the ledger leave it. */
export interface Ledger {
  /** By id, in the order of first publication. */
  readonly entries: ReadonlyMap<string, KnownEntry>;
  /** Every id by which an entry is or was known → the id it is published under. */
  readonly ids: ReadonlyMap<string, string>;
  /** By feed folder, the ids that are or were part of its history, each in the place it keeps. */
  readonly shelves: ReadonlyMap<string, readonly string[]>;
  /** The latest moment recorded; none in an empty ledger. */
  readonly lastAt?: Instant;
}

export interface KnownEntry extends EntryFacts {
  readonly id: string;
  /** Its place in the order of first publication, from 0; kept for ever. */
  readonly order: number;
  readonly firstSeen: Instant;
  /** Paths it had before and has no more, each once; that which it left last comes last. */
  readonly formerPaths: readonly string[];
  /** `merged` exactly where {@link Ledger.ids} says that it is published under another id. */
  readonly withdrawn?: { readonly at: Instant; readonly why: WithdrawnWhy };
  /** Every version that was published, oldest first; the last is the current one. */
  readonly versions: readonly Version[];
}

export interface Version {
  readonly at: Instant;
  readonly title: string;
  /** {@link EntryFacts.content} */
  readonly content: string;
  /** {@link EntryFacts.file}: of the newest bytes that say this. */
  readonly file: string;
}

/** An event that the events before it do not allow. */
export interface Contradiction {
  readonly event: LedgerEvent;
  readonly problem: string;
}

export const emptyLedger: Ledger = { entries: new Map(), ids: new Map(), shelves: new Map() };

/**
 * What the events come to. Their order, and one that stands twice, make no difference: two copies of a ledger that
 * were written to separately are merged by putting their lines together.
 */
export function replay(events: Iterable<LedgerEvent>): { ledger: Ledger; contradictions: Contradiction[] } {
  const state = new State();
  for (const event of inOrder(events)) state.add(event);
  return { ledger: state.ledger(), contradictions: state.contradictions };
}

/** Entries of a ledger, without the others. */
export interface LedgerPart extends Pick<Ledger, 'entries' | 'ids'> {
  /** How many entries the whole ledger has. */
  readonly size: number;
}

/**
 * What events come to that happen after all that is recorded, where they are about no other entries than those of the
 * part, and new ones. The shelves are what the events add to them.
 */
export function replayAfter(part: LedgerPart, events: Iterable<LedgerEvent>): Ledger {
  const state = new State(part);
  for (const event of inOrder(events)) state.add(event);
  return state.ledger();
}

/** Of one moment: an entry is there before anything happens to it, and is changed before it goes. */
const ranks: Record<EventKind, number> = {
  adopted: 0,
  published: 0,
  merged: 1,
  restored: 2,
  moved: 3,
  edited: 4,
  revised: 5,
  joined: 6,
  withdrawn: 7,
};

/** Sorted as they happened, each once. */
export function inOrder(events: Iterable<LedgerEvent>): LedgerEvent[] {
  const sorted = [...events].sort(compare);
  return sorted.filter((event, i) => i === 0 || compare(sorted[i - 1] as LedgerEvent, event) !== 0);
}

/** Zero only for events that say the same. */
function compare(a: LedgerEvent, b: LedgerEvent): number {
  const dated = isBeginning(a) && isBeginning(b) ? a.published - b.published : 0;
  const apart = a.at - b.at || ranks[a.event] - ranks[b.event] || dated || byCodeUnit(a.id, b.id);
  return apart || byCodeUnit(jsonOf(a), jsonOf(b));
}

export function isBeginning(event: LedgerEvent): event is Beginning {
  return event.event === 'published' || event.event === 'adopted';
}

type Mutable = { -readonly [Key in keyof Omit<KnownEntry, 'versions'>]: KnownEntry[Key] } & { versions: Version[] };
type Facts = { -readonly [Name in keyof EntryFacts]?: unknown };

/** Optional facts that a full statement does not mention are gone. */
const absent: Facts = Object.fromEntries(optionalFacts.map((name) => [name, null]));

/** One for all entries that were never moved. */
const nowhere: readonly string[] = [];

class State {
  readonly contradictions: Contradiction[] = [];
  readonly #entries = new Map<string, Mutable>();
  readonly #formerPaths = new Map<string, Set<string>>();
  /** Of each id that was merged, the one that it was merged into. */
  readonly #mergedInto = new Map<string, string>();
  readonly #shelves = new Map<string, Map<string, Instant>>();
  #lastAt: Instant | undefined;
  /** How many entries there are, those that are not known here among them. */
  #size: number;

  constructor({ entries, ids, size }: LedgerPart = { ...emptyLedger, size: 0 }) {
    this.#size = size;
    for (const [id, known] of entries) {
      this.#entries.set(id, { ...known, versions: [...known.versions] });
      if (known.formerPaths.length > 0) this.#formerPaths.set(id, new Set(known.formerPaths));
    }
    for (const [alias, id] of ids) if (alias !== id) this.#mergedInto.set(alias, id);
  }

  add(event: LedgerEvent): void {
    this.#lastAt = event.at;
    const known = this.#entries.get(event.id);
    if (isBeginning(event)) {
      if (known) this.#again(known, event);
      else this.#first(event);
      this.#join(event.id, event.feeds ?? [], event.at);
    } else if (known) this.#change(known, event);
    else
      this.contradictions.push({ event, problem: `says "${event.event}" of an entry that was not published before` });
  }

  ledger(): Ledger {
    const place = (id: string) => this.#entries.get(id)?.order ?? 0;
    const shelves = [...this.#shelves].map(([feed, joined]): [string, string[]] => {
      const ids = [...joined].sort(([a, at], [b, then]) => at - then || place(a) - place(b)).map(([id]) => id);
      return [feed, ids];
    });
    for (const [id, paths] of this.#formerPaths) {
      const known = this.#entries.get(id);
      if (known) known.formerPaths = [...paths];
    }
    const ids = new Map(Array.from(this.#entries.keys(), (id) => [id, id]));
    for (const id of this.#mergedInto.keys()) ids.set(id, this.#publishedAs(id));
    return {
      entries: this.#entries,
      ids,
      shelves: new Map(shelves.sort(([a], [b]) => byCodeUnit(a, b))),
      ...(this.#lastAt !== undefined && { lastAt: this.#lastAt }),
    };
  }

  #first(event: Beginning): void {
    const { at, id, path, title, content, file, published, updated } = event;
    const versions = [{ at, title, content, file }];
    const seen = { order: this.#size++, firstSeen: at, formerPaths: nowhere, versions };
    // Name by name: to spread a line's fields takes five times as long, which a hundred thousand entries feel.
    const known: Mutable = { id, path, title, content, file, published, updated, ...seen };
    const facts: Facts = known;
    for (const name of optionalFacts) if (event[name] !== undefined) facts[name] = event[name];
    this.#entries.set(id, known);
    this.#setState(known, at);
  }

  /** Two copies of the ledger saw the same article first: the first keeps its place, the later one's facts are newer. */
  #again(known: Mutable, event: Beginning): void {
    const { at, id: _, event: __, feeds: ___, path, ...facts } = event;
    this.#move(known, path);
    this.#learn(known, { ...absent, ...facts }, at, true);
    this.#setState(known, at);
  }

  #change(known: Mutable, event: Exclude<LedgerEvent, Beginning>): void {
    switch (event.event) {
      case 'revised':
      case 'edited': {
        const { at, id: _, event: kind, ...facts } = event;
        this.#learn(known, facts, at, kind === 'revised');
        break;
      }
      case 'moved':
        this.#move(known, event.path);
        break;
      case 'merged':
        this.#merge(event.alias, event.id, event.at);
        break;
      case 'withdrawn':
        this.#setState(known, event.at, event.why);
        break;
      case 'restored':
        this.#setState(known, event.at);
        break;
      case 'joined':
        this.#join(known.id, event.feeds, event.at);
    }
  }

  /** Where a new version says what the last one said, another copy of the ledger had seen it already. */
  #learn(known: Mutable, facts: Facts, at: Instant, isNews: boolean): void {
    const now: Facts = known;
    for (const [name, value] of Object.entries(facts) as [keyof Facts, unknown][]) {
      if (value === null) delete now[name];
      else now[name] = value;
    }
    const { title, content, file, versions } = known;
    const current = versions.at(-1) as Version;
    if (isNews && content !== current.content) versions.push({ at, title, content, file });
    else versions[versions.length - 1] = { at: current.at, title, content, file };
  }

  /**
   * Whatever else is known of either id is one entry from now on. Two copies of a ledger may each have merged the one
   * into the other: then the first merger stands, and the second finds them one already.
   */
  #merge(alias: string, id: string, at: Instant): void {
    const ended = this.#publishedAs(alias);
    const into = this.#publishedAs(id);
    if (ended === into) return;
    this.#mergedInto.set(ended, into);
    const known = this.#entries.get(ended);
    if (known) known.withdrawn = { at, why: 'merged' };
  }

  #publishedAs(id: string): string {
    let last = id;
    for (let next = this.#mergedInto.get(id); next !== undefined; next = this.#mergedInto.get(last)) {
      // Shortens the way for the next time: chains of mergers may be long.
      this.#mergedInto.set(last, this.#mergedInto.get(next) ?? next);
      last = next;
    }
    return last;
  }

  /** Published, or withdrawn for a reason; but what was merged stays so: its id is another entry's. */
  #setState(known: Mutable, at: Instant, why?: WithdrawnWhy): void {
    if (this.#publishedAs(known.id) !== known.id) known.withdrawn ??= { at, why: 'merged' };
    else if (why) known.withdrawn = { at, why };
    else delete known.withdrawn;
  }

  #move(known: Mutable, path: string): void {
    if (path === known.path) return;
    const former = this.#formerPaths.get(known.id) ?? new Set();
    this.#formerPaths.set(known.id, former);
    former.delete(path);
    former.add(known.path);
    known.path = path;
  }

  #join(id: string, feeds: readonly string[], at: Instant): void {
    for (const feed of feeds) {
      const shelf = this.#shelves.get(feed) ?? new Map<string, Instant>();
      this.#shelves.set(feed, shelf);
      if (!shelf.has(id)) shelf.set(id, at);
    }
  }
}

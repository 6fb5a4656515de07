import type { Instant } from '../../text/instant.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { Beginning, EntryFacts, EventKind, LedgerEvent, WithdrawnWhy } from './event.ts';

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
  /** Paths it had before, oldest first. */
  readonly formerPaths: readonly string[];
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
  const distinct = new Map<string, LedgerEvent>();
  for (const event of events) distinct.set(JSON.stringify(event), event);
  return [...distinct]
    .sort(([a, one], [b, other]) => one.at - other.at || compare(one, other) || byCodeUnit(a, b))
    .map(([, event]) => event);
}

function compare(a: LedgerEvent, b: LedgerEvent): number {
  const dated = isBeginning(a) && isBeginning(b) ? a.published - b.published : 0;
  return ranks[a.event] - ranks[b.event] || dated || byCodeUnit(a.id, b.id);
}

function isBeginning(event: LedgerEvent): event is Beginning {
  return event.event === 'published' || event.event === 'adopted';
}

type Mutable = { -readonly [Key in keyof KnownEntry]: KnownEntry[Key] };

class State {
  readonly contradictions: Contradiction[] = [];
  readonly #entries = new Map<string, Mutable>();
  readonly #ids = new Map<string, string>();
  readonly #shelves = new Map<string, Map<string, Instant>>();
  #lastAt: Instant | undefined;

  add(event: LedgerEvent): void {
    this.#lastAt = event.at;
    const known = this.#entries.get(event.id);
    if (isBeginning(event)) {
      if (known) this.#again(known, event);
      else this.#first(event);
      this.#join(event.id, event.feeds ?? [], event.at);
    } else if (known) this.#change(known, event);
    else this.contradictions.push({ event, problem: `${event.event} before it was published` });
  }

  ledger(): Ledger {
    const place = (id: string) => this.#entries.get(id)?.order ?? 0;
    const shelves = [...this.#shelves].map(([feed, joined]): [string, string[]] => {
      const ids = [...joined].sort(([a, at], [b, then]) => at - then || place(a) - place(b)).map(([id]) => id);
      return [feed, ids];
    });
    return {
      entries: this.#entries,
      ids: new Map([...this.#ids.keys()].map((id) => [id, this.#publishedAs(id)])),
      shelves: new Map(shelves.sort(([a], [b]) => byCodeUnit(a, b))),
      ...(this.#lastAt !== undefined && { lastAt: this.#lastAt }),
    };
  }

  #first(event: Beginning): void {
    const { at, id, event: _, feeds: __, ...facts } = event;
    const { title, content, file } = facts;
    this.#entries.set(id, {
      ...facts,
      id,
      order: this.#entries.size,
      firstSeen: at,
      formerPaths: [],
      versions: [{ at, title, content, file }],
    });
    if (!this.#ids.has(id)) this.#ids.set(id, id);
  }

  /** Two copies of the ledger saw the same article first: the first keeps its place, the later one's facts are newer. */
  #again(known: Mutable, event: Beginning): void {
    const { at, id: _, event: __, feeds: ___, path, ...facts } = event;
    this.#move(known, path);
    this.#learn(known, facts, at, facts.content !== known.content);
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
      case 'merged': {
        const other = this.#entries.get(event.alias);
        if (other && other !== known) other.withdrawn = { at: event.at, why: 'merged' };
        this.#ids.set(event.alias, known.id);
        break;
      }
      case 'withdrawn':
        known.withdrawn = { at: event.at, why: event.why };
        break;
      case 'restored':
        delete known.withdrawn;
        break;
      case 'joined':
        this.#join(known.id, event.feeds, event.at);
    }
  }

  #learn(known: Mutable, facts: Partial<Record<keyof EntryFacts, unknown>>, at: Instant, isVersion: boolean): void {
    for (const [name, value] of Object.entries(facts)) {
      if (value === null) delete known[name as keyof Mutable];
      else Object.assign(known, { [name]: value });
    }
    const { title, content, file, versions } = known;
    const current = versions.at(-1);
    if (isVersion) known.versions = [...versions, { at, title, content, file }];
    else if (current && (current.file !== file || current.content !== content)) {
      known.versions = [...versions.slice(0, -1), { ...current, title, content, file }];
    }
  }

  /** Follows mergers of mergers; those of two copies of a ledger may lead in a circle. */
  #publishedAs(id: string): string {
    const seen = new Set<string>();
    let last = id;
    for (let next: string | undefined = id; next !== undefined && !seen.has(next); next = this.#ids.get(next)) {
      seen.add(next);
      last = next;
    }
    return last;
  }

  #move(known: Mutable, path: string): void {
    if (path === known.path) return;
    known.formerPaths = [...known.formerPaths, known.path];
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

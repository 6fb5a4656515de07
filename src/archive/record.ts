import type { ArticleFacts } from '../article/article.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { dayMs, type Instant } from '../text/instant.ts';
import { byCodeUnit } from '../text/order.ts';
import { DistinctInstants, firstUpdate, publicationOf } from './dates.ts';
import type { Entry } from './entry.ts';
import { statedPublication } from './facts.ts';
import type { ChangedFacts, EntryFacts, LedgerEvent, WithdrawnWhy } from './ledger/event.ts';
import { inOrder, type KnownEntry, type Ledger } from './ledger/ledger.ts';
import { identify, mintNew } from './mint.ts';
import { type Candidate, candidatesOf } from './recognition/candidates.ts';
import { isSameTitle, saysTheSame } from './recognition/closeness.ts';
import { isAkin, type Recognised, recognise, statedBy } from './recognition/recognise.ts';
import { aliasOnly, doubtful, idTaken, olderClipping, yetToCome } from './remarks.ts';

/** Everything that one run found, as far as the archive has to know it. */
export interface Finds {
  readonly articles: readonly ArticleFacts[];
  /** Why a file that is there gave no article, by path. */
  readonly without: ReadonlyMap<string, 'broken' | 'draft' | 'future'>;
  /** Whether a file at the path may be there all the same, though the walk could not see it. */
  readonly isUnseen: (path: string) => boolean;
  /** Whether the folder of the path keeps what it has lost. */
  readonly isKept: (path: string) => boolean;
}

/**
 * What is published stays so when a clock is set back, so articles are read as of the latest moment recorded; those that
 * are new are held back here until their own.
 */
export interface RecordContext {
  readonly siteId: string;
  readonly baseUrl: string;
  readonly timezone: string;
  /** The moment of the run. */
  readonly now: Instant;
}

/** What entries have that no other may have. */
export interface Taken {
  /** Whether an entry is or was known by the id. */
  readonly hasId: (id: string) => boolean;
  /** Whether it is the `updated` of an entry. */
  readonly hasInstant: (instant: Instant) => boolean;
  /** Whether an entry of an earlier place has the same `updated`. */
  readonly isSharing: (id: string) => boolean;
}

function takenIn(ledger: Ledger): Taken {
  const instants = new Set<Instant>();
  const sharing = new Set<string>();
  for (const { id, updated } of ledger.entries.values()) {
    if (instants.has(updated)) sharing.add(id);
    instants.add(updated);
  }
  return {
    hasId: (id) => ledger.ids.has(id),
    hasInstant: (instant) => instants.has(instant),
    isSharing: (id) => sharing.has(id),
  };
}

/** An article with the id and the dates under which it is published. */
export interface Identified extends Pick<Entry, 'id' | 'idFrom' | 'published' | 'updated' | 'contentHash' | 'kept'> {
  readonly article: ArticleFacts;
}

/** An entry that stays as it was last published, though its file gives no article now. */
export interface Kept {
  readonly known: KnownEntry;
  readonly why: 'gone' | 'broken';
}

/** What the run does to the archive. */
export interface Changes {
  /** Ids. */
  readonly added: readonly string[];
  readonly revised: readonly string[];
  readonly moved: readonly string[];
  readonly restored: readonly string[];
  /** Dated so much later than before that readers may show them as new. */
  readonly resurfaced: readonly KnownEntry[];
  /** Where its file was lies an article that gets another id. */
  readonly replaced: readonly KnownEntry[];
  readonly withdrawn: readonly Withdrawing[];
}

interface Withdrawing {
  readonly known: KnownEntry;
  readonly why: WithdrawnWhy;
}

export interface Recording {
  readonly identified: readonly Identified[];
  readonly kept: readonly Kept[];
  /** What the ledger has to learn, in the order in which it is to be written. */
  readonly events: readonly LedgerEvent[];
  /** The moment under which it is recorded. */
  readonly at: Instant;
  readonly changes: Changes;
  /** Articles that are no entry, nor an older file of one. */
  readonly unidentified: number;
  /** The dates of articles that are held back, since the clock was set back before them. */
  readonly yetToCome: readonly Instant[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What a run means to the archive: which entry each article is, what became of the entries that no article is any more,
 * and the events that say so. The order of the articles has no influence, and with the events recorded, the same
 * articles give none.
 */
export function record(
  finds: Finds,
  ledger: Ledger,
  context: RecordContext,
  taken: Taken = takenIn(ledger),
): Recording {
  const articles = [...finds.articles].sort((a, b) => byCodeUnit(a.path, b.path));
  const { candidates, diagnostics } = candidatesOf(articles, ledger, context.baseUrl);
  const isOccupied = (path: string) => finds.without.has(path) || finds.isUnseen(path);
  const { matches, doubts } = recognise(candidates, ledger, { timezone: context.timezone, isOccupied });
  const recorder = new Recorder(ledger, context, taken);

  // Known ones first: what a run that was stopped has recorded of the new ones then changes nothing for the others.
  for (const candidate of [...candidates].sort(byPath)) {
    const recognised = matches.get(candidate);
    if (recognised) recorder.again(candidate, recognised);
  }
  const holders = new Map(candidates.flatMap((one) => one.files.map(({ path }) => [path, one] as const)));
  const present = new Set([...matches.values()].map(({ known }) => known));
  for (const known of ledger.entries.values()) {
    if (present.has(known) || known.withdrawn) continue;
    const holder = holders.get(known.path);
    const other = holder && matches.get(holder);
    if (other && isOneWith(holder, known, other, context.timezone)) recorder.merge(other.known, known);
    else recorder.missing(known, finds, holder !== undefined);
  }
  const added = candidates.filter((candidate) => !matches.has(candidate));
  for (const candidate of added.sort(statedFirst)) recorder.first(candidate);
  return recorder.recording(candidates.length, [...diagnostics, ...doubts.map(doubtful)]);
}

/**
 * Two entries became one: an older clipping of what is now one article, or an article whose file was told by its `id`
 * which entry it is. It was told nothing where that entry had the place, too: such an `id` may be an alias by which the
 * entry is known only from the next run on.
 */
function isOneWith(candidate: Candidate, known: KnownEntry, other: Recognised, timezone: string): boolean {
  const { facts, files } = candidate;
  if (other.by === 'id') return other.known.path !== known.path && isAkin(candidate, known, timezone);
  return files.length > 1 && facts.original === known.original;
}

/** Whether a clipping says the same as another of its original: then the newer stands, also while it is unreadable. */
function isVersionOf(article: ArticleFacts, known: KnownEntry): boolean {
  return isSameTitle(article, known) || saysTheSame(article, { textHash: known.text, sketch: known.sketch });
}

class Recorder {
  readonly #context: RecordContext;
  /** Later than all that was recorded before, whatever the clock says. */
  readonly #at: Instant;
  readonly #instants: DistinctInstants;
  readonly #taken: Taken;
  /** Given in this run. */
  readonly #ids = new Set<string>();
  readonly #events: LedgerEvent[] = [];
  readonly #identified: Identified[] = [];
  readonly #kept: Kept[] = [];
  readonly #yetToCome: Instant[] = [];
  /** Of {@link #kept}, clippings whose files are there, by original. */
  readonly #unreadable = new Map<string, KnownEntry[]>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #changes = {
    added: [] as string[],
    revised: [] as string[],
    moved: [] as string[],
    restored: [] as string[],
    resurfaced: [] as KnownEntry[],
    replaced: [] as KnownEntry[],
    withdrawn: [] as Withdrawing[],
  } satisfies Changes;

  constructor(ledger: Ledger, context: RecordContext, taken: Taken) {
    this.#context = context;
    this.#at = Math.max(context.now, (ledger.lastAt ?? Number.NEGATIVE_INFINITY) + 1);
    this.#taken = taken;
    this.#instants = new DistinctInstants(taken.hasInstant);
  }

  first({ article, facts }: Candidate): void {
    const { now, timezone, siteId } = this.#context;
    if (article.published > now) {
      this.#hold(article);
      return;
    }
    const newer = this.#unreadable.get(facts.original ?? '')?.find((known) => isVersionOf(article, known));
    if (newer) {
      this.#diagnostics.push(olderClipping(article, newer));
      return;
    }
    const minted = mintNew(article, siteId, (id) => this.#isTaken(id));
    if (minted === undefined) {
      this.#diagnostics.push(idTaken(article));
      return;
    }
    const published = publicationOf(article, timezone, now);
    const stated = statedPublication(article, timezone);
    const updated = this.#instants.take(firstUpdate(minted.id, article, published));
    this.#ids.add(minted.id);
    this.#add({
      id: minted.id,
      event: 'published',
      ...facts,
      published,
      ...(stated !== statedBy({ published }) && { stated }),
      updated,
    });
    const { id, idFrom } = minted;
    this.#identified.push({ id, idFrom, article, published, updated, contentHash: facts.content });
    this.#changes.added.push(minted.id);
  }

  again({ article, facts }: Candidate, { known }: Recognised): void {
    const { id } = known;
    const { now, timezone, siteId } = this.#context;
    if (known.withdrawn && article.published > now) {
      this.#hold(article);
      return;
    }
    if (article.id !== undefined && article.id !== id) {
      this.#diagnostics.push(aliasOnly(article, id));
      if (!this.#isTaken(article.id)) this.#add({ id, event: 'merged', alias: article.id });
      this.#ids.add(article.id);
    }
    if (known.withdrawn) {
      this.#add({ id, event: 'restored' });
      this.#changes.restored.push(id);
    }
    if (facts.path !== known.path) {
      this.#add({ id, event: 'moved', path: facts.path });
      this.#changes.moved.push(id);
    }

    const isRevised =
      facts.content !== known.content && (facts.file !== known.file || facts.attached !== known.attached);
    const stated = statedPublication(article, timezone);
    const saysTheSame = stated === statedBy(known);
    const published = saysTheSame ? known.published : publicationOf(article, timezone, now);
    const wished = updateOf(article, known, isRevised, published, now);
    const updated = this.#updated(known, wished);
    const changed = changesFrom(known, {
      ...facts,
      published,
      ...(stated !== statedBy({ published }) && { stated }),
      updated,
    });
    if (isRevised) this.#changes.revised.push(id);
    if (!known.withdrawn && published - known.published > dayMs) this.#changes.resurfaced.push(known);
    if (Object.keys(changed).length > 0) this.#add({ id, event: isRevised ? 'revised' : 'edited', ...changed });
    const alone = identify(article, siteId);
    const idFrom = alone.id === id ? alone.idFrom : 'ledger';
    this.#identified.push({ id, idFrom, article, published, updated, contentHash: facts.content });
  }

  merge(into: KnownEntry, known: KnownEntry): void {
    this.#add({ id: into.id, event: 'merged', alias: known.id });
    this.#changes.withdrawn.push({ known, why: 'merged' });
  }

  missing(known: KnownEntry, finds: Finds, hasOther: boolean): void {
    const without = finds.without.get(known.path);
    if (without === 'broken' || finds.isUnseen(known.path)) this.#keepUnreadable(known);
    else if (without === undefined && finds.isKept(known.path)) this.#kept.push({ known, why: 'gone' });
    else {
      const why = without ?? 'deleted';
      this.#add({ id: known.id, event: 'withdrawn', why });
      if (hasOther) this.#changes.replaced.push(known);
      this.#changes.withdrawn.push({ known, why });
    }
  }

  #keepUnreadable(known: KnownEntry): void {
    this.#kept.push({ known, why: 'broken' });
    const { original } = known;
    if (original !== undefined) this.#unreadable.set(original, [...(this.#unreadable.get(original) ?? []), known]);
  }

  recording(candidates: number, diagnostics: readonly Diagnostic[]): Recording {
    return {
      identified: this.#identified,
      unidentified: candidates - this.#identified.length,
      kept: this.#kept,
      events: inOrder(this.#events),
      at: this.#at,
      changes: this.#changes,
      yetToCome: this.#yetToCome,
      diagnostics: [...diagnostics, ...this.#diagnostics],
    };
  }

  #isTaken(id: string): boolean {
    return this.#ids.has(id) || this.#taken.hasId(id);
  }

  /** Two copies of the ledger may have given one instant to two entries: the later of them gets another. */
  #updated({ id, updated }: KnownEntry, wished: Instant): Instant {
    if (this.#taken.isSharing(id)) return this.#instants.take(wished);
    return wished === updated ? wished : this.#instants.exchange(updated, wished);
  }

  #hold(article: ArticleFacts): void {
    this.#yetToCome.push(article.published);
    this.#diagnostics.push(yetToCome(article));
  }

  #add(event: WithoutMoment): void {
    this.#events.push({ at: this.#at, ...event });
  }
}

type WithoutMoment = LedgerEvent extends infer Event ? (Event extends LedgerEvent ? Omit<Event, 'at'> : never) : never;

/**
 * The `updated` of an entry that is published again. What its article states wins. Else a revision takes the moment of
 * the run; and never does an update lie before the publication (of one that names only its day, the moment it came).
 */
function updateOf(
  { updated: stated }: ArticleFacts,
  known: KnownEntry,
  isRevised: boolean,
  published: Instant,
  now: Instant,
): Instant {
  const atLeast = isRevised && stated === undefined ? Math.max(now, known.updated + 1) : known.updated;
  return Math.max(stated === undefined || stated === known.statedUpdate ? atLeast : stated, published);
}

/** What a known entry has to learn; the path has an event of its own. */
function changesFrom(known: KnownEntry, facts: EntryFacts): ChangedFacts {
  const { path: _, ...now } = facts;
  const names = ['permalink', 'original', 'text', 'sketch', 'attached', 'stated', 'statedUpdate'] as const;
  const gone = names.filter((name) => known[name] !== undefined && facts[name] === undefined);
  return Object.fromEntries([
    ...Object.entries(now).filter(([name, value]) => known[name as keyof EntryFacts] !== value),
    ...gone.map((name) => [name, null]),
  ]) as ChangedFacts;
}

function byPath(a: Candidate, b: Candidate): number {
  return byCodeUnit(a.article.path, b.article.path);
}

/** An id that is stated is given before one is minted that might be the same. */
function statedFirst(a: Candidate, b: Candidate): number {
  return Number(a.article.id === undefined) - Number(b.article.id === undefined) || byPublication(a, b);
}

function byPublication(a: Candidate, b: Candidate): number {
  return a.article.published - b.article.published || byPath(a, b);
}

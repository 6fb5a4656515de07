import { rfc3339 } from '../../text/instant.ts';
import { fold } from '../../text/slug.ts';
import { statedPublication } from '../facts.ts';
import type { KnownEntry, Ledger } from '../ledger/ledger.ts';
import type { Candidate } from './candidates.ts';
import { closenessOf, isSameTitle, lines, type Words } from './closeness.ts';
import { closestPairs } from './closest-pairs.ts';
import { groupBy } from './group-by.ts';

/** How an article was known again, for `hayloft explain`. */
type RecognisedBy = 'id' | 'path' | 'content' | 'text' | 'source URL' | 'close text' | 'title and date';

export interface Recognised {
  readonly known: KnownEntry;
  readonly by: RecognisedBy;
}

/** An article that may be a known entry whose file is gone, or another: somebody has to say. */
export interface Doubt {
  readonly candidate: Candidate;
  readonly known: KnownEntry;
  readonly closeness?: number;
}

export interface Recognition {
  readonly matches: ReadonlyMap<Candidate, Recognised>;
  readonly doubts: readonly Doubt[];
}

/** What recognition may know beside the articles. */
export interface Surroundings {
  readonly timezone: string;
  /** Whether a file lies at the path, or may lie there unseen, that gave no article: its entry is no one else's. */
  readonly isOccupied: (path: string) => boolean;
}

/**
 * Finds for each article the entry it is, if it is one that the ledger knows; each entry for one article at most.
 *
 * The strongest reasons are looked at first for all of them: a stated id; the same path with the same content; the same
 * content, then the same words, elsewhere, unless the file that lies where the entry was is still recognisably it; the
 * same path; the same original; a close text; title and date. What is merely likely is a doubt, and no match.
 */
export function recognise(candidates: readonly Candidate[], ledger: Ledger, where: Surroundings): Recognition {
  const matching = new Matching(candidates, ledger, where);
  matching.byId();
  matching.byPathAndContent();
  matching.byContentElsewhere();
  matching.byTextElsewhere();
  matching.byPath((candidate, known) => !saysElse(candidate, known) && resembles(candidate, known, where.timezone));
  matching.byOriginal();
  matching.byCloseText();
  matching.byPath((candidate, known) => resembles(candidate, known, where.timezone));
  matching.byTitleAndDate();
  matching.byPath((candidate, known) => isPlausibleRewrite(candidate, known));
  return { matches: matching.matches, doubts: matching.doubts() };
}

/** Of entries that are alike so many are looked at for one article. */
const mostCompared = 64;

class Matching {
  readonly matches = new Map<Candidate, Recognised>();
  readonly #left: Set<Candidate>;
  readonly #missing: Set<KnownEntry>;
  readonly #ledger: Ledger;
  readonly #where: Surroundings;
  readonly #byPath = new Map<string, Candidate>();
  readonly #byFoldedPath = new Map<string, Candidate>();
  #asked: Doubt[] = [];

  constructor(candidates: readonly Candidate[], ledger: Ledger, where: Surroundings) {
    this.#left = new Set(candidates);
    this.#missing = new Set([...ledger.entries.values()].filter(({ withdrawn }) => withdrawn?.why !== 'merged'));
    this.#ledger = ledger;
    this.#where = where;
    for (const candidate of candidates) {
      for (const { path } of candidate.files) {
        this.#byPath.set(path, candidate);
        this.#byFoldedPath.set(path.toLowerCase(), candidate);
      }
    }
  }

  /** Not where another file still is the entry: the one that states its id is then a copy, or a slip. */
  byId(): void {
    for (const candidate of this.#left) {
      const known = this.#ledger.entries.get(this.#ledger.ids.get(candidate.article.id ?? '') ?? '');
      if (!known || !this.#missing.has(known)) continue;
      const holder = this.#holderOf(known);
      const isTaken = holder && holder !== candidate && resembles(holder, known, this.#where.timezone);
      if (!isTaken) this.#match(candidate, known, 'id');
    }
  }

  byPathAndContent(): void {
    for (const known of this.#missing) {
      const candidate = this.#byPath.get(known.path);
      if (!candidate || !this.#left.has(candidate)) continue;
      const same = candidate.files.some(({ path, content }) => path === known.path && content === known.content);
      if (same) this.#match(candidate, known, 'path');
    }
  }

  /** What says nothing but a title says too little. */
  byContentElsewhere(): void {
    const missing = groupBy(this.#missing, ({ content, text }) => (text === undefined ? undefined : content));
    for (const candidate of this.#left) {
      const alike = this.#firstOf(missing.get(candidate.facts.content));
      const free = alike.filter((known) => !this.#isStillThere(known, candidate, missing));
      const [best] = free.sort(preferredFor(candidate));
      if (best) this.#match(candidate, best, 'content');
    }
  }

  byTextElsewhere(): void {
    const missing = groupBy(this.#missing, ({ text }) => text);
    const left = groupBy(this.#left, ({ facts }) => facts.text);
    for (const candidate of this.#left) {
      const text = candidate.facts.text ?? '';
      const alike = this.#firstOf(missing.get(text));
      const free = alike.filter((known) => this.#isFree(known) && !this.#isStillThere(known, candidate, missing));
      const agreeing = free.filter((known) => agreements(candidate, known) > 0);
      const isOnlyOne = free.length === 1 && left.get(text)?.length === 1;
      const [best] = (agreeing.length > 0 ? agreeing : free).sort(preferredFor(candidate));
      if (!best) continue;
      if (agreeing.length > 0 || isOnlyOne || candidate.facts.sketch !== undefined)
        this.#match(candidate, best, 'text');
    }
  }

  byPath(isIt: (candidate: Candidate, known: KnownEntry) => boolean): void {
    for (const known of this.#missing) {
      const candidate = this.#holderOf(known);
      if (candidate && isIt(candidate, known)) this.#match(candidate, known, 'path');
    }
  }

  /**
   * An address that several things name, or that is a site's front page, says little by itself: of two clippings of it
   * only those are one that have more in common.
   */
  byOriginal(): void {
    const everKnown = groupBy(this.#ledger.entries.values(), ({ original, withdrawn }) =>
      withdrawn?.why === 'merged' ? undefined : original,
    );
    const missing = groupBy(this.#missing, ({ original }) => original);
    const all = groupBy(new Set(this.#byPath.values()), ({ facts }) => facts.original);
    for (const candidate of this.#left) {
      const { original } = candidate.facts;
      if (original === undefined) continue;
      const free = this.#firstOf(missing.get(original)).filter((known) => this.#isFree(known));
      const alone = everKnown.get(original)?.length === 1 && all.get(original)?.length === 1 && /[/?#]/.test(original);
      const [best] = free
        .filter((known) => alone || isAkin(candidate, known, this.#where.timezone))
        .sort(preferredFor(candidate));
      if (best) this.#match(candidate, best, 'source URL');
    }
  }

  byCloseText(): void {
    const sketched = <Item>(items: Iterable<Item>, sketchOf: (item: Item) => string | undefined) =>
      [...items].flatMap((item) => {
        const sketch = sketchOf(item);
        return sketch === undefined ? [] : [{ item, sketch }];
      });
    const pairs = closestPairs(
      sketched(this.#left, ({ facts }) => facts.sketch),
      sketched(this.#missing, (known) => (this.#isFree(known) ? known.sketch : undefined)),
      lines.doubtful,
    );
    for (const { a: candidate, b: known, closeness } of pairs) {
      if (!this.#left.has(candidate) || !this.#missing.has(known)) continue;
      if (closeness >= lineFor(candidate, known, this.#where.timezone)) this.#match(candidate, known, 'close text');
      else if (!known.withdrawn) this.#asked.push({ candidate, known, closeness });
    }
  }

  /** Of those without a date only such as say nothing but their title: of two that say more, many are named alike. */
  byTitleAndDate(): void {
    const { timezone } = this.#where;
    const keyOf = (title: string, date: string, text: string | undefined) =>
      date === 'nothing' && text !== undefined ? undefined : `${date} ${fold(title)}`;
    const missing = groupBy(this.#missing, (known) =>
      this.#isFree(known) && !known.withdrawn ? keyOf(known.title, statedBy(known), known.text) : undefined,
    );
    const left = groupBy(this.#left, ({ article }) =>
      keyOf(article.title, statedPublication(article, timezone), article.textHash),
    );
    for (const [key, candidates] of left) {
      const [candidate, ...others] = candidates as [Candidate, ...Candidate[]];
      const [known, ...rivals] = missing.get(key) ?? [];
      if (known && others.length + rivals.length === 0) this.#match(candidate, known, 'title and date');
    }
  }

  doubts(): Doubt[] {
    return this.#asked.filter(({ candidate, known }) => this.#left.has(candidate) && this.#missing.has(known));
  }

  #match(candidate: Candidate, known: KnownEntry, by: RecognisedBy): void {
    this.matches.set(candidate, { known, by });
    this.#left.delete(candidate);
    this.#missing.delete(known);
  }

  /** The article that lies where the entry was, if it is still to be matched; on some file systems case does not count. */
  #holderOf(known: KnownEntry): Candidate | undefined {
    const holder = this.#byPath.get(known.path) ?? this.#byFoldedPath.get(known.path.toLowerCase());
    return holder && this.#left.has(holder) ? holder : undefined;
  }

  /** Some of those that no article is yet: of thousands that are alike, any will do. */
  #firstOf(alike: KnownEntry[] = []): KnownEntry[] {
    const gone = alike.findIndex((known) => this.#missing.has(known));
    alike.splice(0, gone < 0 ? alike.length : gone);
    return alike.slice(0, mostCompared).filter((known) => this.#missing.has(known));
  }

  #isFree(known: KnownEntry): boolean {
    return this.#missing.has(known) && !this.#where.isOccupied(known.path);
  }

  /**
   * Whether the entry lives on at its place, though its very words are found elsewhere: a file that was copied, and then
   * changed. Not where names were swapped: then the file there has the words of another.
   */
  #isStillThere(known: KnownEntry, elsewhere: Candidate, missing: ReadonlyMap<string, KnownEntry[]>): boolean {
    const holder = this.#holderOf(known);
    if (!holder || holder === elsewhere) return false;
    const { content, text } = holder.facts;
    const isAnother = [content, text].some((key) => missing.get(key ?? '')?.some((other) => other !== known));
    return !isAnother && resembles(holder, known, this.#where.timezone);
  }
}

/** Whether an article at the entry's own path is still it. */
function resembles(candidate: Candidate, known: KnownEntry, timezone: string): boolean {
  const { facts } = candidate;
  if (facts.original !== undefined && facts.original === known.original) return true;
  return isSameTitle(candidate.article, known) || isAkin(candidate, known, timezone);
}

/** Of two that swapped their names, titles may agree all the same: then their words decide. */
function saysElse({ article, facts }: Candidate, known: KnownEntry): boolean {
  if (facts.original !== undefined && facts.original === known.original) return false;
  return (closenessOf(article, wordsOf(known)) ?? 1) < lines.doubtful;
}

/** The path alone: an article was written anew in its place, unless it names another original or an id of its own. */
function isPlausibleRewrite({ article, facts }: Candidate, known: KnownEntry): boolean {
  if (known.withdrawn || article.id !== undefined) return false;
  return facts.original === undefined || known.original === undefined || facts.original === known.original;
}

/** Whether the words say that it is the same, or the title where there are too few of them. */
export function isAkin(candidate: Candidate, known: KnownEntry, timezone: string): boolean {
  const closeness = closenessOf(candidate.article, wordsOf(known));
  if (closeness === undefined) return isSameTitle(candidate.article, known);
  return closeness >= lineFor(candidate, known, timezone);
}

/** How close the texts have to be; of what was withdrawn more is asked before it returns. */
function lineFor({ article }: Candidate, known: KnownEntry, timezone: string): number {
  const isDateSame = statedPublication(article, timezone) === statedBy(known);
  const isTitleSame = isSameTitle(article, known);
  const isNamedSame = isTitleSame || article.path === known.path;
  if (known.withdrawn) return isDateSame && isNamedSame ? lines.sameDate : lines.alone;
  if (isTitleSame) return lines.sameTitle;
  return isDateSame ? lines.sameDate : lines.alone;
}

function wordsOf({ text, sketch }: KnownEntry): Words {
  return { textHash: text, sketch };
}

/** Published before withdrawn, then what has more in common, then the oldest. */
function preferredFor(candidate: Candidate): (a: KnownEntry, b: KnownEntry) => number {
  return (a, b) =>
    Number(a.withdrawn !== undefined) - Number(b.withdrawn !== undefined) ||
    agreements(candidate, b) - agreements(candidate, a) ||
    a.order - b.order;
}

/** In how many of title, original and file name they agree. */
function agreements({ article, facts }: Candidate, known: KnownEntry): number {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const sameOriginal = facts.original !== undefined && facts.original === known.original;
  return [isSameTitle(article, known), sameOriginal, nameOf(facts.path) === nameOf(known.path)].filter(Boolean).length;
}

/** What the entry's article said of its publication: {@link statedPublication}. */
export function statedBy({ stated, published }: Pick<KnownEntry, 'stated' | 'published'>): string {
  return stated ?? rfc3339(published);
}

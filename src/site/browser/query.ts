import {
  canBeBeginning,
  datesPath,
  daysIn,
  type Facts,
  factsBlock,
  factsPath,
  filterTerm,
  type IndexFacts,
  indexFormat,
  numbersIn,
  type Segment,
  segmentsOf,
  shardOf,
  shardPath,
  shardsOf,
} from './segments.ts';
import { askedTerms, isSpaceless } from './tokens.ts';

/** What is asked of the index. */
export interface Query {
  /** As it was typed; what stands between quotation marks is not taken for the beginning of words. */
  readonly text: string;
  /** Slugs; empty for any. */
  readonly source: string;
  readonly tag: string;
  /** Days since 1970-01-01, both included; NaN for any. */
  readonly from: number;
  readonly until: number;
  readonly order: 'relevance' | 'date';
}

/** What entries are found by: a word, or the beginning of words. */
export interface AskedTerm {
  readonly term: string;
  readonly isBeginning: boolean;
}

/** Of what somebody pasted, the first words: more of them find nothing else. */
const mostTerms = 12;

export function askedOf(text: string): AskedTerm[] {
  const asked = new Map<string, boolean>();
  for (const [i, part] of text.split(/["“”„«»]/u).entries()) {
    for (const term of askedTerms(part)) asked.set(term, i % 2 === 0);
  }
  return [...asked].slice(0, mostTerms).map(([term, mayBegin]) => ({
    term,
    // Where there are no spaces every pair of characters is a term, and only one that stands alone begins others.
    isBeginning: mayBegin && (isSpaceless(term) ? isOneCharacter(term) : canBeBeginning(term)),
  }));
}

function isOneCharacter(term: string): boolean {
  return /^.\p{M}*$/su.test(term);
}

/**
 * How much it says that an entry has a term: nothing; as the beginning of a word, or as a word, in its text; in the name
 * of its source or of an author; in its title or tags.
 */
const weights = [0, 0.5, 1, 1, 2, 2.5, 5];
const degree = { inText: 1, inName: 3, inTitle: 5 } as const;

/** Reads the index as far as a query needs it. */
export class SearchIndex {
  readonly #fetch: (path: string) => Promise<string>;
  readonly #read = new Map<string, Promise<string>>();
  #facts: Promise<IndexFacts> | undefined;

  /** @param fetch Gives the text at a path under the folder of the index; throws where there is none. */
  constructor(fetch: (path: string) => Promise<string>) {
    this.#fetch = fetch;
  }

  /** @throws Error where the index is missing, damaged, or of another format. */
  facts(): Promise<IndexFacts> {
    this.#facts ??= this.#text('index.json').then((text) => {
      const facts = JSON.parse(text) as IndexFacts;
      if (facts.format !== indexFormat) throw new Error('the search index has another format');
      return facts;
    });
    return this.#facts;
  }

  /** What was read is read anew: the site may have been published again. */
  forget(): void {
    this.#read.clear();
    this.#facts = undefined;
  }

  /** The places of the entries that have all that is asked, the best first. @throws Error as {@link facts}. */
  async search(query: Query): Promise<number[]> {
    const asked = askedOf(query.text);
    const filters = [
      ...(query.source ? [filterTerm('source', query.source)] : []),
      ...(query.tag ? [filterTerm('tag', query.tag)] : []),
    ].map((term) => ({ term, isBeginning: false }));
    const hasDates = !Number.isNaN(query.from) || !Number.isNaN(query.until);
    if (asked.length + filters.length === 0 && !hasDates) return [];
    const segments = segmentsOf((await this.facts()).places);
    const needsDays = hasDates || query.order === 'date' || asked.length === 0;
    const found = await Promise.all(
      segments.map(async (segment) => ({
        start: segment.start,
        filters: await Promise.all(filters.map((term) => this.#degrees(segment, term))),
        terms: await Promise.all(asked.map((term) => this.#degrees(segment, term))),
        days: needsDays ? daysIn(await this.#text(datesPath(segment))) : undefined,
        length: segment.length,
      })),
    );
    const rarities = asked.map((_, i) => rarity(found.map(({ terms }) => terms[i] as Uint8Array)));
    const hits: Hit[] = [];
    for (const { start, length, terms, filters, days } of found) {
      for (let i = 0; i < length; i++) {
        if (!filters.every((degrees) => degrees[i])) continue;
        const day = days ? days[i] : 0;
        if (day === undefined || day < query.from || day > query.until) continue;
        const score = scoreAt(i, terms, rarities);
        if (score !== undefined) hits.push({ place: start + i, score, day });
      }
    }
    const isByDate = query.order === 'date' || asked.length === 0;
    return hits.sort(isByDate ? newerFirst : betterFirst).map(({ place }) => place);
  }

  /** What a result shows; undefined where nothing is any more. @throws Error as {@link facts}. */
  async factsAt(place: number): Promise<Facts | undefined> {
    const block = JSON.parse(await this.#text(factsPath(Math.floor(place / factsBlock)))) as (Facts | null)[];
    return block[place % factsBlock] ?? undefined;
  }

  /** By place in the segment, how well its entry has the term: an index of {@link weights}. */
  async #degrees(segment: Segment, { term, isBeginning }: AskedTerm): Promise<Uint8Array> {
    const lines = await this.#text(shardPath(segment, shardOf(term, shardsOf(segment))));
    const degrees = new Uint8Array(segment.length);
    for (let at = lineFrom(lines, term); at < lines.length; ) {
      const end = endOfLine(lines, at);
      const [word = '', places = '', inTitle = '', inName = ''] = lines.slice(at, end).split('\t');
      if (!word.startsWith(term) || (!isBeginning && word !== term)) break;
      const more = word === term ? 1 : 0;
      raise(degrees, places, degree.inText + more);
      raise(degrees, inName, degree.inName + more);
      raise(degrees, inTitle, degree.inTitle + more);
      at = end + 1;
    }
    return degrees;
  }

  #text(path: string): Promise<string> {
    let text = this.#read.get(path);
    if (!text) {
      text = this.#fetch(path);
      this.#read.set(path, text);
      text.catch(() => this.#read.delete(path));
    }
    return text;
  }
}

interface Hit {
  readonly place: number;
  readonly score: number;
  readonly day: number;
}

function betterFirst(a: Hit, b: Hit): number {
  return b.score - a.score || b.place - a.place;
}

function newerFirst(a: Hit, b: Hit): number {
  return b.day - a.day || b.place - a.place;
}

function scoreAt(i: number, terms: readonly Uint8Array[], rarities: readonly number[]): number | undefined {
  let score = 0;
  for (const [term, degrees] of terms.entries()) {
    const degree = degrees[i] as number;
    if (degree === 0) return undefined;
    score += (weights[degree] as number) * (rarities[term] as number);
  }
  return score;
}

/** Inverse document frequency (Robertson, Spärck Jones 1976), never below zero. */
function rarity(degrees: readonly Uint8Array[]): number {
  let all = 0;
  let having = 0;
  for (const segment of degrees) {
    all += segment.length;
    for (const degree of segment) if (degree > 0) having++;
  }
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

/** Each place gets at least this degree; places that the segment does not have are passed over. */
function raise(degrees: Uint8Array, places: string, degree: number): void {
  let place = 0;
  for (const distance of numbersIn(places)) {
    place += distance;
    if (place < degrees.length && (degrees[place] as number) < degree) degrees[place] = degree;
  }
}

/** Where the first line begins whose term is not before this one, in the order of code units. */
function lineFrom(lines: string, term: string): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const from = middle === low ? low : Math.max(low, lines.lastIndexOf('\n', middle - 1) + 1);
    const end = endOfLine(lines, from);
    const tab = lines.indexOf('\t', from);
    if (lines.slice(from, tab < 0 ? end : Math.min(tab, end)) < term) low = end + 1;
    else high = from;
  }
  return low;
}

function endOfLine(lines: string, at: number): number {
  const end = lines.indexOf('\n', at);
  return end < 0 ? lines.length : end;
}

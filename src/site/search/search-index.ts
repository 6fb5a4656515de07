import type { Document } from '../../feed/document.ts';
import { byCodeUnit } from '../../text/order.ts';
import { sha256 } from '../../text/sha256.ts';
import {
  type Choice,
  datesPath,
  dayOf,
  type Facts,
  factsBlock,
  factsPath,
  type IndexFacts,
  indexFormat,
  mostShards,
  type Segment,
  segmentsOf,
  shardPath,
  shardsOf,
  writtenDays,
  writtenPlaces,
} from '../browser/segments.ts';
import { marks } from './row.ts';

/** The entries of an archive by place: their rank in the order of first publication, kept for ever. */
export interface SearchedArchive {
  /** Places, among them those where nothing is any more. */
  readonly size: number;
  /** {@link searchRow}; undefined where nothing is published. Asked for only where a document has to be made. */
  rowAt(place: number): Uint8Array | undefined;
  /** Stands for the bytes of the row; empty where nothing is published. */
  sumAt(place: number): string;
  readonly sources: readonly Choice[];
  readonly tags: readonly Choice[];
}

/** Where the index lies under the output folder. */
const folder = 'search/';

/** How many sources and tags can be chosen, the most frequent ones; others are found by their names. */
const mostChoices = 1000;

/**
 * The documents of the search index (browser/segments.ts has their layout). Their bytes are made when they are asked
 * for, those of a segment from its rows, which are read once if the documents are written in this order.
 *
 * @param changed Places that are not what they were when the index was last made, and new ones, with the rows that were
 *   there (undefined where that is not known). Where it is given, only documents whose bytes this may have changed are
 *   yielded; segments that are no more are not told.
 */
export function* searchIndex(
  archive: SearchedArchive,
  changed?: ReadonlyMap<number, Uint8Array | undefined>,
): Generator<Document> {
  const rows = new LastRows(archive);
  for (const segment of segmentsOf(archive.size)) {
    const concerned = changed ? concernedShards(archive, segment, changed) : 'all';
    if (concerned !== 'all' && concerned.size === 0) continue;
    yield* segmentDocuments(archive, rows, segment, concerned);
  }
  const blocks = changed
    ? new Set([...changed.keys()].sort((a, b) => a - b).map((place) => Math.floor(place / factsBlock)))
    : Array.from({ length: Math.ceil(archive.size / factsBlock) }, (_, block) => block);
  for (const block of blocks) yield factsDocument(archive, block);
  yield { path: `${folder}index.json`, chunks: [Buffer.from(indexText(archive))] };
}

/** The shards that a change of places concerns, with that of the dates as `dates`. */
type Concerned = 'all' | ReadonlySet<number | 'dates'>;

function concernedShards(
  archive: SearchedArchive,
  segment: Segment,
  changed: ReadonlyMap<number, Uint8Array | undefined>,
): Concerned {
  const concerned = new Set<number | 'dates'>();
  const shards = shardsOf(segment);
  for (const [place, bytes] of changed) {
    if (place < segment.start || place >= segment.start + segment.length) continue;
    if (!bytes) return 'all';
    const before = linesIn(bytes);
    const after = linesIn(archive.rowAt(place) ?? nothing);
    for (let shard = 0; shard < mostShards; shard++) {
      if (!haveSameTerms(before[shard + 1], after[shard + 1])) concerned.add(shard & (shards - 1));
    }
    if (dateIn(before[0]) !== dateIn(after[0])) concerned.add('dates');
  }
  return concerned;
}

/** In whatever order. */
function haveSameTerms(line = '', other = ''): boolean {
  return line === other || line.split(' ').sort().join(' ') === other.split(' ').sort().join(' ');
}

const nothing = new Uint8Array();

function linesIn(row: Uint8Array): string[] {
  const lines = Buffer.from(row).toString().split('\n');
  return Array.from({ length: mostShards + 1 }, (_, i) => lines[i] ?? '');
}

function* segmentDocuments(
  archive: SearchedArchive,
  rows: LastRows,
  segment: Segment,
  concerned: Concerned,
): Generator<Document> {
  const key = keyOf(archive, segment.start, segment.length);
  for (let shard = 0; shard < shardsOf(segment); shard++) {
    if (concerned === 'all' || concerned.has(shard)) {
      yield lazy(folder + shardPath(segment, shard), key, () => shardText(rows.of(segment), shardsOf(segment), shard));
    }
  }
  if (concerned === 'all' || concerned.has('dates')) {
    yield lazy(folder + datesPath(segment), key, () => datesText(rows.of(segment)));
  }
}

function factsDocument(archive: SearchedArchive, block: number): Document {
  const start = block * factsBlock;
  const length = Math.min(factsBlock, archive.size - start);
  return lazy(folder + factsPath(block), keyOf(archive, start, length), () => {
    const facts = Array.from({ length }, (_, i) => {
      const row = archive.rowAt(start + i);
      return row ? Buffer.from(row.subarray(0, row.indexOf(lineFeed))).toString() : 'null';
    });
    return `[\n${facts.join(',\n')}\n]\n`;
  });
}

function lazy(path: string, key: string, text: () => string): Document {
  return {
    path,
    key,
    get chunks() {
      return [Buffer.from(text())];
    },
  };
}

function keyOf(archive: SearchedArchive, start: number, length: number): string {
  const sums = Array.from({ length }, (_, i) => archive.sumAt(start + i));
  return sha256(`${indexFormat} ${start}\n${sums.join('\n')}`).slice(0, 32);
}

/** The rows of the segment that was asked for last: those of one only are ever in memory. */
class LastRows {
  readonly #archive: SearchedArchive;
  #segment: Segment | undefined;
  #rows: readonly Row[] = [];

  constructor(archive: SearchedArchive) {
    this.#archive = archive;
  }

  of(segment: Segment): readonly Row[] {
    if (this.#segment === segment) return this.#rows;
    const { start, length } = segment;
    this.#rows = [];
    this.#rows = Array.from({ length }, (_, i) => rowIn(this.#archive.rowAt(start + i) ?? nothing));
    this.#segment = segment;
    return this.#rows;
  }
}

/** @param shards How many the segment has. */
function shardText(rows: readonly Row[], shards: number, shard: number): string {
  const postings = new Map<string, Postings>();
  for (const [place, row] of rows.entries()) {
    for (let line = shard; line < mostShards; line += shards) addPostings(postings, place, lineIn(row, line + 1));
  }
  const terms = [...postings.keys()].sort(byCodeUnit);
  return terms.map((term) => postingsLine(term, postings.get(term) as Postings)).join('');
}

function datesText(rows: readonly Row[]): string {
  const days = rows.map((row) => {
    const date = dateIn(lineIn(row, 0));
    return date === undefined ? undefined : dayOf(date);
  });
  return `${writtenDays(days)}\n`;
}

/** A row, and where each of its lines ends. */
interface Row {
  readonly bytes: Buffer;
  readonly ends: Uint16Array | Uint32Array;
}

/** @param bytes As they are until the next are read. */
function rowIn(bytes: Uint8Array): Row {
  const ends = new (bytes.length < 0x10000 ? Uint16Array : Uint32Array)(mostShards + 1);
  let line = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lineFeed) ends[line++] = at;
  ends.fill(bytes.length, line);
  return { bytes: Buffer.from(bytes), ends };
}

const lineFeed = 0x0a;

function lineIn({ bytes, ends }: Row, line: number): string {
  const start = line === 0 ? 0 : (ends[line - 1] as number) + 1;
  const end = ends[line] as number;
  return start < end ? bytes.toString('utf8', start, end) : '';
}

/** Places of a term in a segment, ascending: all of them, and those where it stands in the title, and in a name. */
interface Postings {
  readonly places: number[];
  readonly inTitle: number[];
  readonly inName: number[];
}

function addPostings(postings: Map<string, Postings>, place: number, line: string): void {
  if (line === '') return;
  for (const written of line.split(' ')) {
    const inTitle = written.startsWith(marks.title);
    const inName = written.startsWith(marks.name);
    const term = inTitle || inName ? written.slice(1) : written;
    let known = postings.get(term);
    if (!known) {
      known = { places: [], inTitle: [], inName: [] };
      postings.set(term, known);
    }
    known.places.push(place);
    if (inTitle) known.inTitle.push(place);
    else if (inName) known.inName.push(place);
  }
}

function postingsLine(term: string, { places, inTitle, inName }: Postings): string {
  const columns = [term, ...[places, inTitle, inName].map(writtenPlaces)];
  return `${columns.join('\t').trimEnd()}\n`;
}

/** @param facts JSON of {@link Facts}; empty where nothing is. */
function dateIn(facts: string | undefined): string | undefined {
  return facts ? (JSON.parse(facts) as Facts).date : undefined;
}

function indexText({ size, sources, tags }: SearchedArchive): string {
  const facts: IndexFacts = {
    format: indexFormat,
    places: size,
    sources: mostFrequent(sources),
    tags: mostFrequent(tags),
  };
  return `${JSON.stringify(facts)}\n`;
}

function mostFrequent(choices: readonly Choice[]): Choice[] {
  return choices
    .map(({ slug, name, count }) => ({ slug, name, count }))
    .sort((a, b) => b.count - a.count || byCodeUnit(a.slug, b.slug))
    .slice(0, mostChoices);
}

/**
 * How the search index is laid out, for those who write it and those who read it.
 *
 * An entry has a place, its rank in the order of first publication, kept for ever. Places are divided into segments, the
 * terms of a segment into shards; a shard is a text of lines, one a term, in the order of their code units:
 *
 *     term TAB places [TAB those where it stands in title or tags [TAB those where it stands in a name]]
 *
 * Places count from the start of the segment. Each is written as what it is more than the one before it, in digits of
 * five bits, the lowest first; a digit after which the number goes on is 32 higher.
 */

import { isSpaceless } from './tokens.ts';

/** Of all that is written here: a reader that knows another one does not try. */
export const indexFormat = 1;

export interface Segment {
  /** The first place. */
  readonly start: number;
  /** In places. */
  readonly length: number;
  /** Of them at the most; the last segment is filled up before it becomes one of another size. */
  readonly room: number;
}

/** Shards are of about 15 KB where articles have a thousand words, of Chinese ones of 100 KB. */
const sizes: readonly (readonly [places: number, shards: number])[] = [
  [8192, 256],
  [2048, 128],
  [512, 32],
  [128, 16],
];

/** Of the last segment, which is written anew whenever an entry is added. */
const shardsOfRest = 2;

/** Of the largest segments; a power of two, as all these numbers are. */
export const mostShards = 256;

/** Places whose facts are in one document. */
export const factsBlock = 32;

/**
 * The segments of an index of so many places: as many of the largest size as there are full, of the rest the same with
 * the next size, then a rest below 128. One place more changes the rest, and only every 128th makes another segment.
 */
export function segmentsOf(places: number): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (const [room] of sizes) {
    for (; start + room <= places; start += room) segments.push({ start, length: room, room });
  }
  if (start < places) segments.push({ start, length: places - start, room: 127 });
  return segments;
}

export function shardsOf({ room }: Segment): number {
  return sizes.find(([size]) => size === room)?.[1] ?? shardsOfRest;
}

/**
 * The shard of a term. Terms that begin with the same three characters (in scripts without spaces, with the same one)
 * share a shard, so that all that begin with what was typed are found in one. What is shorter stands alone, as do the
 * names of sources and tags. Where there are half as many shards, two have become one: the number is that of
 * {@link mostShards}, without its higher bits.
 *
 * @param shards How many there are.
 */
export function shardOf(term: string, shards: number): number {
  return beginningHash(term) & (shards - 1);
}

/** FNV-1a over UTF-16 code units, its upper half folded onto the lower. */
function beginningHash(term: string): number {
  const end = isFilter(term) ? term.length : beginningOf(term);
  let hash = 0x811c9dc5;
  for (let i = 0; i < end; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Characters of a beginning that is enough to know the shard. */
const enough = 3;

/** In UTF-16 code units. */
function beginningOf(term: string): number {
  const first = term.charCodeAt(0);
  // The first of the scripts without spaces is Thai.
  const characters = first >= 0xe00 && isSpaceless(firstOf(term)) ? 1 : enough;
  let end = 0;
  for (let i = 0; i < characters && end < term.length; i++) end += isHigh(term.charCodeAt(end)) ? 2 : 1;
  return Math.min(end, term.length);
}

function firstOf(term: string): string {
  return term.slice(0, isHigh(term.charCodeAt(0)) ? 2 : 1);
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

/** Whether all terms that begin so are in one shard. */
export function canBeBeginning(term: string): boolean {
  return isSpaceless(firstOf(term)) || [...term].length >= enough;
}

/** By which the entries of a source or tag are found; no word begins with a colon. */
export function filterTerm(kind: 'source' | 'tag', slug: string): string {
  return `:${kind}:${slug}`;
}

function isFilter(term: string): boolean {
  return term.startsWith(':');
}

/** Addresses under the folder of the index. The last segment has the same whatever its length. */
function folderOf({ start, room }: Segment): string {
  return `${start}-${room}`;
}

export function shardPath(segment: Segment, shard: number): string {
  return `${folderOf(segment)}/${shard}.txt`;
}

export function datesPath(segment: Segment): string {
  return `${folderOf(segment)}/dates.txt`;
}

/** @param block Number of the block of {@link factsBlock} places. */
export function factsPath(block: number): string {
  return `facts/${block}.json`;
}

/** What a result shows. */
export interface Facts {
  /** Of publication, `YYYY-MM-DD` in the zone of the site. */
  readonly date: string;
  readonly title: string;
  /** Of the page, relative to the output folder; or absolute. */
  readonly href: string;
  /** Name. */
  readonly source?: string;
  readonly summary: string;
  /** BCP 47. */
  readonly language?: string;
}

/** `index.json`. */
export interface IndexFacts {
  readonly format: number;
  readonly places: number;
  readonly sources: readonly Choice[];
  readonly tags: readonly Choice[];
}

/** A source or tag to choose. */
export interface Choice {
  readonly slug: string;
  readonly name: string;
  /** Entries. */
  readonly count: number;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A number from 0 up. */
function written(number: number): string {
  let text = '';
  let rest = number;
  for (; rest >= 32; rest = Math.floor(rest / 32)) text += digits.charAt(32 + (rest % 32));
  return text + digits.charAt(rest);
}

/** The numbers of a text of {@link written} ones; what is no digit is passed over. */
export function* numbersIn(text: string): Generator<number> {
  let number = 0;
  let unit = 1;
  for (let i = 0; i < text.length; i++) {
    const digit = digits.indexOf(text.charAt(i));
    number += (digit & 31) * unit;
    unit *= 32;
    if (digit >= 32) continue;
    yield number;
    number = 0;
    unit = 1;
  }
}

/** @param places Ascending. */
export function writtenPlaces(places: readonly number[]): string {
  let text = '';
  let before = 0;
  for (const place of places) {
    text += written(place - before);
    before = place;
  }
  return text;
}

/**
 * Days of publication, by place: `A` where nothing is, else one more than the distance to the day before it in the
 * text, which is doubled, and one less than that where it goes back.
 *
 * @param days Since 1970-01-01.
 */
export function writtenDays(days: readonly (number | undefined)[]): string {
  let text = '';
  let before = 0;
  for (const day of days) {
    if (day === undefined) text += written(0);
    else {
      const distance = day - before;
      text += written(1 + (distance < 0 ? -2 * distance - 1 : 2 * distance));
      before = day;
    }
  }
  return text;
}

export function daysIn(text: string): (number | undefined)[] {
  let day = 0;
  return Array.from(numbersIn(text), (number) => {
    if (number === 0) return undefined;
    const distance = number - 1;
    day += distance % 2 === 0 ? distance / 2 : -(distance + 1) / 2;
    return day;
  });
}

const dayMs = 86_400_000;

/** Days since 1970-01-01 of a date like `2026-03-14`; NaN where it is none. */
export function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

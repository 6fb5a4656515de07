import { createHash } from 'node:crypto';
import type { Kind } from './kind.ts';

/** A feed document cut at the borders of its entries. What is between two entries belongs to the second. */
export interface CutFeed {
  /** All before the first entry, with what is said of the feed as a whole. */
  readonly head: Uint8Array;
  readonly entries: readonly { readonly key: number; readonly bytes: Uint8Array }[];
  readonly tail: Uint8Array;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Undefined for what has no entries, or is no document of the format. */
export function cutFeed(bytes: Uint8Array, format: NonNullable<Kind['feed']>): CutFeed | undefined {
  // A character a byte: all that is looked for is ASCII, and UTF-8 has no ASCII byte within another character.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const spans = format === 'json' ? jsonItems(text) : xmlElements(text, format === 'rss' ? 'item' : 'entry');
  const [first] = spans;
  if (!first) return undefined;
  const entries = spans.map(({ start, end }) => ({ key: entryKey(bytes.subarray(start, end)), start, end }));
  return {
    head: bytes.subarray(0, first.start),
    entries: entries.map(({ key, end }, i) => {
      const start = spans[i - 1]?.end ?? first.start;
      return { key, bytes: bytes.subarray(start, end) };
    }),
    tail: bytes.subarray(entries.at(-1)?.end),
  };
}

/** Names an entry by its bytes: a revised entry is another. 48 bits, so that a thousand of them take 8 KB. */
function entryKey(bytes: Uint8Array): number {
  return createHash('sha256').update(bytes).digest().readUIntBE(0, 6);
}

/**
 * The document with only those of its entries that an earlier one did not have (RFC 3229, instance manipulation `feed`);
 * undefined where that saves nothing. It holds no word of completeness: readers would drop all other entries.
 */
export function deltaOf(
  cut: CutFeed,
  earlier: Iterable<number>,
  format: NonNullable<Kind['feed']>,
): Buffer | undefined {
  const known = new Set(earlier);
  const fresh = cut.entries.filter(({ key }) => !known.has(key));
  if (fresh.length === cut.entries.length) return undefined;
  const first = fresh[0]?.bytes;
  return Buffer.concat([
    format === 'json' ? cut.head : withoutCompleteness(cut.head),
    ...(first ? [withoutSeparator(first)] : []),
    ...fresh.slice(1).map(({ bytes }) => bytes),
    cut.tail,
  ]);
}

/** RFC 5005 2: what is not in a complete feed belongs to it no longer. */
function withoutCompleteness(head: Uint8Array): Uint8Array {
  return Buffer.from(
    Buffer.from(head)
      .toString()
      .replace(/\s*<fh:complete\/>/, ''),
  );
}

/** Of the entry that comes first now: JSON has commas between two. */
function withoutSeparator(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x2c ? bytes.subarray(1) : bytes;
}

/** The elements of a name that stand outside any other of that name. */
function xmlElements(text: string, name: string): Span[] {
  const spans: Span[] = [];
  let start: number | undefined;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const end = endOfMarkup(text, at);
    if (end === undefined) return [];
    if (start === undefined && opens(text, at + 1, name) && text[end - 2] !== '/') start = at;
    else if (start !== undefined && text[at + 1] === '/' && opens(text, at + 2, name)) {
      spans.push({ start, end });
      start = undefined;
    }
    at = end;
  }
  return spans;
}

function opens(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at) && /[\s/>]/.test(text[at + name.length] ?? '');
}

/** What may hold `<` or `>` that mean nothing. */
const enclosed: readonly (readonly [string, string])[] = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
];

function endOfMarkup(text: string, at: number): number | undefined {
  const [, closing] = enclosed.find(([opening]) => text.startsWith(opening, at)) ?? [];
  if (closing !== undefined) return after(text, closing, at);
  const end = /["'>]/g;
  end.lastIndex = at;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    if (match[0] === '>') return end.lastIndex;
    const quote = after(text, match[0], end.lastIndex);
    if (quote === undefined) return undefined;
    end.lastIndex = quote;
  }
  return undefined;
}

function after(text: string, wanted: string, from: number): number | undefined {
  const at = text.indexOf(wanted, from);
  return at < 0 ? undefined : at + wanted.length;
}

/** The objects in the member `items` of the outermost object. */
function jsonItems(text: string): Span[] {
  const spans: Span[] = [];
  const structure = /["{}[\]]/g;
  let depth = 0;
  let start = 0;
  let key = '';
  let inItems = false;
  for (let match = structure.exec(text); match !== null; match = structure.exec(text)) {
    const [found] = match;
    if (found === '"') {
      structure.lastIndex = endOfString(text, match.index);
      if (depth === 1) key = text.slice(match.index + 1, structure.lastIndex - 1);
    } else if (found === '{' || found === '[') {
      if (depth === 1) inItems = key === 'items';
      if (depth === 2 && inItems) start = match.index;
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 2 && inItems) spans.push({ start, end: match.index + 1 });
    }
  }
  return spans;
}

/** Just behind the string that begins here. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

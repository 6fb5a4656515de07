import type { Entry, EntryContent, Withdrawn } from '../archive/entry.ts';
import type { Packed } from '../article/stored.ts';
import type { FeedFormat } from '../config/config.ts';
import { characterData } from '../text/escape.ts';
import type { Instant } from '../text/instant.ts';
import type { Person } from '../text/person.ts';

/** A file to publish: where, and its bytes in pieces, so that nothing is ever joined into one string. */
export interface Document {
  /** Under the output folder, `/`-separated. */
  readonly path: string;
  readonly chunks: readonly Chunk[];
  /** Stands for the bytes where it is cheaper to tell than they are; they are asked for where it is another than before. */
  readonly key?: string;
}

/** Of an entry that was looked at when it was rendered, nothing but what the documents it stands in have to know. */
export interface PackedEntry extends Packed {
  /** Which no other entry of a document may have. */
  readonly id?: string;
  /** Prefixes that the head of a document has to declare. */
  readonly prefixes: readonly string[];
}

export type Chunk = Uint8Array | PackedEntry;

/** Absolute, by format. */
export type Addresses = Readonly<Partial<Record<FeedFormat, string>>>;

/** The place of a document among those of its feed (RFC 5005). */
export type Place =
  /** Section 2: there is no other entry than those it holds. */
  | { readonly is: 'complete' }
  /** Section 4: older entries stand in archive documents, of which this is the newest that holds any. */
  | { readonly is: 'subscription'; readonly previous: Addresses }
  /** Section 4. */
  | {
      readonly is: 'archive';
      readonly previous?: Addresses | undefined;
      readonly next?: Addresses | undefined;
      /** The subscription documents. */
      readonly current: Addresses;
    };

/** What a feed document says of itself, whatever its format. */
export interface FeedFacts {
  readonly title: string;
  readonly description: string;
  /** Permanent id of the feed (RFC 4287 4.2.6): a `tag:` URI that no change of address touches. */
  readonly id: string;
  /** Absolute URL of what the feed is about. */
  readonly home: string;
  /** Of the document itself, in each of its formats. */
  readonly urls: Addresses;
  /** Of WebSub, which tell of changes to it; only of a document that is polled. */
  readonly hubs?: readonly string[];
  /** Absent where entries are missing from it that no other document holds. */
  readonly place?: Place | undefined;
  /** BCP 47; `und` where nobody said. */
  readonly language: string;
  /** Authors of entries that name none; never empty (RFC 4287 4.1.1). */
  readonly authors: readonly Person[];
  /** Of the latest change in it; never the moment of the run. */
  readonly updated: Instant;
}

/** A format's two halves: an entry by itself, and what stands around entries. Entries are joined by `between`. */
export interface FeedRenderer {
  readonly fileName: string;
  readonly between: string;
  /** @param siteId RFC 4151 tagging entity, for ids that the format cannot take. */
  entry(entry: EntryFacts, siteId: string): string;
  envelope(facts: FeedFacts): { readonly head: string; readonly tail: string };
  /** What an entry that was taken back leaves, between head and entries; absent where the format knows nothing like it. */
  tombstone?(withdrawn: Withdrawn, siteId: string): string;
}

/** What a document says of an entry depends on nothing else, so that its bytes are the same in every feed. */
export type EntryFacts = EntryContent &
  Pick<
    Entry,
    | 'id'
    | 'title'
    | 'link'
    | 'externalUrl'
    | 'source'
    | 'authors'
    | 'published'
    | 'updated'
    | 'tags'
    | 'language'
    | 'enclosures'
  >;

/** Who wrote an entry, as far as it says; a clipping without an author is its source's. */
export function creditsOf({ authors, source }: EntryFacts): readonly Person[] {
  if (authors.length > 0 || !source) return authors;
  return [{ name: source.name, ...(source.url && { url: source.url }) }];
}

export const generator = 'Hayloft';

/**
 * An XML element of plain text, for what `feed` has no way to write; empty where no text is given. Attributes without
 * a value are left out. On one line: validators look for references on the line where the element begins.
 */
export function element(name: string, attributes: Record<string, string | undefined>, text?: string): string {
  const written = Object.entries(attributes)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => ` ${key}="${characterData(value)}"`)
    .join('');
  return text === undefined ? `<${name}${written}/>` : `<${name}${written}>${characterData(text)}</${name}>`;
}

/** RFC 5005: of `fh:complete` and `fh:archive`. */
export const historyNamespace = 'xmlns:fh="http://purl.org/syndication/history/1.0"';

/** What RFC 5005 has a document of Atom say of its place; of RSS in the same words (appendix B). */
export function placeElements(place: Place, format: 'atom' | 'rss'): string[] {
  if (place.is === 'complete') return [element('fh:complete', {})];
  const [name, type] = format === 'atom' ? ['link', 'application/atom+xml'] : ['atom:link', 'application/rss+xml'];
  const link = (rel: string, urls: Addresses | undefined) =>
    urls?.[format] ? [element(name, { rel, href: urls[format], type })] : [];
  const previous = link('prev-archive', place.previous);
  if (place.is === 'subscription') return previous;
  return [
    element('fh:archive', {}),
    ...previous,
    ...link('next-archive', place.next),
    ...link('current', place.current),
  ];
}

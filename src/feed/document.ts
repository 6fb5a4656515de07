import type { Entry } from '../archive/entry.ts';
import type { FeedFormat } from '../config/config.ts';
import { characterData } from '../text/escape.ts';
import type { Instant } from '../text/instant.ts';
import type { Person } from '../text/person.ts';

/** What a feed document says of itself, whatever its format. */
export interface FeedFacts {
  readonly title: string;
  readonly description: string;
  /** Permanent id of the feed (RFC 4287 4.2.6): a `tag:` URI that no change of address touches. */
  readonly id: string;
  /** Absolute URL of what the feed is about. */
  readonly home: string;
  /** Absolute URLs at which each format is polled. */
  readonly urls: Readonly<Partial<Record<FeedFormat, string>>>;
  /** BCP 47; `und` where nobody said. */
  readonly language: string;
  /** Authors of entries that name none; never empty (RFC 4287 4.1.1). */
  readonly authors: readonly Person[];
  /** Of the latest of its entries; never the moment of the run. */
  readonly updated: Instant;
}

/** A format's two halves: an entry by itself, and what stands around entries. Entries are joined by `between`. */
export interface FeedRenderer {
  readonly fileName: string;
  readonly between: string;
  /** @param siteId RFC 4151 tagging entity, for ids that the format cannot take. */
  entry(entry: EntryFacts, siteId: string): string;
  envelope(facts: FeedFacts): { readonly head: string; readonly tail: string };
}

/** What a document says of an entry depends on nothing else, so that its bytes are the same in every feed. */
export type EntryFacts = Pick<
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
  | 'summary'
  | 'html'
  | 'image'
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

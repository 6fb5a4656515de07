import type { Enclosure, MediaFile } from '../article/article.ts';
import type { Instant } from '../text/instant.ts';
import type { Person } from '../text/person.ts';

/** An article as feeds and the archive index show it (RFC 4287 4.1.2). */
export interface Entry {
  /** Permanent, opaque, compared byte for byte (RFC 4287 4.2.6). */
  readonly id: string;
  /** Why the id is what it is, for `hayloft explain`. */
  readonly idFrom: 'front matter' | 'source URL' | 'source URL and path' | 'path';
  readonly path: string;
  readonly file: string;
  readonly title: string;
  /** Absolute; where a reader goes on a click. */
  readonly link: string;
  /** The article's own page. */
  readonly page: string;
  /** The original of a clipping. */
  readonly externalUrl?: string;
  readonly source?: Source;
  readonly authors: readonly Person[];
  readonly published: Instant;
  /** No two entries of an archive share it, see archive/updated.ts. */
  readonly updated: Instant;
  readonly tags: readonly Tag[];
  /** BCP 47. */
  readonly language?: string;
  readonly summary: string;
  /** Empty where feeds show only the summary. */
  readonly html: string;
  readonly image?: string;
  readonly enclosures: readonly Enclosure[];
  readonly media: readonly MediaFile[];
  /** SHA-256, hex, of what a subscriber would notice. */
  readonly contentHash: string;
}

/** Where entries come from, one for all ways in which articles name it. */
export interface Source {
  readonly slug: string;
  readonly name: string;
  /** Home page. */
  readonly url?: string;
  /** Its own feed; without it RSS `<source>` cannot be written (RSS 2.0). */
  readonly feed?: string;
}

export interface Tag {
  readonly slug: string;
  readonly name: string;
}

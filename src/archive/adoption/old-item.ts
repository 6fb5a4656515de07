import type { Instant } from '../../text/instant.ts';

/** An item of a feed that another program published, in whatever format. */
export interface OldItem {
  /** The file it was read from, as messages name it. */
  readonly feed: string;
  /** What readers know it by, as written: Atom and JSON Feed `id`, RSS `guid`, else the link. */
  readonly id: string;
  /** Plain text, or what the feed takes for it: some hold markup, or escape twice. */
  readonly title?: string;
  /** Absolute http(s): its link first, then others that it names for itself. */
  readonly addresses: readonly string[];
  /** The site's home page as the feed states it, absolute: paths of addresses are compared below it, too. */
  readonly home?: string;
  readonly published?: Instant;
  readonly updated?: Instant;
  /** Its content, or what there is of it. */
  readonly html?: string;
  /** Whether `html` is said to be all of it, rather than a summary. */
  readonly isWhole: boolean;
}

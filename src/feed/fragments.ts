import type { Entry } from '../archive/entry.ts';
import type { FeedFormat } from '../config/config.ts';
import { renderers } from './renderers.ts';

/** How much of an entry is shown. */
export type Extent = 'full' | 'summary';

/** The bytes of an entry in one format. */
export type Fragments = (format: FeedFormat, entry: Entry, extent: Extent) => Uint8Array;

/** Bytes. */
const roomForFragments = 128 * 1024 * 1024;

/**
 * Entries rendered when first asked for and kept for other documents while there is room; what finds none is rendered
 * again each time. What is there stays: archive documents are made from one end to the other, feed by feed, and where
 * the latest took the place of the earliest, each would be gone before its turn comes again.
 *
 * @param siteId RFC 4151 tagging entity, for ids that a format cannot take.
 * @param room Bytes.
 */
export function fragmentsOf(siteId: string, room = roomForFragments): Fragments {
  const none = () => new Map<string, Uint8Array>();
  const kept = {
    full: { rss: none(), atom: none(), json: none() },
    summary: { rss: none(), atom: none(), json: none() },
  };
  let left = room;
  return (format, entry, extent) => {
    const known = kept[extent][format].get(entry.id);
    if (known) return known;
    const shown = extent === 'full' ? entry : { ...entry, html: '' };
    const bytes = Buffer.from(renderers[format].entry(shown, siteId));
    if (bytes.length <= left) {
      left -= bytes.length;
      kept[extent][format].set(entry.id, bytes);
    }
    return bytes;
  };
}

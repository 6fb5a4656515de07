import type { Entry, EntryContent } from '../archive/entry.ts';
import type { Version } from '../archive/ledger/ledger.ts';
import { contentOf } from '../article/content-bytes.ts';
import type { Stored } from '../article/stored.ts';
import type { FeedFormat } from '../config/config.ts';
import { indexItem } from './archive-index-item.ts';
import type { Chunk } from './document.ts';
import { renderers } from './renderers.ts';

/** How much of an entry is shown. */
export type Extent = 'full' | 'summary';

/** The bytes of an entry, as it stands in documents. */
export interface Fragments {
  of(format: FeedFormat, entry: Entry, extent: Extent): Chunk;
  /** Its item in the archive index. */
  item(entry: Entry): Chunk;
}

/** An entry by itself, with all that is shown of it. */
export interface FragmentSource {
  readonly entry: Entry;
  /** Every version that was published, oldest first. */
  readonly versions: readonly Pick<Version, 'at' | 'content'>[];
}

/** @param siteId RFC 4151 tagging entity, for ids that a format cannot take. */
export function renderEntry(
  format: FeedFormat,
  entry: Entry,
  content: EntryContent,
  extent: Extent,
  siteId: string,
): Uint8Array {
  const isShown = extent === 'full' && entry.isFull;
  const shown = { ...entry, ...content, ...(!isShown && { html: '' }) };
  return Buffer.from(renderers[format].entry(shown, siteId));
}

/** @param content Of the entry. */
export function renderItem({ entry, versions }: FragmentSource, content: EntryContent): Uint8Array {
  return Buffer.from(JSON.stringify(indexItem(entry, content.summary, versions)));
}

/**
 * Entries that are rendered already, and others when they are asked for, which are kept.
 *
 * @param bytesOf Reads what is stored.
 * @param versionsOf By id; of entries that it does not know there is one.
 * @param renderedAs By id, what is rendered of an entry in full.
 */
export function fragmentsOf(
  siteId: string,
  bytesOf: (stored: Stored) => Uint8Array,
  versionsOf: (id: string) => readonly Pick<Version, 'at' | 'content'>[] = () => [],
  renderedAs: (id: string, form: FeedFormat | 'index') => Chunk | undefined = () => undefined,
): Fragments {
  const kept = new Map<string, Uint8Array>();
  const once = (key: string, render: () => Uint8Array) => {
    const bytes = kept.get(key) ?? render();
    kept.set(key, bytes);
    return bytes;
  };
  const contentOfEntry = ({ content }: Entry) => contentOf(bytesOf(content));
  return {
    of(format, entry, extent) {
      const { id, isFull } = entry;
      const whole = extent === 'full' || !isFull ? renderedAs(id, format) : undefined;
      const render = () => renderEntry(format, entry, contentOfEntry(entry), extent, siteId);
      return whole ?? once(`${format} ${extent} ${id}`, render);
    },
    item(entry) {
      const { id } = entry;
      const render = () => renderItem({ entry, versions: versionsOf(id) }, contentOfEntry(entry));
      return renderedAs(id, 'index') ?? once(`item ${id}`, render);
    },
  };
}

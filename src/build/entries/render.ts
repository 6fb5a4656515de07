import type { Entry } from '../../archive/entry.ts';
import type { KnownEntry } from '../../archive/ledger/ledger.ts';
import { contentOf } from '../../article/content-bytes.ts';
import { isPacked, type Stored } from '../../article/stored.ts';
import type { FeedFormat } from '../../config/config.ts';
import { checkedEntry } from '../../feed/check/check-documents.ts';
import type { Chunk } from '../../feed/document.ts';
import { renderEntry, renderItem } from '../../feed/fragments.ts';
import type { PackReader, PackWriter } from '../cache/pack.ts';

/** What is kept of an entry: its bytes in a format, its item in the archive index, and what is known of it. */
export type Form = FeedFormat | 'index' | 'row';

export interface RenderTask {
  readonly known: KnownEntry;
  /** Absent where it is not published. */
  readonly entry?: Entry;
  readonly forms: readonly Form[];
}

export type Rendered = Partial<Record<Form, Chunk>>;

interface Packs {
  readonly from: PackReader;
  readonly to: PackWriter;
}

/** Renders entries in full, each form once, and looks at what came out; what has a defect is not kept. */
export function renderAll(tasks: readonly RenderTask[], siteId: string, packs: Packs): Rendered[] {
  return packs.to.during(() => tasks.map((task) => render(task, siteId, packs)));
}

function render({ entry, known, forms }: RenderTask, siteId: string, { from, to }: Packs): Rendered {
  const content = once(() => contentOf(from.read((entry as Entry).content)));
  const chunks = forms.map((form): [Form, Chunk] => {
    if (form === 'row') return [form, packedRow(to.put(rowBytes({ known, ...(entry && { entry }) })))];
    const bytes =
      form === 'index'
        ? renderItem({ entry: entry as Entry, versions: known.versions }, content())
        : renderEntry(form, entry as Entry, content(), 'full', siteId);
    const { defects, id, prefixes = [] } = checkedEntry(form, bytes);
    // The document check looks at it once more, and names the document.
    const stored = defects.length > 0 ? bytes : to.put(bytes);
    return [form, isPacked(stored) ? { ...stored, ...(id !== undefined && { id }), prefixes } : stored];
  });
  return Object.fromEntries(chunks);
}

/** An entry as a run left it. */
export interface EntryRow {
  readonly known: KnownEntry;
  /** Absent where it is not published. */
  readonly entry?: Entry;
}

function rowBytes(row: EntryRow): Uint8Array {
  return Buffer.from(JSON.stringify(row));
}

/** @param bytes Of the form `row`. */
export function entryRowOf(bytes: Uint8Array): EntryRow {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
}

function packedRow(stored: Stored): Chunk {
  return isPacked(stored) ? { ...stored, prefixes: [] } : stored;
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

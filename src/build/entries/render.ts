import type { Entry } from '../../archive/entry.ts';
import type { KnownEntry } from '../../archive/ledger/ledger.ts';
import type { ArticleContent } from '../../article/article.ts';
import { contentOf } from '../../article/content-bytes.ts';
import { isPacked, type Stored } from '../../article/stored.ts';
import { checkedEntry } from '../../feed/check/check-documents.ts';
import type { Chunk } from '../../feed/document.ts';
import { renderEntry, renderItem } from '../../feed/fragments.ts';
import type { PackReader, PackWriter } from '../cache/pack.ts';
import type { Form } from './form.ts';

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

/**
 * Renders entries in full, each form once, and looks at what came out; what has a defect is not kept. All of one form
 * lie one behind the other, as documents want them.
 */
export function renderAll(tasks: readonly RenderTask[], siteId: string, packs: Packs): Rendered[] {
  return packs.to.during(() => {
    const rendered = tasks.map((): { [Name in Form]?: Chunk } => ({}));
    const contents = tasks.map(({ entry, forms }) =>
      entry && forms.some((form) => form !== 'row') ? contentOf(packs.from.read(entry.content)) : undefined,
    );
    for (const form of new Set(tasks.flatMap(({ forms }) => forms))) {
      for (const [i, task] of tasks.entries()) {
        if (!task.forms.includes(form)) continue;
        const chunks = rendered[i] as { [Name in Form]?: Chunk };
        chunks[form] = render(form, task, contents[i] as ArticleContent, siteId, packs.to);
      }
    }
    return rendered;
  });
}

function render(
  form: Form,
  { entry, known }: RenderTask,
  content: ArticleContent,
  siteId: string,
  to: PackWriter,
): Chunk {
  if (form === 'row') return packedRow(to.put(rowBytes({ known, ...(entry && { entry }) })));
  const bytes =
    form === 'index'
      ? renderItem({ entry: entry as Entry, versions: known.versions }, content)
      : renderEntry(form, entry as Entry, content, 'full', siteId);
  const { defects, id, prefixes = [] } = checkedEntry(form, bytes);
  // The document check looks at it once more, and names the document.
  const stored = defects.length > 0 ? bytes : to.put(bytes);
  return isPacked(stored) ? { ...stored, ...(id !== undefined && { id }), prefixes } : stored;
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

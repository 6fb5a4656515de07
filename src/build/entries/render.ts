import type { Entry, Withdrawn } from '../../archive/entry.ts';
import { withdrawnAs } from '../../archive/history.ts';
import type { KnownEntry } from '../../archive/ledger/ledger.ts';
import type { ArticleContent } from '../../article/article.ts';
import { contentOf } from '../../article/content-bytes.ts';
import { isPacked, type Stored } from '../../article/stored.ts';
import { checkedEntry } from '../../feed/check/check-documents.ts';
import type { Chunk } from '../../feed/document.ts';
import { renderEntry, renderItem } from '../../feed/fragments.ts';
import type { EntryPages } from '../../site/entry-pages.ts';
import type { PackReader, PackWriter } from '../cache/pack.ts';
import { type Form, type PageForm, pageForms } from './form.ts';

export interface RenderTask {
  readonly known: KnownEntry;
  /** Absent where it is not published. */
  readonly entry?: Entry;
  readonly forms: readonly Form[];
  /** Under the output folder, where its page is written; of those of which the form `page` is wanted. */
  readonly page?: string;
}

export type Rendered = Partial<Record<Form, Chunk>>;

interface Packs {
  readonly from: PackReader;
  readonly to: PackWriter;
}

/** What entries are rendered with beside what they are. */
export interface RenderMeans {
  /** RFC 4151 tagging entity. */
  readonly siteId: string;
  /** Where forms of pages are wanted. */
  readonly pages?: { readonly made: EntryPages; readonly site: Parameters<typeof withdrawnAs>[1] } | undefined;
}

/**
 * Renders entries in full, each form once, and looks at what came out; what has a defect is not kept. All of one form
 * lie one behind the other, as documents want them.
 */
export function renderAll(tasks: readonly RenderTask[], means: RenderMeans, packs: Packs): Rendered[] {
  return packs.to.during(() => {
    const rendered = tasks.map((): { [Name in Form]?: Chunk } => ({}));
    const contents = tasks.map(({ entry, forms }) =>
      entry && forms.some((form) => form !== 'row') ? contentOf(packs.from.read(entry.content)) : undefined,
    );
    for (const form of new Set(tasks.flatMap(({ forms }) => forms))) {
      for (const [i, task] of tasks.entries()) {
        if (!task.forms.includes(form)) continue;
        const chunks = rendered[i] as { [Name in Form]?: Chunk };
        chunks[form] = render(form, task, contents[i] as ArticleContent, means, packs.to);
      }
    }
    return rendered;
  });
}

function render(form: Form, task: RenderTask, content: ArticleContent, means: RenderMeans, to: PackWriter): Chunk {
  const { entry, known } = task;
  if (form === 'row') return withoutEntry(to.put(rowBytes({ known, ...(entry && { entry }) })));
  if (isPageForm(form)) return withoutEntry(to.put(pageBytes(form, task, content, means)));
  const bytes =
    form === 'index'
      ? renderItem({ entry: entry as Entry, versions: known.versions }, content)
      : renderEntry(form, entry as Entry, content, 'full', means.siteId);
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

function isPageForm(form: Form): form is PageForm {
  return (pageForms as readonly Form[]).includes(form);
}

function pageBytes(
  form: PageForm,
  { entry, known, page = '' }: RenderTask,
  content: ArticleContent,
  { pages }: RenderMeans,
): Uint8Array {
  const { made, site } = pages as NonNullable<typeof pages>;
  if (!entry) return Buffer.from(made.withdrawn(page, withdrawnAs(known, site) as Withdrawn));
  if (form === 'search') return made.search(entry, content);
  return Buffer.from(form === 'card' ? made.card(entry, content) : made.page(page, entry, content, known.versions));
}

/** What is no entry of a feed document. */
function withoutEntry(stored: Stored): Chunk {
  return isPacked(stored) ? { ...stored, prefixes: [] } : stored;
}

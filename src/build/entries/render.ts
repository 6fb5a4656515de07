import type { Entry } from '../../archive/entry.ts';
import type { Version } from '../../archive/ledger/ledger.ts';
import { contentOf } from '../../article/content-bytes.ts';
import { isPacked } from '../../article/stored.ts';
import type { FeedFormat } from '../../config/config.ts';
import { checkedEntry } from '../../feed/check/check-documents.ts';
import type { Chunk } from '../../feed/document.ts';
import { renderEntry, renderItem } from '../../feed/fragments.ts';
import type { PackReader, PackWriter } from '../cache/pack.ts';

/** What an entry is rendered as: a format, or its item in the archive index. */
export type Form = FeedFormat | 'index';

export interface RenderTask {
  readonly entry: Entry;
  /** Every version that was published, oldest first. */
  readonly versions: readonly Pick<Version, 'at' | 'content'>[];
  readonly forms: readonly Form[];
}

export type Rendered = Partial<Record<Form, Chunk>>;

/** Renders entries in full, each form once, and looks at what came out; what has a defect is not kept. */
export function renderAll(
  tasks: readonly RenderTask[],
  siteId: string,
  packs: { readonly from: PackReader; readonly to: PackWriter },
): Rendered[] {
  return packs.to.during(() => tasks.map((task) => render(task, siteId, packs)));
}

function render(
  { entry, versions, forms }: RenderTask,
  siteId: string,
  { from, to }: { readonly from: PackReader; readonly to: PackWriter },
): Rendered {
  const content = contentOf(from.read(entry.content));
  return Object.fromEntries(
    forms.map((form) => {
      const bytes =
        form === 'index' ? renderItem({ entry, versions }, content) : renderEntry(form, entry, content, 'full', siteId);
      const { defects, id, prefixes = [] } = checkedEntry(form, bytes);
      // The document check looks at it once more, and names the document.
      const stored = defects.length > 0 ? bytes : to.put(bytes);
      return [form, isPacked(stored) ? { ...stored, ...(id !== undefined && { id }), prefixes } : stored];
    }),
  );
}

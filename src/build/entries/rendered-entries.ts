import type { Entry } from '../../archive/entry.ts';
import type { KnownEntry, Ledger } from '../../archive/ledger/ledger.ts';
import { isPacked } from '../../article/stored.ts';
import type { Config } from '../../config/config.ts';
import { type Fragments, fragmentsOf } from '../../feed/fragments.ts';
import { keepsHistory } from '../../feed/history.ts';
import type { FeedPlan } from '../../feed/plan.ts';
import { type Rendering, renderingsIn } from '../cache/catalog.ts';
import { sumOf } from '../cache/pack.ts';
import type { Table } from '../cache/table.ts';
import type { Workforce } from '../workforce.ts';
import type { Form, Rendered, RenderTask } from './render.ts';

/** Every entry in all the forms that documents want. */
export interface RenderedEntries {
  readonly fragments: Fragments;
  readonly renderings: readonly Rendering[];
  /** How many had to be rendered. */
  readonly count: number;
}

/** Renders what documents want and the cache does not have. */
export async function renderEntries(
  entries: readonly Entry[],
  plans: readonly FeedPlan[],
  ledger: Ledger,
  config: Config,
  catalog: Table | undefined,
  workforce: Workforce,
  onProgress: (done: number, total: number) => void,
): Promise<RenderedEntries> {
  const wanted = wantedForms(plans, config);
  const known = knownRenderings(catalog);
  const published = new Map(entries.map((entry) => [entry.id, entry]));
  const rendered = new Map<string, Rendered>();
  const keys = new Map<string, string>();
  const tasks: RenderTask[] = [];
  for (const one of ledger.entries.values()) {
    const { id } = one;
    const entry = published.get(id);
    const key = keyOf(one, entry, config.siteId);
    const has = (key !== undefined && known(id, key)) || {};
    const forms: Form[] = entry ? ['row', 'index', ...(wanted.get(id) ?? [])] : ['row'];
    const lacking = forms.filter((form) => has[form] === undefined);
    rendered.set(id, has);
    if (key !== undefined) keys.set(id, key);
    if (lacking.length > 0) tasks.push({ known: one, ...(entry && { entry }), forms: lacking });
  }
  const made = await workforce.render(tasks, (done) => onProgress(done, tasks.length));
  for (const [
    i,
    {
      known: { id },
    },
  ] of tasks.entries())
    rendered.set(id, { ...rendered.get(id), ...made[i] });

  const rarely = fragmentsOf(
    config.siteId,
    (stored) => workforce.packs.read(stored),
    (id) => ledger.entries.get(id)?.versions ?? [],
  );
  return {
    count: tasks.length,
    renderings: [...rendered].map(([id, forms]) => ({ id, key: keys.get(id) ?? '', rendered: forms })),
    fragments: {
      of(format, entry, extent) {
        const whole = extent === 'full' || !entry.isFull ? rendered.get(entry.id)?.[format] : undefined;
        return whole ?? rarely.of(format, entry, extent);
      },
      item: (entry) => rendered.get(entry.id)?.index ?? rarely.item(entry),
    },
  };
}

/** By id, the formats of the documents in which an entry may stand. */
function wantedForms(plans: readonly FeedPlan[], config: Config): ReadonlyMap<string, ReadonlySet<Form>> {
  const wanted = new Map<string, Set<Form>>();
  for (const plan of plans) {
    const { entries, shape } = plan;
    const shown = keepsHistory(plan, config) ? entries : entries.slice(0, shape.entries);
    for (const { id } of shown) {
      const forms = wanted.get(id) ?? new Set();
      for (const format of shape.formats) forms.add(format);
      wanted.set(id, forms);
    }
  }
  return wanted;
}

/**
 * What an entry's bytes follow from; undefined where its content is in memory only. Of the program the cache knows by
 * itself.
 */
export function keyOf(known: KnownEntry, entry: Entry | undefined, siteId: string): string | undefined {
  if (!entry) return sumOf(Buffer.from(JSON.stringify([known])));
  const { content, ...facts } = entry;
  return isPacked(content) ? sumOf(Buffer.from(JSON.stringify([siteId, facts, content.sum, known]))) : undefined;
}

function knownRenderings(catalog: Table | undefined): (id: string, key: string) => Rendered | undefined {
  if (!catalog) return () => undefined;
  const renderings = renderingsIn(catalog);
  const rows = new Map(Array.from(catalog.text('entries.id'), (id, row) => [id, row]));
  return (id, key) => {
    const row = rows.get(id);
    if (row === undefined) return undefined;
    const known = renderings.at(row);
    return known.key === key ? known.rendered : undefined;
  };
}

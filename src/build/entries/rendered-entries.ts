import type { Entry } from '../../archive/entry.ts';
import type { KnownEntry, Ledger } from '../../archive/ledger/ledger.ts';
import { isPacked } from '../../article/stored.ts';
import type { Config } from '../../config/config.ts';
import { type Fragments, fragmentsOf } from '../../feed/fragments.ts';
import { keepsHistory } from '../../feed/history.ts';
import type { FeedPlan } from '../../feed/plan.ts';
import { renderingsIn } from '../cache/catalog.ts';
import { sumOf } from '../cache/pack.ts';
import type { Table } from '../cache/table.ts';
import type { Workforce } from '../workforce.ts';
import { type Form, forms } from './form.ts';
import type { Rendered, RenderTask } from './render.ts';
import { RenderedRows } from './rendered-rows.ts';

/** Every entry in all the forms that documents want. */
export interface RenderedEntries {
  readonly fragments: Fragments;
  /** By place in the order of first publication. */
  readonly rendered: RenderedRows;
  /** By the same place, what it was rendered from; empty where that is in memory only. */
  readonly keys: readonly string[];
  /** How many had to be rendered. */
  readonly count: number;
}

/** What pages want to be rendered. */
export interface PagesWanted {
  /** By place, where the page of an entry is written under the output folder. */
  readonly paths: ReadonlyMap<number, string>;
  readonly hasSearch: boolean;
  /** Stands for what they depend on beside the entries. */
  readonly key: string;
}

/** Renders what documents want and the cache does not have. */
export async function renderEntries(
  entries: readonly Entry[],
  plans: readonly FeedPlan[],
  ledger: Ledger,
  config: Config,
  catalog: Table | undefined,
  workforce: Workforce,
  pages: PagesWanted | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<RenderedEntries> {
  const rendered = new RenderedRows([...ledger.entries.keys()]);
  const lacking = wantedForms(plans, ledger, config);
  const inLists = pages ? bitOf.card | (pages.hasSearch ? bitOf.search : 0) : 0;
  const published = new Map(entries.map((entry) => [entry.id, entry]));
  const keys: string[] = [];
  const known = knownRenderings(catalog);
  let count = 0;
  for (const one of ledger.entries.values()) {
    const { id, order } = one;
    const entry = published.get(id);
    const key = keyOf(one, entry, config.siteId, pages?.key ?? '') ?? '';
    keys.push(key);
    lacking[order] = entry ? (lacking[order] as number) | bitOf.index | bitOf.row | inLists : bitOf.row;
    if (pages?.paths.has(order)) lacking[order] = (lacking[order] as number) | bitOf.page;
    const has = (key !== '' && known(id, key)) || {};
    for (const form of forms) {
      const chunk = has[form];
      if (!chunk) continue;
      rendered.set(order, form, chunk);
      lacking[order] = (lacking[order] as number) & ~bitOf[form];
    }
    if (lacking[order] !== 0) count += 1;
  }
  // Made when a thread is ready for it: of many entries these would be as large as what they give.
  function* tasks(): Generator<RenderTask> {
    for (const one of ledger.entries.values()) {
      const missing = lacking[one.order] as number;
      const entry = published.get(one.id);
      const page = pages?.paths.get(one.order);
      const rest = { ...(entry && { entry }), ...(page !== undefined && { page }) };
      if (missing !== 0) yield { known: one, ...rest, forms: formsIn(missing) };
    }
  }
  let done = 0;
  await workforce.renderEach(tasks(), count, ({ known: { order }, forms }, made) => {
    for (const form of forms) {
      const chunk = made[form];
      if (chunk) rendered.set(order, form, chunk);
    }
    onProgress(++done, count);
  });

  const fragments = fragmentsOf(
    config.siteId,
    (stored) => workforce.packs.read(stored),
    (id) => ledger.entries.get(id)?.versions ?? [],
    (id, form) => {
      const row = ledger.entries.get(id)?.order;
      return row === undefined ? undefined : rendered.get(row, form);
    },
  );
  return { count, rendered, keys, fragments };
}

const bitOf: Readonly<Record<Form, number>> = {
  rss: 1,
  atom: 2,
  json: 4,
  index: 8,
  row: 16,
  page: 32,
  card: 64,
  search: 128,
};

function formsIn(bits: number): Form[] {
  return forms.filter((form) => bits & bitOf[form]);
}

/** By place, the formats of the documents in which an entry may stand, as {@link bitOf} has them. */
function wantedForms(plans: readonly FeedPlan[], { entries: known }: Ledger, config: Config): Uint8Array {
  const wanted = new Uint8Array(known.size);
  for (const plan of plans) {
    const { entries, shape } = plan;
    const shown = keepsHistory(plan, config) ? entries : entries.slice(0, shape.entries);
    const bits = shape.formats.reduce((sum, format) => sum | bitOf[format], 0);
    for (const { id } of shown) {
      const order = known.get(id)?.order;
      if (order !== undefined) wanted[order] = (wanted[order] as number) | bits;
    }
  }
  return wanted;
}

/**
 * What an entry's bytes follow from; undefined where its content is in memory only. Of the program the cache knows by
 * itself.
 */
export function keyOf(
  known: KnownEntry,
  entry: Entry | undefined,
  siteId: string,
  pagesKey: string,
): string | undefined {
  if (!entry) return sumOf(Buffer.from(JSON.stringify([pagesKey, known])));
  const { content, ...facts } = entry;
  return isPacked(content)
    ? sumOf(Buffer.from(JSON.stringify([siteId, pagesKey, facts, content.sum, known])))
    : undefined;
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

import type { Entry } from '../../archive/entry.ts';
import type { Ledger } from '../../archive/ledger/ledger.ts';
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
  const versionsOf = (id: string) => ledger.entries.get(id)?.versions ?? [];
  const wanted = wantedForms(plans, config);
  const known = knownRenderings(catalog);
  const rendered = new Map<string, Rendered>();
  const keys = new Map<string, string>();
  const tasks: RenderTask[] = [];
  for (const entry of entries) {
    const { id } = entry;
    const versions = versionsOf(id).map(({ at, content }) => ({ at, content }));
    const key = keyOf(entry, versions, config.siteId);
    const before = key === undefined ? undefined : known(id, key);
    const has = { ...before };
    const forms: Form[] = ['index', ...(wanted.get(id) ?? [])];
    const lacking = forms.filter((form) => has[form] === undefined);
    rendered.set(id, has);
    if (key !== undefined) keys.set(id, key);
    if (lacking.length > 0) tasks.push({ entry, versions, forms: lacking });
  }
  const made = await workforce.render(tasks, (done) => onProgress(done, tasks.length));
  for (const [i, { entry }] of tasks.entries()) rendered.set(entry.id, { ...rendered.get(entry.id), ...made[i] });

  const rarely = fragmentsOf(config.siteId, (stored) => workforce.packs.read(stored), versionsOf);
  return {
    count: tasks.length,
    renderings: [...keys].map(([id, key]) => ({ id, key, rendered: rendered.get(id) as Rendered })),
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
function keyOf(entry: Entry, versions: RenderTask['versions'], siteId: string): string | undefined {
  const { content, ...facts } = entry;
  if (!isPacked(content)) return undefined;
  return sumOf(Buffer.from(JSON.stringify([siteId, facts, content.sum, versions.length > 1 ? versions : []])));
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

import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isPacked, type Stored } from '../../article/stored.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { filesOf, type Reading } from '../articles/read-articles.ts';
import type { ReadRow } from '../articles/read-row.ts';
import { forms } from '../entries/form.ts';
import type { RenderedRows } from '../entries/rendered-rows.ts';
import type { MadeDocument, PublishedBefore } from '../output/publish.ts';
import { isSystemError } from '../system-error.ts';
import type { Cache } from './cache.ts';
import { type DocumentRow, writeDocuments, writeRenderings } from './catalog.ts';
import { fileStatOf } from './file-stat.ts';
import { type FileReading, writeReadings } from './readings.ts';
import { unwritableCache } from './report.ts';
import { noPack, TableWriter } from './table.ts';
import { type World, writeWorld } from './world.ts';

/** A run, as far as the next one can do with it. */
export interface RunRecord extends Omit<World, 'readings'> {
  /** Which no other run has. */
  readonly id: string;
  readonly reading: Reading;
  /** One an entry, in the order of first publication. */
  readonly rendered: RenderedRows;
  /** By row, what they were rendered from; empty where no other run can tell. */
  readonly keys: readonly string[];
  readonly documents: {
    readonly made: ReadonlyMap<string, MadeDocument>;
    readonly known: PublishedBefore;
  };
}

/** Leaves for the next run what this one read, rendered and published. That it cannot is no failure of the run. */
export function saveCatalog(cache: Cache, config: Config, run: RunRecord, from: string): Diagnostic[] {
  const { reading, rendered, keys, documents } = run;
  const { scans, results, takenAt, store } = reading;
  const readings = filesOf(scans).map(({ folder, file }, i) => ({ folder, file, row: results[i] as ReadRow }));
  const catalog = new TableWriter();
  const isSimple = run.isSimple && isSimplyConfigured(config) && isAllPacked(readings, rendered);
  try {
    writeReadings(catalog, readings, { config, takenAt, scans, pictures: store?.indexStat() });
    writeRenderings(catalog, rendered, keys);
    writeDocuments(catalog, published(config.output, documents));
    writeWorld(catalog, { ...run, readings, isSimple });
    cache.save(catalog, run.id);
    cache.clear(
      packsOf(
        readings.map(({ row }) => row),
        rendered,
      ),
    );
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [unwritableCache(seenFrom(from, cache.folder), error)];
  }
}

/** What these ask for depends on more than the entries that change. */
function isSimplyConfigured({ articles, tombstones, versions }: Config): boolean {
  return versions && !tombstones && !articles.some(({ pictures, keep }) => pictures || keep);
}

function isAllPacked(readings: readonly FileReading[], rendered: RenderedRows): boolean {
  return (
    readings.every(({ row }) => row.grounds !== undefined || row.article === undefined) &&
    !rendered.columns('row').pack.includes(noPack)
  );
}

/** What lies in the output folder now; without what changed since it was put there. */
function published(output: string, { made, known }: RunRecord['documents']): DocumentRow[] {
  return [...made].flatMap(([path, document]): DocumentRow[] => {
    const before = known.get(path);
    if (before && before === document) return [{ path, ...before }];
    const stats = lstatSync(join(output, path), { throwIfNoEntry: false });
    return stats?.isFile() ? [{ path, ...document, stat: fileStatOf(stats) }] : [];
  });
}

function packsOf(rows: readonly ReadRow[], rendered: RenderedRows): Set<number> {
  const packs = new Set<number>();
  const uses = (stored: Stored | undefined) => {
    if (stored && isPacked(stored)) packs.add(stored.pack);
  };
  for (const { article, grounds } of rows) {
    uses(article?.content);
    uses(grounds?.row);
  }
  for (const form of forms) for (const pack of rendered.columns(form).pack) if (pack !== noPack) packs.add(pack);
  return packs;
}

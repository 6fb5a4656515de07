import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isPacked, type Stored } from '../../article/stored.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { filesOf, type Reading } from '../articles/read-articles.ts';
import type { ReadRow } from '../articles/read-row.ts';
import type { KnownDocument, MadeDocument } from '../output/publish.ts';
import { isSystemError } from '../system-error.ts';
import type { Cache } from './cache.ts';
import { type DocumentRow, documentsIn, type Rendering, writeDocuments, writeRenderings } from './catalog.ts';
import { fileStatOf } from './file-stat.ts';
import { writeReadings } from './readings.ts';
import { unwritableCache } from './report.ts';
import { type Table, TableWriter } from './table.ts';

/** By path. */
export function* documentRows(catalog: Table): Generator<[string, KnownDocument]> {
  const documents = documentsIn(catalog);
  for (let row = 0; row < documents.length; row++) {
    const { path, ...document } = documents.at(row);
    yield [path, document];
  }
}

/** Leaves for the next run what this one read, rendered and published. That it cannot is no failure of the run. */
export function saveCatalog(
  cache: Cache,
  config: Config,
  reading: Reading,
  renderings: readonly Rendering[],
  documents: {
    readonly made: ReadonlyMap<string, MadeDocument>;
    readonly known: ReadonlyMap<string, KnownDocument>;
  },
  from: string,
): Diagnostic[] {
  const { scans, results, takenAt, store } = reading;
  const readings = filesOf(scans).map(({ folder, file }, i) => ({ folder, file, row: results[i] as ReadRow }));
  const catalog = new TableWriter();
  try {
    writeReadings(catalog, readings, { config, takenAt, scans, pictures: store?.indexStat() });
    writeRenderings(catalog, renderings);
    writeDocuments(catalog, published(config.output, documents));
    cache.save(
      catalog,
      packsOf(
        readings.map(({ row }) => row),
        renderings,
      ),
    );
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [unwritableCache(seenFrom(from, cache.folder), error)];
  }
}

/** What lies in the output folder now; without what changed since it was put there. */
function published(output: string, { made, known }: Parameters<typeof saveCatalog>[4]): DocumentRow[] {
  return [...made].flatMap(([path, document]): DocumentRow[] => {
    const before = known.get(path);
    if (before === document) return [{ path, ...before }];
    const stats = lstatSync(join(output, path), { throwIfNoEntry: false });
    return stats?.isFile() ? [{ path, ...document, stat: fileStatOf(stats) }] : [];
  });
}

function packsOf(rows: readonly ReadRow[], renderings: readonly Rendering[]): Set<number> {
  const packs = new Set<number>();
  const uses = (stored: Stored | undefined) => {
    if (stored && isPacked(stored)) packs.add(stored.pack);
  };
  for (const { article, grounds } of rows) {
    uses(article?.content);
    uses(grounds?.row);
  }
  for (const { rendered } of renderings) for (const chunk of Object.values(rendered)) uses(chunk);
  return packs;
}

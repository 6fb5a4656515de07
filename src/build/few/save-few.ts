import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { originalKey } from '../../archive/mint.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { PageRow } from '../../feed/archive-index.ts';
import type { ComposedFeed } from '../../feed/compose.ts';
import type { Instant } from '../../text/instant.ts';
import type { Cache } from '../cache/cache.ts';
import { patchDocuments, patchRenderings } from '../cache/catalog.ts';
import { fileStatOf } from '../cache/file-stat.ts';
import { amendLastRun } from '../cache/last-run.ts';
import { Patch } from '../cache/patch.ts';
import { patchReadings } from '../cache/readings.ts';
import { unwritableCache } from '../cache/report.ts';
import { type Table, TableWriter } from '../cache/table.ts';
import { entryState, fileState, noRow, pathKey, textKey, type WorldHead } from '../cache/world.ts';
import { changesByName, distinct, publishedFeed } from '../conclude.ts';
import type { BuildOptions } from '../options.ts';
import type { KnownDocument, Publication } from '../output/publish.ts';
import type { BuildResult } from '../result.ts';
import { isSystemError } from '../system-error.ts';
import type { ChangedEntry, ChangedWorld } from './few-documents.ts';
import type { FewEntries } from './few-entries.ts';
import type { FileChanges, FilesFound } from './file-changes.ts';
import type { KnownWorld } from './known-world.ts';
import type { Found } from './run-few.ts';

/** What a run over few files made. */
interface FewMade {
  readonly files: FilesFound;
  readonly changes: FileChanges;
  readonly few: FewEntries;
  readonly after: ChangedWorld;
  readonly feeds: readonly (ComposedFeed | undefined)[];
  readonly media: Readonly<Record<string, number>>;
  readonly pages: ReadonlyMap<number, PageRow>;
  readonly publication: Publication;
  readonly known: ReadonlyMap<string, KnownDocument>;
  readonly missing: readonly Diagnostic[];
}

interface Surroundings {
  readonly config: Config;
  readonly options: BuildOptions;
  readonly cache: Cache;
  readonly world: KnownWorld;
  readonly found: Found;
}

/** Leaves for the next run what this one changed, and says what it came to. */
export function saveFew(made: FewMade, around: Surroundings): BuildResult {
  const { config, options, cache, found } = around;
  const { from } = options;
  const told = toldNow(made, around);
  const result = resultOf(made, around, told);
  const isArticle = new Set(made.files.toRead.map(({ folder, file }) => `${folder} ${file.absolute}`));
  const hashes = new Map(made.changes.read.map(({ folder, file, row }) => [`${folder} ${file.absolute}`, row.hash]));
  const place = ({ folder, inside }: { folder: number; inside: string }) =>
    `${folder} ${join(found.lastRun.snapshot.folders[folder]?.root ?? '', inside)}`;
  const snapshot = found.differences.amended?.({
    isArticle: (each) => isArticle.has(place(each)),
    hashOf: (each) => hashes.get(place(each)),
    watched: watchedNow(made, around),
  });
  if (!snapshot) throw new Error('what is odd is no small change');
  const run = `${snapshot.takenAt} ${process.pid}`;
  const catalog = new TableWriter();
  patchAll(new Patch(cache.catalog as Table, catalog), catalog, made, around, told, snapshot.takenAt);
  catalog.json('run', run);
  try {
    cache.keep(catalog);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { ...result, diagnostics: [...result.diagnostics, unwritableCache(seenFrom(from, cache.folder), error)] };
  }
  const unwritten = amendLastRun(config, options, found.lastRun, {
    snapshot,
    result,
    at: Math.max(options.now, made.few.recording.at),
    catalog: run,
    settled: made.changes.read.every(({ row }) => row.wanted === undefined),
  });
  return { ...result, diagnostics: [...result.diagnostics, ...unwritten] };
}

function resultOf(
  { changes, few, feeds, publication, missing }: FewMade,
  { world, options }: Surroundings,
  told: WorldHead['told'],
): BuildResult {
  const due = nextDue(changes, few, world, options.now);
  const now = feeds.filter((feed) => feed !== undefined);
  const { plan } = publication;
  const totals = few.totals;
  return {
    outcome: 'published',
    files: countFiles(changes, world),
    published: totals.published,
    kept: 0,
    changes: changesByName(few.recording.changes, [...few.entries.values()]),
    feeds: now.map(publishedFeed),
    documents: plan.documents,
    removed: plan.remove,
    ...(due !== undefined && { nextDue: due }),
    diagnostics: [...told.reading, ...told.recording, ...distinct(now.flatMap(({ diagnostics }) => diagnostics)), ...missing],
  };
}

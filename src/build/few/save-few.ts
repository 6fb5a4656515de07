import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownEntry } from '../../archive/ledger/ledger.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';
import type { PageRow } from '../../feed/archive-index.ts';
import type { ComposedFeed } from '../../feed/compose.ts';
import type { Instant } from '../../text/instant.ts';
import { type Grounds, isSettled } from '../articles/read-row.ts';
import type { Cache } from '../cache/cache.ts';
import { mapped, patchDocuments, patchRenderings } from '../cache/catalog.ts';
import { fileStatOf } from '../cache/file-stat.ts';
import { amendLastRun, lastingOf, type WatchedFile } from '../cache/last-run.ts';
import { Patch } from '../cache/patch.ts';
import { type FileReading, patchReadings } from '../cache/readings.ts';
import { unwritableCache } from '../cache/report.ts';
import { type Table, TableWriter } from '../cache/table.ts';
import { hashesOf, noRow, originalOf, pathKey, stateOf, stateOfFile, textKey, type WorldHead } from '../cache/world.ts';
import { changesByName, distinct, firstAfter, publishedFeed } from '../conclude.ts';
import type { BuildOptions } from '../options.ts';
import { manifestName } from '../output/manifest.ts';
import { nameIn } from '../output/media.ts';
import type { Publication, PublishedBefore } from '../output/publish.ts';
import type { Sitemaps } from '../pages/page-documents.ts';
import type { BuildResult } from '../result.ts';
import { ledgerName } from '../state/ledger-file.ts';
import { versionFolders } from '../state/versions.ts';
import { isSystemError } from '../system-error.ts';
import type { FewDifferences } from '../unchanged.ts';
import { byPlan, type ChangedWorld, totals } from './few-documents.ts';
import type { FewEntries } from './few-entries.ts';
import type { FileChanges, FilesFound } from './file-changes.ts';
import type { KnownWorld } from './known-world.ts';

/** What a run over few files made. */
interface FewMade {
  readonly files: FilesFound;
  readonly changes: FileChanges;
  readonly few: FewEntries;
  readonly after: ChangedWorld;
  readonly feeds: readonly (ComposedFeed | undefined)[];
  readonly media: Readonly<Record<string, number>>;
  readonly pages: ReadonlyMap<number, PageRow>;
  readonly sitemaps: Sitemaps;
  readonly publication: Publication;
  readonly known: PublishedBefore;
  readonly missing: readonly Diagnostic[];
}

interface Surroundings {
  readonly config: Config;
  readonly options: BuildOptions;
  readonly cache: Cache;
  readonly world: KnownWorld;
  readonly found: FewDifferences;
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
  const snapshot = found.differences.amended({
    isArticle: (each) => isArticle.has(place(each)),
    hashOf: (each) => hashes.get(place(each)),
    watched: watchedNow(made, around),
  });
  const run = `${snapshot.takenAt} ${process.pid}`;
  const catalog = new TableWriter();
  patchAll(new Patch(cache.catalog as Table, catalog), made, around, told, snapshot.takenAt);
  try {
    cache.save(catalog, run);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { ...result, diagnostics: [...result.diagnostics, unwritableCache(seenFrom(from, cache.folder), error)] };
  }
  const unwritten = amendLastRun(config, options, found.lastRun, {
    snapshot,
    result,
    at: options.now,
    ...(result.nextDue !== undefined && { nextDue: result.nextDue }),
    catalog: run,
    settled: made.changes.read.every(({ row }) => isSettled(row)),
  });
  return { ...result, diagnostics: [...result.diagnostics, ...unwritten] };
}

function resultOf(
  { files, changes, few, after, feeds, publication, missing }: FewMade,
  { world, options }: Surroundings,
  told: ToldNow,
): BuildResult {
  const due = firstAfter(options.now, dues(changes, world));
  const now = feeds.filter((feed) => feed !== undefined).sort(byPlan);
  const { plan } = publication;
  return {
    outcome: 'published',
    files: countFiles(files, world),
    published: totals(after).published,
    kept: 0,
    changes: changesByName(few.recording.changes, [...few.entries.values()]),
    feeds: now.map(publishedFeed),
    documents: plan.documents,
    removed: plan.remove,
    ...(due !== undefined && { nextDue: due }),
    diagnostics: [
      ...told.reading,
      ...told.recording,
      ...distinct(now.flatMap(({ diagnostics }) => diagnostics)),
      ...missing,
    ],
  };
}

function countFiles({ toRead, gone }: FilesFound, { columns, files }: KnownWorld): number {
  let count = toRead.filter(({ at }) => at >= files).length - gone.size;
  for (const key of columns.filePathKey) if (key !== 0) count += 1;
  return count;
}

/** When articles are to come out that are held back because of their date. */
function* dues({ rows, read }: FileChanges, { table }: KnownWorld): Generator<Instant> {
  for (const [row, due] of table.f64('files.due').entries()) if (!rows.has(row)) yield due;
  for (const { row } of read) if (row.dueAt !== undefined) yield row.dueAt;
}

/** No file that came, changed or went has to do with it here. */
const toldByScan: DiagnosticCode = 'file/name-differs-by-case';

interface ToldNow {
  readonly reading: readonly Diagnostic[];
  readonly recording: readonly Diagnostic[];
}

const toldOfPages: ReadonlySet<DiagnosticCode> = new Set(['page/taken', 'page/not-written']);

function fileBefore(place: number, world: KnownWorld): string | undefined {
  return place < world.size ? world.entry(place).entry?.file : undefined;
}

/** What was told before, but for what is about files that were looked at again. */
function toldNow({ changes, few, after }: FewMade, { world, found }: Surroundings): ToldNow {
  const { recording, readings } = world.head.told;
  const reading = found.lastRun.result().diagnostics.slice(0, readings);
  const shown = (rows: Iterable<number>) =>
    new Set(Array.from(rows, (row) => (row < world.files ? world.columns.shown.at(row) : '')));
  const read = shown(changes.rows);
  const concerned = shown([...few.concerned.files, ...changes.rows]);
  const changed = new Set(Array.from(after.changed.keys(), (place) => fileBefore(place, world)));
  // Who has no page did not change when those did that it was held against.
  const isOver = (file: string, code: DiagnosticCode) => (toldOfPages.has(code) ? changed : concerned).has(file);
  return {
    reading: [
      ...reading.filter(({ code, file }) => file === undefined || !read.has(file) || code === toldByScan),
      ...changes.read.flatMap(({ row }) => row.diagnostics),
    ],
    recording: [
      ...lastingOf(recording).filter(({ code, file }) => file === undefined || !isOver(file, code)),
      ...few.recording.diagnostics,
    ],
  };
}

/** Absolute paths. */
function watchedNow({ changes, publication, known }: FewMade, { config, world, found }: Surroundings) {
  const watched = new Set(found.lastRun.snapshot.watched.paths);
  const { made, plan } = publication;
  const add = new Map<string, WatchedFile>();
  const watch = (path: string, hash?: string) => add.set(path, { path, ...(hash !== undefined && { hash }) });
  for (const { row } of changes.read) {
    for (const file of row.grounds?.opened ?? []) if (!watched.has(file.path)) add.set(file.path, file);
    for (const { from, to } of row.article?.media ?? []) watch(from, nameIn(to));
  }
  for (const path of plan.write) watch(join(config.output, path));
  for (const [path, document] of made) if (known.get(path) !== document) watch(join(config.output, path));
  watch(join(config.output, manifestName));
  watch(join(config.state, ledgerName));
  for (const path of versionFolders(config.state)) watch(path);
  const opened: Record<number, Grounds['opened']> = world.table.json('files.opened');
  const drop = new Set(plan.remove.map((path) => join(config.output, path)));
  const stillOpened = new Set(
    Object.entries(opened).flatMap(([row, files]) =>
      changes.rows.has(Number(row)) ? [] : files.map(({ path }) => path),
    ),
  );
  for (const row of changes.rows) {
    for (const { path } of opened[row] ?? []) if (!stillOpened.has(path) && !add.has(path)) drop.add(path);
  }
  return { drop, add: [...add.values()] };
}

function patchAll(
  patch: Patch,
  { files, changes, few, after, feeds, media, pages, sitemaps, publication, known }: FewMade,
  { config, cache, world }: Surroundings,
  told: ToldNow,
  takenAt: number,
): void {
  const table = cache.catalog as Table;
  const readings = new Map<number, FileReading | undefined>(Array.from(files.gone, (row) => [row, undefined]));
  for (const { at, folder, file, row } of changes.read) readings.set(at, { folder, file, row });
  const newOthers = files.newOthers.map(({ folder, inside }) => ({ folder, name: inside }));
  patchReadings(patch, table, { takenAt, files: readings, newOthers, goneOthers: files.goneOthers });
  patchRenderings(
    patch,
    table,
    mapped(after.changed, ({ known: { id }, key, rendered }) => ({ id, key, rendered })),
  );
  const { made, plan } = publication;
  const documents = [...made].flatMap(([path, document]) => {
    if (known.get(path) === document) return [];
    const stats = lstatSync(join(config.output, path), { throwIfNoEntry: false });
    return stats ? [{ path, ...document, stat: fileStatOf(stats) }] : [];
  });
  patchDocuments(patch, table, documents, new Set(plan.remove));
  patchFiles(patch, readings, few, world);
  patchEntries(patch, table, after, few, world, changes);
  const shelves = [...after.shelves].filter(
    ([row, shelf]) => row >= world.head.feeds.length || shelf.length !== world.columns.shelves.at(row).length,
  );
  patch.lists('feeds.shelf', new Map([...emptyShelves(after, world), ...shelves]));
  const { tags, sources } = after;
  const head: WorldHead = {
    ...world.head,
    ...totals(after),
    lastAt: few.ledger.lastAt ?? world.head.lastAt,
    aliases: aliasesNow(few, world),
    tags,
    sources,
    feeds: feeds.map((feed) => feed ?? null) as WorldHead['feeds'],
    pages: [...pages],
    sitemaps: [...sitemaps],
    pageless: world.head.pageless.filter((place) => !after.changed.has(place)),
    media,
    told: { readings: told.reading.length, recording: lastingOf(told.recording) },
  };
  patch.json('world', head);
}

/** Every new feed has a row, also one without a history. */
function emptyShelves({ feeds }: ChangedWorld, { head }: KnownWorld): [number, number[]][] {
  return feeds.flatMap((_, row): [number, number[]][] => (row < head.feeds.length ? [] : [[row, []]]));
}

function aliasesNow({ ledger }: FewEntries, { head }: KnownWorld): WorldHead['aliases'] {
  const now = new Map(head.aliases);
  for (const [alias, id] of ledger.ids) if (alias !== id) now.set(alias, id);
  return [...now];
}

function patchFiles(
  patch: Patch,
  readings: ReadonlyMap<number, FileReading | undefined>,
  few: FewEntries,
  world: KnownWorld,
): void {
  patch.u8(
    'files.state',
    mapped(readings, (each) => (each ? stateOfFile(each.row) : gone)),
  );
  patch.u32(
    'files.idKey',
    mapped(readings, (each) => textKey(each?.row.article?.id)),
  );
  patch.u32(
    'files.originalKey',
    mapped(readings, (each) => textKey(each && originalOf(each.row))),
  );
  patch.u32(
    'files.pathKey',
    mapped(readings, (each) => (each ? pathKey(each.file.path) : 0)),
  );
  const entryOf = new Map(Array.from(few.entries, ([order, { file }]) => [file, order]));
  const rows = new Set([...few.concerned.files, ...readings.keys()]);
  const shownAt = (row: number) =>
    readings.get(row)?.file.shown ?? (row < world.files ? world.columns.shown.at(row) : '');
  patch.u32('files.entry', new Map(Array.from(rows, (row) => [row, entryOf.get(shownAt(row)) ?? noRow])));
}

/** Of a row whose file is no more. */
const gone = 0xff;

function patchEntries(
  patch: Patch,
  table: Table,
  { changed, feedsOf, pageKeys }: ChangedWorld,
  few: FewEntries,
  world: KnownWorld,
  changes: FileChanges,
): void {
  const knownAt = new Map(Array.from(few.ledger.entries.values(), (known) => [known.order, known]));
  const of = <Value>(value: (known: KnownEntry, order: number) => Value) =>
    new Map(Array.from(knownAt, ([order, known]) => [order, value(known, order)]));
  const rowOf = new Map(changes.read.map(({ at, file }) => [file.shown, at]));
  for (const row of few.concerned.files) {
    if (!changes.rows.has(row)) rowOf.set(world.columns.shown.at(row), row);
  }
  patch.f64(
    'entries.published',
    of(({ published }) => published),
  );
  patch.f64(
    'entries.updated',
    of(({ updated }) => updated),
  );
  patch.u8(
    'entries.state',
    of((known) => stateOf(known, false)),
  );
  patch.u32(
    'entries.file',
    of((_, order) => rowOf.get(few.entries.get(order)?.file ?? '') ?? noRow),
  );
  patch.u32(
    'entries.idKey',
    of(({ id }) => textKey(id)),
  );
  patch.u32(
    'entries.originalKey',
    of(({ original }) => textKey(original)),
  );
  patch.u32('entries.pageKey', pageKeys);
  patch.lists('entries.feeds', new Map(Array.from(changed.keys(), (order) => [order, feedsOf.get(order) ?? []])));
  patchVersions(patch, table, changed);
}

/** The rows of entries that changed hold their versions of now; what is left over of them stands for none. */
function patchVersions(patch: Patch, table: Table, changed: ChangedWorld['changed']): void {
  const entries = table.u32('versions.entry');
  const free = [...entries.keys()].filter((row) => {
    const entry = entries[row] as number;
    return entry === noRow || changed.has(entry);
  });
  const named = [...changed].flatMap(([order, { known }]) => hashesOf(known).map((hash) => ({ hash, order })));
  const rows = new Map(free.map((row) => [row, { hash: '', order: noRow }]));
  for (const [i, one] of named.entries()) rows.set(free[i] ?? entries.length + i - free.length, one);
  patch.text(
    'versions.file',
    mapped(rows, ({ hash }) => hash),
  );
  patch.u32(
    'versions.entry',
    mapped(rows, ({ order }) => order),
  );
}

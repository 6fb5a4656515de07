import { join } from 'node:path';
import type { Entry } from '../../archive/entry.ts';
import type { Ledger } from '../../archive/ledger/ledger.ts';
import { isPacked } from '../../article/stored.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { PageRow } from '../../feed/archive-index.ts';
import { documentCheck } from '../../feed/check/check-documents.ts';
import type { Document } from '../../feed/document.ts';
import { type Fragments, fragmentsOf } from '../../feed/fragments.ts';
import type { ReadRow } from '../articles/read-row.ts';
import type { ScannedFile } from '../articles/scan.ts';
import type { EarlyReader } from '../articles/workers.ts';
import { Cache } from '../cache/cache.ts';
import { KnownDocuments } from '../cache/known-documents.ts';
import type { PackPlace } from '../cache/pack.ts';
import { hashesOf } from '../cache/world.ts';
import { type Form, listForms, type PageForm } from '../entries/form.ts';
import type { Rendered, RenderTask } from '../entries/render.ts';
import { keyOf as entryKey } from '../entries/rendered-entries.ts';
import type { BuildOptions } from '../options.ts';
import { markdownOf } from '../output/markdown.ts';
import { mediaOf } from '../output/media.ts';
import { publish, stagingName } from '../output/publish.ts';
import { markdownFiles } from '../pages/markdown-files.ts';
import { entryPageDocuments, type PagedArchive, type Sitemaps, siteDocuments } from '../pages/page-documents.ts';
import { setUpPages } from '../pages/set-up.ts';
import type { BuildResult } from '../result.ts';
import { appendEvents, cannotRecord } from '../state/ledger-file.ts';
import { dropHashes, type VersionSource, versionsToKeep } from '../state/versions.ts';
import { isSystemError } from '../system-error.ts';
import type { FewDifferences } from '../unchanged.ts';
import { Workforce } from '../workforce.ts';
import { type ChangedEntry, changedWorld, documentsOf, type FewDocuments } from './few-documents.ts';
import { entriesOf, type FewEntries } from './few-entries.ts';
import { type FewPaths, fewPages, pathsOfFew } from './few-pages.ts';
import { type FileChanges, type FilesFound, filesFound, knownFile } from './file-changes.ts';
import { KnownWorld } from './known-world.ts';
import { saveFew } from './save-few.ts';
import { setUpFor } from './set-up.ts';

/** Of more files than this a whole run makes as little work. */
const mostFiles = 200;

/**
 * A run over a few changed files that looks at nothing but what these concern, however much else there is; it comes to
 * the very same as a run over everything. Undefined, and nothing done, where it cannot tell from so little what that
 * would be, and where a run over everything would refuse.
 *
 * @throws CacheDamaged
 */
export async function runFew(
  config: Config,
  options: BuildOptions,
  lost: () => Diagnostic | undefined,
  found: FewDifferences,
  reader: EarlyReader,
): Promise<BuildResult | undefined> {
  const cache = new Cache(config.state, false);
  const { catalog, folder: cacheFolder, firstPack } = cache;
  if (!catalog || catalog.json<string>('run') !== found.lastRun.catalog) return undefined;
  const { output } = config;
  const staging = join(output, stagingName);
  const [onto, readOnto] = cache.smallPacks();
  const workforce = new Workforce({
    ...{ output, staging, config, firstPack, cache: cacheFolder, isKept: true },
    ...(onto !== undefined && { onto }),
  });
  // The thread that reads adds to another pack than this one.
  const place: PackPlace = { ...cache.placeFor(true), ...(readOnto !== undefined && { onto: readOnto }) };
  let result: BuildResult | undefined;
  try {
    const world = new KnownWorld(catalog, workforce.packs, config);
    if (!world.head.isSimple) return undefined;
    const files = filesFound(found.differences, found.lastRun, world, config);
    if (!files || files.toRead.length > mostFiles || empties(files, world, config)) return undefined;
    result = await runOver(files, { config, options, lost, found, reader, place, cache, workforce, world });
    return result;
  } finally {
    await workforce.end();
    if (!result && !lost()) cache.takeBack();
  }
}

/** A folder in which no article is left may be one that is not mounted. */
function empties({ gone, toRead }: FilesFound, { columns, files }: KnownWorld, { articles }: Config): boolean {
  const left = articles.map(() => 0);
  for (let row = 0; row < files; row++) {
    if (columns.filePathKey[row] !== 0 && !gone.has(row)) left[columns.folder[row] as number] = 1;
  }
  for (const { folder } of toRead) left[folder] = 1;
  return left.includes(0);
}

interface Surroundings {
  readonly config: Config;
  readonly options: BuildOptions;
  readonly lost: () => Diagnostic | undefined;
  readonly found: FewDifferences;
  readonly reader: EarlyReader;
  /** Where what is read is put. */
  readonly place: PackPlace;
  readonly cache: Cache;
  readonly workforce: Workforce;
  readonly world: KnownWorld;
}

async function runOver(files: FilesFound, around: Surroundings): Promise<BuildResult | undefined> {
  const { config, options, reader, place, cache, workforce, world, found } = around;
  // What was published stays so when a clock was set back.
  const latest = Math.max(options.now, world.head.lastAt ?? options.now);
  const setUp = setUpFor(files, world, config, latest, place);
  const rows = await reader.read(setUp, files.toRead);
  void reader.end();
  // What a full disk did not take cannot be taken over by the next run.
  if (rows.some(({ article, grounds }) => article && !grounds)) return undefined;
  const changes: FileChanges = {
    rows: new Set([...files.toRead.map(({ at }) => at), ...files.gone]),
    read: files.toRead.map((file, i) => ({ ...file, row: rows[i] as ReadRow })),
  };
  const few = entriesOf(changes, world, config, options.now);
  const pages = await setUpPages(config);
  const drafts = few && draftsOf(few, pages?.key ?? '', around);
  const places = pages && drafts && pathsOfFew(drafts, world, config);
  if (!drafts || (pages && !places)) return undefined;
  const changed = await changedEntries(drafts, places?.paths, around);
  if (!changed) return undefined;

  const after = changedWorld(world, few, changed, places?.keys ?? new Map(), config);
  const known = new KnownDocuments(cache.catalog, config.output, workforce.packs);
  const made = documentsOf(after, config, fragmentsIn(changed, around), (document) => known.digestOf(document));
  const people = places && made && fewPages(after, made, places, (chunk) => workforce.packs.read(chunk), config);
  if (!made || (pages && !people)) return undefined;

  const media = mediaNow(world, changed);
  const missing: Diagnostic[] = [];
  let sitemaps: Sitemaps = new Map(world.head.sitemaps);
  let indexPages: ReadonlyMap<number, PageRow> = new Map(world.head.pages);
  const documents = function* (entries: readonly Entry[], composed: FewDocuments): Generator<Document> {
    yield* mediaOf(
      entries,
      (path) => known.isPublished(path),
      (diagnostic) => missing.push(diagnostic),
    );
    if (people) yield* entryPageDocuments(people.archive, changed.keys());
    if (people && pages?.hasMarkdown) {
      yield* markdownOf(
        markdownOfFew(people.archive, changed, articleFiles(few, changes, around), config),
        (path, key) => known.isPublished(path, key),
        (diagnostic) => missing.push(diagnostic),
      );
    }
    indexPages = yield* composed.documents();
    if (people && pages) sitemaps = yield* siteDocuments(people.archive, pages, people.change);
  };
  const entries = Array.from(changed.values(), ({ entry }) => entry).filter((entry) => entry !== undefined);
  const isStanding = (path: string) =>
    path.startsWith('media/') ? media[path] !== undefined : !people?.gone.has(path);
  const standing = [...known].filter(([path]) => isStanding(path));
  const publication = await publish(
    config.output,
    seenFrom(options.from, config.output),
    changed.size > 0 ? documents(entries, made) : [],
    true,
    { defectsIn: documentCheck(config), remember: () => remember(few, changes, around) },
    { workforce, isMuch: false, known, standing },
  );
  if (publication.refusals.length > 0) return undefined;
  const left = {
    files,
    changes,
    few,
    after,
    feeds: made.feeds,
    media,
    pages: indexPages,
    sitemaps,
    publication,
    known,
    missing,
  };
  return saveFew(left, { config, options, cache, world, found });
}

/** An entry of which anything changed, before it is rendered. */
type Draft = Omit<ChangedEntry, 'rendered'>;

/** By place, those of which anything changed. Undefined where one could not be put into the cache. */
function draftsOf(few: FewEntries, pagesKey: string, { config, world }: Surroundings): Map<number, Draft> | undefined {
  const drafts = new Map<number, Draft>();
  for (const known of few.ledger.entries.values()) {
    const { order } = known;
    const entry = few.entries.get(order);
    const key = entryKey(known, entry, config.siteId, pagesKey);
    if (key === undefined) return undefined;
    if (order < world.size && world.keyOf(order) === key) continue;
    drafts.set(order, { known, ...(entry && { entry }), key });
  }
  return drafts;
}

/** Undefined where one could not be put into the cache. */
async function changedEntries(
  drafts: ReadonlyMap<number, Draft>,
  pages: FewPaths['paths'] | undefined,
  { config, workforce }: Surroundings,
): Promise<Map<number, ChangedEntry> | undefined> {
  const tasks = Array.from(drafts, ([place, { known, entry }]): RenderTask => {
    const page = pages?.get(place);
    const forms = [...(entry ? formsOf(entry, config) : (['row'] as const)), ...pageFormsOf(entry, page, config)];
    return { known, ...(entry && { entry }), forms, ...(page !== undefined && { page }) };
  });
  const rendered = await workforce.render(tasks);
  if (rendered.some(({ row }) => row === undefined || !isPacked(row))) return undefined;
  return new Map(Array.from(drafts, ([place, draft], i) => [place, { ...draft, rendered: rendered[i] as Rendered }]));
}

function pageFormsOf(entry: Entry | undefined, page: string | undefined, { pages }: Config): PageForm[] {
  if (pages === false) return [];
  return [...(page === undefined ? [] : ['page' as const]), ...(entry ? listForms(pages) : [])];
}

function markdownOfFew(
  archive: PagedArchive,
  changed: ReadonlyMap<number, ChangedEntry>,
  files: ReadonlyMap<string, ScannedFile>,
  config: Config,
) {
  return markdownFiles(
    archive,
    changed.keys(),
    (place) => (changed.get(place) as ChangedEntry).known.file,
    (shown) => files.get(shown)?.absolute,
    config,
  );
}

/** Whatever documents may ask for. */
function formsOf(entry: Entry, config: Config): Form[] {
  const { feed, groups, feeds } = config;
  const forms = new Set<Form>(['row', 'index', ...feed.formats]);
  if (groups.sources && entry.source) for (const format of groups.sources.formats) forms.add(format);
  if (groups.tags && entry.tags.length > 0) for (const format of groups.tags.formats) forms.add(format);
  for (const { formats } of feeds) for (const format of formats) forms.add(format);
  return [...forms];
}

function fragmentsIn(
  changed: ReadonlyMap<number, ChangedEntry>,
  { config, workforce, world }: Surroundings,
): Fragments {
  const byId = new Map(Array.from(changed.values(), (one) => [one.known.id, one]));
  return fragmentsOf(
    config.siteId,
    (stored) => workforce.packs.read(stored),
    (id) => (byId.get(id)?.known ?? world.entry(world.loaded(id)).known).versions,
    (id, form) => {
      const one = byId.get(id);
      return one ? one.rendered[form] : world.rendered(world.loaded(id), form);
    },
  );
}

/** By path, how many entries show a file. */
function mediaNow(world: KnownWorld, changed: ReadonlyMap<number, ChangedEntry>): Record<string, number> {
  const media: Record<string, number> = { ...world.head.media };
  const count = (entry: Entry | undefined, by: number) => {
    for (const { to } of entry?.media ?? []) media[to] = (media[to] ?? 0) + by;
  };
  for (const [order, { entry }] of changed) {
    if (order < world.size) count(world.entry(order).entry, -1);
    count(entry, 1);
  }
  return Object.fromEntries(Object.entries(media).filter(([, uses]) => uses > 0));
}

/** Keeps what is published and records it, or says why it cannot. */
async function remember(few: FewEntries, changes: FileChanges, around: Surroundings): Promise<Diagnostic[]> {
  const { config, options, lost, workforce, world } = around;
  const why = lost();
  if (why) return [why];
  const { state } = config;
  const { events, ledger } = few;
  try {
    await workforce.keep(versionsToKeep(state, versionSources(few, changes, around)));
    appendEvents(state, events);
    dropHashes(state, superseded(events, ledger, world));
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [cannotRecord(state, seenFrom(options.from, state), error)];
  }
}

/** Also of files that did not change: one may stand for an entry now in the place of another. */
function versionSources(few: FewEntries, changes: FileChanges, around: Surroundings): VersionSource[] {
  const files = articleFiles(few, changes, around);
  return few.recording.identified.flatMap(({ article: { file: shown, fileHash: hash } }) => {
    const file = files.get(shown);
    return file ? [{ absolute: file.absolute, bytes: file.bytes, hash }] : [];
  });
}

/** Hashes of bytes that said the same as those that took their place, and that no version of any entry names. */
function superseded(events: FewEntries['events'], ledger: Ledger, world: KnownWorld): string[] {
  const needed = new Set([...ledger.entries.values()].flatMap(hashesOf));
  const inside = new Set(Array.from(ledger.entries.values(), ({ order }) => order));
  return events.flatMap((event) => {
    if (event.event !== 'edited' || !('file' in event)) return [];
    const { file } = world.entry(world.loaded(event.id)).known;
    return needed.has(file) || world.isNamedOutside(file, inside) ? [] : [file];
  });
}

/** The files of all that is concerned, by what messages call them. */
function articleFiles(
  { concerned }: FewEntries,
  { rows, read }: FileChanges,
  { config, world, found }: Surroundings,
): Map<string, ScannedFile> {
  const { folders } = found.lastRun.snapshot;
  const others = [...concerned.files].filter((row) => !rows.has(row));
  return new Map(
    [...read.map(({ file }) => file), ...others.map((row) => knownFile(row, world, config.articles, folders))].map(
      (file) => [file.shown, file],
    ),
  );
}

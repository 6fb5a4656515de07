import { join } from 'node:path';
import { collect } from '../archive/collect.ts';
import type { Entry, Slot } from '../archive/entry.ts';
import { refusalsOf } from '../archive/guard.ts';
import { withMemberships } from '../archive/history.ts';
import type { LedgerEvent } from '../archive/ledger/event.ts';
import { type Ledger, replay } from '../archive/ledger/ledger.ts';
import { type Identified, type Recording, record } from '../archive/record.ts';
import type { ArticleContent, ArticleFacts } from '../article/article.ts';
import { contentOf } from '../article/content-bytes.ts';
import type { Config } from '../config/config.ts';
import { seenFrom } from '../config/folders.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { archiveIndex, archiveIndexSchemaDocument, groupRows, itemIn, type PageRow } from '../feed/archive-index.ts';
import { archivePages } from '../feed/archive-pages.ts';
import { documentCheck } from '../feed/check/check-documents.ts';
import { type ComposedDocuments, type ComposedFeed, composeFeed } from '../feed/compose.ts';
import type { Document } from '../feed/document.ts';
import { opml } from '../feed/opml.ts';
import { bySource, byTag, type FeedPlan, type Group, planFeeds } from '../feed/plan.ts';
import type { PagePlaces } from '../site/page-places.ts';
import { ThemeError } from '../site/theme-error.ts';
import { hourMs, type Instant, rfc3339 } from '../text/instant.ts';
import { emptiedFolders } from './articles/emptied.ts';
import { findsOf } from './articles/finds.ts';
import { filesOf, type Reading, type ReadingMeans, readArticles } from './articles/read-articles.ts';
import { isSettled } from './articles/read-row.ts';
import { noArticles } from './articles/scan.ts';
import { Cache } from './cache/cache.ts';
import { KnownDocuments } from './cache/known-documents.ts';
import { lastingOf, saveLastRun, type WatchedFile } from './cache/last-run.ts';
import { CacheDamaged } from './cache/pack.ts';
import { KnownReadings } from './cache/readings.ts';
import { damagedCache, fullCache } from './cache/report.ts';
import { saveCatalog } from './cache/save-catalog.ts';
import { changesByName, distinct, firstAfter, publishedFeed } from './conclude.ts';
import { type RenderedEntries, renderEntries } from './entries/rendered-entries.ts';
import { historiesIn, historyFinder } from './histories.ts';
import { readKept } from './kept.ts';
import { lostLedger } from './lost-ledger.ts';
import type { BuildOptions } from './options.ts';
import { manifestName } from './output/manifest.ts';
import { markdownOf } from './output/markdown.ts';
import { mediaOf, nameIn } from './output/media.ts';
import { type Publication, publish, stagingName } from './output/publish.ts';
import { markdownFiles } from './pages/markdown-files.ts';
import { entryPageDocuments, type PagedArchive, type Sitemaps, siteDocuments } from './pages/page-documents.ts';
import { type PagesSetUp, setUpPages } from './pages/set-up.ts';
import { unusableTheme } from './pages/theme-fault.ts';
import { claimedPages, pagedArchive, pageKeysOf } from './pages/whole-pages.ts';
import { withPictures } from './pictures/with-pictures.ts';
import { type BuildResult, refusal } from './result.ts';
import { attachmentFolders } from './state/attachments.ts';
import { type LedgerFile, ledgerName, readLedger } from './state/ledger-file.ts';
import { remember } from './state/remember.ts';
import { versionFolders } from './state/versions.ts';
import { saysFull } from './system-error.ts';
import { Workforce } from './workforce.ts';

/** A run with all that it went through: what `hayloft explain` tells of. */
export interface WholeRun {
  readonly result: BuildResult;
  readonly articles: readonly ArticleFacts[];
  /** In feed order: newest first. */
  readonly entries: readonly Entry[];
  /** By the folder of a feed, the ids of the entries that it shows, in order. */
  readonly shown: ReadonlyMap<string, readonly string[]>;
  readonly contentOf: (article: ArticleFacts) => ArticleContent;
}

/** So many entries to be rendered make documents that are worth more than one thread. */
const muchWork = 200;

/** What one run goes by, and works with. */
interface Around {
  readonly config: Config;
  readonly options: BuildOptions;
  /** Why nothing may be published any more, if so. */
  readonly lost: () => Diagnostic | undefined;
  readonly cache: Cache;
  /** Whether the cache is written to. */
  readonly isKept: boolean;
  readonly workforce: Workforce;
  /** Undefined where there are no pages. */
  readonly pages: PagesSetUp | undefined;
  /** As messages name them. */
  readonly shown: { readonly output: string; readonly state: string };
}

/** @param lost Why nothing may be published any more, if so. */
export async function runWhole(config: Config, options: BuildOptions, lost: Around['lost']): Promise<WholeRun> {
  const { write } = options;
  const run = (cache: Cache, isKept: boolean) => withWorkforce({ config, options, lost, cache, isKept });
  const cache = new Cache(config.state, false);
  const shown = seenFrom(options.from, cache.folder);
  const damaged = write ? [damagedCache(shown)] : [];
  try {
    const whole = await run(cache, write);
    if (write && isForWantOfRoom(whole.result)) {
      // What only saves time must not be what the last of the disk goes to.
      const without = await run(new Cache(config.state, false), false);
      return without.result.outcome === 'published' ? withTold(without, [fullCache(shown)]) : without;
    }
    return cache.isDamaged ? withTold(whole, damaged) : whole;
  } catch (error) {
    if (error instanceof ThemeError) return refused([unusableTheme(error, config, options.from)]);
    if (!(error instanceof CacheDamaged)) throw error;
    if (write) cache.discard();
    return withTold(await run(new Cache(config.state, true), write), damaged);
  }
}

function isForWantOfRoom({ outcome, diagnostics }: BuildResult): boolean {
  return outcome === 'refused' && diagnostics.some(({ message }) => saysFull(message));
}

function withTold(whole: WholeRun, diagnostics: readonly Diagnostic[]): WholeRun {
  return { ...whole, result: { ...whole.result, diagnostics: [...whole.result.diagnostics, ...diagnostics] } };
}

async function withWorkforce(without: Omit<Around, 'workforce' | 'pages' | 'shown'>): Promise<WholeRun> {
  const { config, options, lost, cache, isKept } = without;
  const { output, state } = config;
  const { folder, firstPack } = cache;
  const workforce = new Workforce({
    ...{ output, config, firstPack, cache: folder, isKept },
    ...(options.write && { staging: join(output, stagingName) }),
  });
  const shown = { output: seenFrom(options.from, output), state: seenFrom(options.from, state) };
  let isPublished = false;
  try {
    const whole = await runWith({ ...without, workforce, shown, pages: await setUpPages(config) });
    isPublished = whole.result.outcome === 'published';
    return whole;
  } finally {
    await workforce.end();
    if (isKept && !isPublished && !lost()) cache.takeBack();
  }
}

async function runWith(around: Around): Promise<WholeRun> {
  const found = await find(around);
  if ('refused' in found) return refused(found.refused);
  const archive = archiveOf(found, around);
  const made = await make(archive, found, around);
  const result = resultOf(made, archive, found, around);
  const { workforce, isKept } = around;
  const whole: WholeRun = {
    result,
    articles: found.identified.map(({ article }) => article),
    entries: archive.entries,
    shown: new Map(made.composed.map(({ plan: { folder }, shown }) => [folder, shown.map(({ id }) => id)])),
    contentOf: ({ content }) => contentOf(workforce.packs.read(content)),
  };
  return isKept && result.outcome === 'published'
    ? withTold(whole, leave(result, made, archive, found, around))
    : whole;
}

/** What there is, and which entry of the archive each of it is. */
interface Found {
  readonly before: LedgerFile;
  readonly reading: Reading;
  readonly recording: Recording;
  readonly kept: Awaited<ReturnType<typeof readKept>>;
  readonly identified: readonly Identified[];
  /** What is to be told of the ledger and of reading. */
  readonly told: readonly Diagnostic[];
}

async function find(around: Around): Promise<Found | { readonly refused: readonly Diagnostic[] }> {
  const { config, options, cache, isKept, workforce, shown } = around;
  const { now, rehash = false, onProgress } = options;
  const before = readLedger(config.state, shown.state);
  if (hasErrors(before.diagnostics)) return { refused: before.diagnostics };

  // What was published stays so when a clock was set back.
  const latest = Math.max(now, before.ledger.lastAt ?? now);
  const { catalog } = cache;
  const means: ReadingMeans = {
    place: cache.placeFor(isKept),
    known: (terms) => catalog && new KnownReadings(catalog, workforce.packs, terms),
    rehash,
  };
  const read = await readArticles(config, latest, means, onProgress);
  if ('refused' in read) return { refused: [...before.diagnostics, ...read.refused] };
  const reading = await withPictures(read, config, { ...options, now: latest });
  const recording = record(findsOf(reading, config), before.ledger, { ...config, now });
  const kept = await readKept(recording.kept, config, latest, reading);
  const identified = [...recording.identified, ...kept.identified];
  const told = [...before.diagnostics, ...aheadOfClock(before.ledger, now, shown.state), ...reading.diagnostics];
  const found = { before, reading, recording, kept, identified, told };
  const refusals = options.accept ? [] : guarded(found, around);
  if (refusals.length === 0) return found;
  return { refused: [...told, ...recording.diagnostics, ...kept.diagnostics, ...refusals] };
}

/** Why what was found is not to be published before somebody has looked at it. */
function guarded({ before, reading, recording, kept, identified }: Found, { config, shown }: Around): Diagnostic[] {
  const { articles, guard, output } = config;
  const missing = [...recording.changes.withdrawn, ...recording.kept].map(({ known }) => known);
  const emptied = emptiedFolders(articles, reading.scans, missing);
  return [
    ...emptied,
    ...(emptied.length > 0 ? [] : refusalsOf(recording.changes, kept.lost, publishedIn(before.ledger), guard)),
    ...lostLedger(output, identified, before.ledger, join(shown.state, ledgerName)),
  ];
}

/** The archive as this run leaves it. */
interface Archive {
  /** In feed order. */
  readonly entries: readonly Entry[];
  readonly plans: readonly FeedPlan[];
  readonly events: readonly LedgerEvent[];
  readonly ledger: Ledger;
}

function archiveOf({ before, recording, identified }: Found, { config }: Around): Archive {
  const after = placesAfter(before.ledger, recording);
  const entries = collect([...identified].sort(inOrderOf(after)), config);
  const plans = planFeeds(entries, config);
  const events = withMemberships(recording, before.ledger, historiesIn(plans, config));
  const { ledger } = events.length > 0 ? replay([...before.events, ...events]) : before;
  return { entries, plans, events, ledger };
}

/** What became of the documents. */
interface Made {
  readonly composed: readonly (ComposedDocuments & { readonly plan: FeedPlan })[];
  readonly feeds: readonly ComposedFeed[];
  readonly rendered: RenderedEntries;
  readonly known: KnownDocuments;
  readonly pages: ReadonlyMap<number, PageRow>;
  readonly sitemaps: Sitemaps;
  readonly publication: Publication;
  /** Files that articles show and that could not be published. */
  readonly missing: readonly Diagnostic[];
  readonly paged: PagePlaces | undefined;
}

async function make(archive: Archive, found: Found, around: Around): Promise<Made> {
  const { config, options, lost, cache, workforce, pages: setUp, shown } = around;
  const { write, rehash = false, onProgress = () => {} } = options;
  const { entries, plans, events, ledger } = archive;
  const { catalog } = cache;
  const paged = setUp && claimedPages(entries, ledger, config);
  const wanted = setUp && paged && { ...setUp, paths: paged.paths };
  const rendered = await renderEntries(entries, plans, ledger, config, catalog, workforce, wanted, (done, total) =>
    onProgress({ stage: 'render', done, total }),
  );
  const { fragments } = rendered;
  const slotsOf = historyFinder(ledger, entries, config);
  const composed = plans.map((plan, done) => {
    onProgress({ stage: 'compose', done, total: plans.length });
    return { plan, ...composeFeed(plan, config, fragments, slotsOf(plan)) };
  });
  const feeds = composed.map(({ feed }) => feed);
  const people =
    paged &&
    pagedArchive({
      ...{ paths: paged.paths, entries, ledger, composed, rendered: rendered.rendered },
      read: (chunk) => workforce.packs.read(chunk),
    });
  const known = new KnownDocuments(rehash ? undefined : catalog, config.output, workforce.packs);
  const missing: Diagnostic[] = [];
  let pages: ReadonlyMap<number, PageRow> = new Map();
  let sitemaps: Sitemaps = new Map();
  function* documents(): Generator<Document> {
    yield* mediaOf(
      entries,
      (path) => known.isPublished(path),
      (diagnostic) => missing.push(diagnostic),
    );
    // Before what names them: no feed may lead to a page that is not there yet, whenever it is asked for.
    if (people) yield* entryPageDocuments(people);
    if (people && setUp?.hasMarkdown) {
      yield* markdownOf(
        markdownOfAll(people, ledger, found.reading, config),
        (path, key) => known.isPublished(path, key),
        (diagnostic) => missing.push(diagnostic),
      );
    }
    for (const { plan, feed } of composed) yield* archivePages(feed, slotsOf(plan), config, fragments);
    for (const each of composed) yield* each.documents;
    if (people && setUp) sitemaps = yield* siteDocuments(people, setUp);
    yield opml(feeds, config);
    yield archiveIndexSchemaDocument();
    const slots = slotsOf(plans[0] as FeedPlan);
    pages = yield* archiveIndex(
      {
        length: slots.length,
        itemAt: (place) => itemIn(slots[place] as Slot, fragments.item),
        published: entries.length,
        withdrawn: slots.filter(({ is }) => is === 'withdrawn').length,
        sources: groupRows('sources', countsOf(bySource(entries)), feeds),
        tags: groupRows('tags', countsOf(byTag(entries)), feeds),
        pages: new Map(),
        digestOf: (document) => known.digestOf(document),
      },
      config,
    );
  }
  const memory = { config, shown: shown.state, before: found.before, after: ledger, events };
  const publication = await publish(
    config.output,
    shown.output,
    counted(documents(), (done) => onProgress({ stage: 'publish', done })),
    write,
    {
      defectsIn: documentCheck(config),
      remember() {
        const why = lost();
        return why ? [why] : remember(memory, found.reading, found.recording.identified, workforce);
      },
    },
    { workforce, isMuch: rendered.count >= muchWork, known },
  );
  return {
    composed,
    feeds,
    rendered,
    known,
    pages,
    sitemaps,
    publication,
    missing,
    paged,
  };
}

function resultOf(
  { feeds, publication, missing, paged }: Made,
  { entries }: Archive,
  { reading, recording, kept, told }: Found,
  { config, options: { now, write } }: Around,
): BuildResult {
  const { plan, refusals } = publication;
  const due = firstAfter(now, [...reading.results.flatMap(({ dueAt }) => dueAt ?? []), ...recording.yetToCome]);
  return {
    outcome: refusals.length > 0 ? 'refused' : write ? 'published' : 'compared',
    files: reading.results.length,
    published: entries.length,
    kept: kept.identified.length,
    changes: changesByName(recording.changes, entries),
    feeds: feeds.map(publishedFeed),
    documents: plan.documents,
    removed: plan.remove,
    ...(due !== undefined && { nextDue: due }),
    diagnostics: [
      ...told,
      ...recording.diagnostics,
      ...kept.diagnostics,
      ...(paged?.diagnostics ?? []),
      ...distinct(feeds.flatMap(({ diagnostics }) => diagnostics)),
      ...missing,
      ...(reading.results.length === 0 ? config.articles.map(noArticles) : []),
      ...refusals,
    ],
  };
}

/** Leaves what the next run can do with. That it cannot is no failure of the run. */
function leave(
  result: BuildResult,
  { feeds, rendered, known, pages, sitemaps, paged, publication: { made } }: Made,
  { entries, plans, ledger }: Archive,
  { reading, recording, kept, told }: Found,
  { config, options, cache, pages: setUp }: Around,
): Diagnostic[] {
  const id = `${reading.takenAt} ${process.pid}`;
  const unsaved = saveCatalog(
    cache,
    config,
    {
      ...{ id, reading, ledger, feeds, pages, sitemaps, rendered: rendered.rendered, keys: rendered.keys },
      entries: new Map(entries.map((entry) => [entry.id, entry])),
      members: new Map(
        plans.map(({ kind, folder, entries: all }) => [folder, kind === 'main' ? [] : all.map((entry) => entry.id)]),
      ),
      pageless: paged?.without ?? [],
      pageKeys: pageKeysOf(entries, ledger, config),
      told: {
        readings: lastingOf(told).length,
        recording: lastingOf([...recording.diagnostics, ...(paged?.diagnostics ?? [])]),
      },
      isSimple: recording.unidentified === 0 && kept.identified.length === 0,
      documents: { made, known },
    },
    options.from,
  );
  const unwritten = saveLastRun(config, options, {
    takenAt: reading.takenAt,
    scans: reading.scans,
    hashes: hashesIn(reading),
    watched: watchedBy(config, reading, made.keys()),
    lastAt: ledger.lastAt,
    settled: reading.results.every(isSettled),
    catalog: id,
    theme: setUp?.theme ?? '',
    result,
  });
  return [...unsaved, ...unwritten];
}

function markdownOfAll(archive: PagedArchive, ledger: Ledger, { scans }: Reading, config: Config) {
  const hashes = Array.from(ledger.entries.values(), ({ file }) => file);
  const absolute = new Map(filesOf(scans).map(({ file }) => [file.shown, file.absolute]));
  return markdownFiles(
    archive,
    hashes.keys(),
    (place) => hashes[place] as string,
    (shown) => absolute.get(shown),
    config,
  );
}

/** By file as messages name it. */
function hashesIn({ scans, results }: Reading): Map<string, string> {
  const files = filesOf(scans);
  return new Map(
    results.flatMap(({ hash }, i) => (hash === undefined ? [] : [[(files[i] as (typeof files)[0]).file.shown, hash]])),
  );
}

/** Every file beside articles that a run depends on, or makes. */
function watchedBy(config: Config, { results, store }: Reading, documents: Iterable<string>): WatchedFile[] {
  const opened = new Map<string, WatchedFile>();
  for (const { article, grounds } of results) {
    for (const file of grounds?.opened ?? []) if (!opened.has(file.path)) opened.set(file.path, file);
    // It is published under the hash of its bytes.
    for (const { from, to } of article?.media ?? [])
      opened.set(from, { ...opened.get(from), path: from, hash: nameIn(to) });
  }
  return [
    ...opened.values(),
    ...(store ? [{ path: store.index }] : []),
    ...Array.from(documents, (path) => ({ path: join(config.output, path) })),
    { path: join(config.output, manifestName) },
    { path: join(config.state, ledgerName) },
    ...[...versionFolders(config.state), ...attachmentFolders(config)].map((path) => ({ path })),
  ];
}

function* counted<Item>(items: Iterable<Item>, onItem: (count: number) => void): Generator<Item> {
  let count = 0;
  for (const item of items) {
    onItem(++count);
    yield item;
  }
}

function countsOf(groups: ReadonlyMap<string, Group>) {
  return Array.from(groups, ([slug, { name, entries }]) => [slug, { name, count: entries.length }] as const);
}

function publishedIn({ entries }: Ledger): number {
  return [...entries.values()].filter(({ withdrawn }) => withdrawn === undefined).length;
}

/** By id, where an entry stands in the order of first publication, those of this run among them. */
function placesAfter(ledger: Ledger, { events }: Recording): ReadonlyMap<string, number> {
  const added = events.flatMap(({ event, id }) => (event === 'published' ? [id] : []));
  return new Map([...ledger.entries.keys(), ...added].map((id, place) => [id, place]));
}

function inOrderOf(places: ReadonlyMap<string, number>) {
  return (a: { readonly id: string }, b: { readonly id: string }) =>
    (places.get(a.id) as number) - (places.get(b.id) as number);
}

/** A ledger that was written to while the clock was wrong does no harm but to the dates that it holds. */
function aheadOfClock({ lastAt }: Ledger, now: Instant, state: string): Diagnostic[] {
  if (lastAt === undefined || lastAt <= now + hourMs) return [];
  return [
    {
      severity: 'warning',
      code: 'ledger/ahead-of-clock',
      file: join(state, ledgerName),
      message: `was last written to at ${rfc3339(lastAt)}, and the clock says ${rfc3339(now)}`,
      hint: 'set the clock right; articles dated in between count as published',
    },
  ];
}

function refused(diagnostics: readonly Diagnostic[]): WholeRun {
  return { result: refusal(diagnostics), articles: [], entries: [], shown: new Map(), contentOf: nothingShown };
}

function nothingShown(): never {
  throw new Error('a run that was refused has no articles');
}

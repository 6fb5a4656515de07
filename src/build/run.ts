import { join } from 'node:path';
import { collect } from '../archive/collect.ts';
import type { Entry, Slot } from '../archive/entry.ts';
import { refusalsOf } from '../archive/guard.ts';
import { withMemberships } from '../archive/history.ts';
import { type Ledger, replay } from '../archive/ledger/ledger.ts';
import { type Recording, record } from '../archive/record.ts';
import type { ArticleContent, ArticleFacts } from '../article/article.ts';
import { contentOf } from '../article/content-bytes.ts';
import type { Config } from '../config/config.ts';
import { seenFrom } from '../config/folders.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { archiveIndex, archiveIndexSchemaDocument, groupRows, itemIn, type PageRow } from '../feed/archive-index.ts';
import { archivePages } from '../feed/archive-pages.ts';
import { documentCheck } from '../feed/check/check-documents.ts';
import { composeFeed } from '../feed/compose.ts';
import type { Document } from '../feed/document.ts';
import { opml } from '../feed/opml.ts';
import { bySource, byTag, type FeedPlan, type Group, planFeeds } from '../feed/plan.ts';
import { hourMs, type Instant, rfc3339 } from '../text/instant.ts';
import { emptiedFolders } from './articles/emptied.ts';
import { findsOf } from './articles/finds.ts';
import { filesOf, type Reading, type ReadingMeans, readArticles } from './articles/read-articles.ts';
import { isSettled } from './articles/read-row.ts';
import { noArticles } from './articles/scan.ts';
import { Cache } from './cache/cache.ts';
import { lastingOf, saveLastRun, type WatchedFile } from './cache/last-run.ts';
import { CacheDamaged } from './cache/pack.ts';
import { KnownReadings } from './cache/readings.ts';
import { damagedCache, fullCache } from './cache/report.ts';
import { documentRows, saveCatalog } from './cache/save-catalog.ts';
import { changesByName, distinct, publishedFeed } from './conclude.ts';
import { renderEntries } from './entries/rendered-entries.ts';
import { historiesIn, historyFinder } from './histories.ts';
import { readKept } from './kept.ts';
import { lostLedger } from './lost-ledger.ts';
import type { BuildOptions } from './options.ts';
import { manifestName } from './output/manifest.ts';
import { mediaOf, nameIn } from './output/media.ts';
import { isUntouched, keyOf, publish, stagingName } from './output/publish.ts';
import { digestOf } from './output/stage.ts';
import { withPictures } from './pictures/with-pictures.ts';
import { type BuildResult, refusal } from './result.ts';
import { attachmentFolders } from './state/attachments.ts';
import { ledgerName, readLedger } from './state/ledger-file.ts';
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

/** @param lost Why nothing may be published any more, if so. */
export async function runWhole(
  config: Config,
  options: BuildOptions,
  lost: () => Diagnostic | undefined,
): Promise<WholeRun> {
  const { write } = options;
  const cache = new Cache(config.state, false);
  const shown = seenFrom(options.from, cache.folder);
  const damaged = write ? [damagedCache(shown)] : [];
  try {
    const whole = await run(config, options, lost, cache, write);
    if (write && isForWantOfRoom(whole.result)) {
      // What only saves time must not be what the last of the disk goes to.
      const without = await run(config, options, lost, new Cache(config.state, false), false);
      return without.result.outcome === 'published' ? withTold(without, [fullCache(shown)]) : without;
    }
    return cache.isDamaged ? withTold(whole, damaged) : whole;
  } catch (error) {
    if (!(error instanceof CacheDamaged)) throw error;
    if (write) cache.discard();
    return withTold(await run(config, options, lost, new Cache(config.state, true), write), damaged);
  }
}

function isForWantOfRoom({ outcome, diagnostics }: BuildResult): boolean {
  return outcome === 'refused' && diagnostics.some(({ message }) => saysFull(message));
}

function withTold(whole: WholeRun, diagnostics: readonly Diagnostic[]): WholeRun {
  return { ...whole, result: { ...whole.result, diagnostics: [...whole.result.diagnostics, ...diagnostics] } };
}

async function run(
  config: Config,
  options: BuildOptions,
  lost: () => Diagnostic | undefined,
  cache: Cache,
  isKept: boolean,
): Promise<WholeRun> {
  const { write } = options;
  const workforce = new Workforce({
    output: config.output,
    ...(write && { staging: join(config.output, stagingName) }),
    siteId: config.siteId,
    state: config.state,
    firstPack: cache.firstPack,
    cache: cache.folder,
    isKept,
  });
  let isPublished = false;
  try {
    const whole = await runWith(workforce, config, options, lost, cache, isKept);
    isPublished = whole.result.outcome === 'published';
    return whole;
  } finally {
    await workforce.end();
    if (isKept && !isPublished && !lost()) cache.takeBack();
  }
}

async function runWith(
  workforce: Workforce,
  config: Config,
  options: BuildOptions,
  lost: () => Diagnostic | undefined,
  cache: Cache,
  isKept: boolean,
): Promise<WholeRun> {
  const { now, write, rehash = false, onProgress = () => {} } = options;
  const shown = { output: seenFrom(options.from, config.output), state: seenFrom(options.from, config.state) };
  const before = readLedger(config.state, shown.state);
  if (hasErrors(before.diagnostics)) return refused(before.diagnostics);

  // What was published stays so when a clock was set back.
  const latest = Math.max(now, before.ledger.lastAt ?? now);
  const { catalog } = cache;
  const means: ReadingMeans = {
    place: cache.placeFor(isKept),
    known: (terms) => catalog && new KnownReadings(catalog, workforce.packs, terms),
    rehash,
  };
  const read = await readArticles(config, latest, means, onProgress);
  if ('refused' in read) return refused([...before.diagnostics, ...read.refused]);
  const reading = await withPictures(read, config, { ...options, now: latest });
  const recording = record(findsOf(reading, config), before.ledger, { ...config, now });
  const kept = await readKept(recording.kept, config, latest, reading);
  const identified = [...recording.identified, ...kept.identified];
  const told = [...before.diagnostics, ...aheadOfClock(before.ledger, now, shown.state), ...reading.diagnostics];
  if (!options.accept) {
    const missing = [...recording.changes.withdrawn, ...recording.kept].map(({ known }) => known);
    const emptied = emptiedFolders(config.articles, reading.scans, missing);
    const refusals = [
      ...emptied,
      ...(emptied.length > 0 ? [] : refusalsOf(recording.changes, kept.lost, publishedIn(before.ledger), config.guard)),
      ...lostLedger(config.output, identified, before.ledger, join(shown.state, ledgerName)),
    ];
    if (refusals.length > 0) return refused([...told, ...recording.diagnostics, ...kept.diagnostics, ...refusals]);
  }

  const after = placesAfter(before.ledger, recording);
  const entries = collect([...identified].sort(inOrderOf(after)), config);
  const plans = planFeeds(entries, config);
  const events = withMemberships(recording, before.ledger, historiesIn(plans, config));
  const { ledger } = events.length > 0 ? replay([...before.events, ...events]) : before;

  const { fragments, rendered, keys, count } = await renderEntries(
    entries,
    plans,
    ledger,
    config,
    catalog,
    workforce,
    (done, total) => onProgress({ stage: 'render', done, total }),
  );
  const slotsOf = historyFinder(ledger, entries, config);
  const composed = plans.map((plan, done) => {
    onProgress({ stage: 'compose', done, total: plans.length });
    return { plan, ...composeFeed(plan, config, fragments, slotsOf(plan)) };
  });
  const feeds = composed.map(({ feed }) => feed);
  const known = new Map(catalog ? documentRows(catalog) : []);
  const digest = (document: Document) => {
    const before = known.get(document.path);
    return before?.key === keyOf(document) ? before.digest : digestOf(document.chunks, workforce.packs);
  };
  const mediaDiagnostics: Diagnostic[] = [];
  let pages: ReadonlyMap<number, PageRow> = new Map();
  function* documents(): Generator<Document> {
    const isPublished = (path: string) => {
      const before = known.get(path);
      return before !== undefined && isUntouched(join(config.output, path), before);
    };
    yield* mediaOf(entries, isPublished, (diagnostic) => mediaDiagnostics.push(diagnostic));
    // Before what names them: no feed may lead to a page that is not there yet, whenever it is asked for.
    for (const { plan, feed } of composed) yield* archivePages(feed, slotsOf(plan), config, fragments);
    for (const { documents } of composed) yield* documents;
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
        digestOf: digest,
      },
      config,
    );
  }
  const memory = { config, shown: shown.state, before, after: ledger, events };
  const { plan, made, refusals } = await publish(
    config.output,
    shown.output,
    counted(documents(), (done) => onProgress({ stage: 'publish', done })),
    write,
    {
      defectsIn: documentCheck(config),
      remember() {
        const why = lost();
        return why ? [why] : remember(memory, reading, recording.identified, workforce);
      },
    },
    { workforce, isMuch: count >= muchWork, known },
  );
  const id = `${reading.takenAt} ${process.pid}`;
  const isPublished = write && refusals.length === 0;
  const unsaved =
    isPublished && isKept
      ? saveCatalog(
          cache,
          config,
          {
            id,
            reading,
            rendered,
            keys,
            ledger,
            entries: new Map(entries.map((entry) => [entry.id, entry])),
            feeds,
            members: new Map(
              plans.map(({ kind, folder, entries: all }) => [folder, kind === 'main' ? [] : all.map(({ id }) => id)]),
            ),
            pages,
            told: { readings: lastingOf(told).length, recording: lastingOf(recording.diagnostics) },
            isSimple: recording.unidentified === 0 && kept.identified.length === 0,
            documents: { made, known },
          },
          options.from,
        )
      : [];
  const due = nextDue(reading, recording, now);

  const result: BuildResult = {
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
      ...distinct(feeds.flatMap(({ diagnostics }) => diagnostics)),
      ...mediaDiagnostics,
      ...(reading.results.length === 0 ? config.articles.map(noArticles) : []),
      ...refusals,
      ...unsaved,
    ],
  };
  const whole: WholeRun = {
    result,
    articles: identified.map(({ article }) => article),
    entries,
    shown: new Map(composed.map(({ plan: { folder }, shown: all }) => [folder, all.map(({ id }) => id)])),
    contentOf: ({ content }) => contentOf(workforce.packs.read(content)),
  };
  if (!isPublished || !isKept) return whole;
  const unwritten = saveLastRun(config, options, {
    takenAt: reading.takenAt,
    scans: reading.scans,
    hashes: hashesIn(reading),
    watched: watchedBy(config, reading, made.keys()),
    lastAt: ledger.lastAt,
    settled: reading.results.every(isSettled),
    catalog: id,
    result,
  });
  return withTold(whole, unwritten);
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

/** When the first of the articles that are dated later is to come out; none where there are none. */
function nextDue({ results }: Reading, { yetToCome }: Recording, now: Instant): Instant | undefined {
  const dates = [...results.flatMap(({ dueAt }) => dueAt ?? []), ...yetToCome].filter((date) => date > now);
  return dates.length === 0 ? undefined : dates.reduce((first, date) => Math.min(first, date));
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

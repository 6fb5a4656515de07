import { collect } from '../archive/collect.ts';
import type { Config } from '../config/config.ts';
import { seenFrom } from '../config/folders.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { archiveIndex, archiveIndexSchemaDocument } from '../feed/archive-index.ts';
import { composeFeed, type Document, fragmentsOf } from '../feed/compose.ts';
import { opml } from '../feed/opml.ts';
import { planFeeds } from '../feed/plan.ts';
import type { Instant } from '../text/instant.ts';
import { mediaOf } from './media.ts';
import { publish } from './publish.ts';
import { type ReadingProgress, readArticles } from './read-articles.ts';
import type { BuildResult } from './result.ts';
import { noArticles } from './scan.ts';

export interface BuildOptions {
  /** The moment of the run: entries dated after it are held back. Nothing else depends on it. */
  readonly now: Instant;
  /** False: everything is made and compared, nothing is written. */
  readonly write: boolean;
  /** Absolute path of the folder from which messages name the output folder. */
  readonly from: string;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress extends Omit<ReadingProgress, 'stage'> {
  readonly stage: ReadingProgress['stage'] | 'compose';
}

/**
 * One run: scan, parse, render, record, select, compose, publish (docs/architecture.md).
 *
 * Whatever is wrong with articles or the output folder is in the result; only defects of this program throw.
 */
export async function build(config: Config, options: BuildOptions): Promise<BuildResult> {
  const { onProgress = () => {} } = options;
  const shownOutput = seenFrom(options.from, config.output);
  const reading = await readArticles(config, options.now, onProgress);
  if ('refused' in reading) return refused(reading.refused);
  const { results, articles } = reading;
  const { entries, diagnostics: amongEntries } = collect(articles, config);

  const fragments = fragmentsOf(config.siteId);
  const plans = planFeeds(entries, config);
  const feeds = plans.map((plan, done) => {
    onProgress({ stage: 'compose', done, total: plans.length });
    return composeFeed(plan, config, fragments);
  });
  const mediaDiagnostics: Diagnostic[] = [];
  function* documents(): Generator<Document> {
    yield* mediaOf(entries, (diagnostic) => mediaDiagnostics.push(diagnostic));
    for (const feed of feeds) yield* feed.documents;
    yield opml(feeds, config);
    yield archiveIndexSchemaDocument();
    yield archiveIndex(entries, feeds, config);
  }
  const { plan, refusals } = publish(config.output, shownOutput, documents(), options.write);

  return {
    outcome: refusals.length > 0 ? 'refused' : options.write ? 'published' : 'compared',
    files: results.length,
    articles,
    entries,
    feeds: feeds.map(({ plan: { kind, folder, title, entries: all }, shown, urls }) => ({
      kind,
      folder,
      title,
      shows: shown.map(({ id }) => id),
      total: all.length,
      urls,
    })),
    documents: plan.documents,
    removed: plan.remove,
    diagnostics: [
      ...reading.diagnostics,
      ...amongEntries,
      ...distinct(feeds.flatMap(({ diagnostics }) => diagnostics)),
      ...mediaDiagnostics,
      ...(results.length === 0 ? config.articles.map(noArticles) : []),
      ...refusals,
    ],
  };
}

/** An article that is too long for one feed is too long for others, and named once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [`${each.file}\n${each.message}`, each])).values()];
}

function refused(diagnostics: readonly Diagnostic[]): BuildResult {
  const nothing = { files: 0, articles: [], entries: [], feeds: [], documents: [], removed: [] };
  return { outcome: 'refused', ...nothing, diagnostics };
}

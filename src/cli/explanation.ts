import type { Entry } from '../archive/entry.ts';
import type { Article } from '../article/article.ts';
import type { PublishedFeed } from '../build/result.ts';
import type { WholeRun } from '../build/run.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** What a run made of one file, and why. */
export interface Explanation {
  readonly file: string;
  /**
   * `kept`: it is shown as it was last published, an error says why; `held`: a draft or dated later; `left out`: an error
   * says why; `ignored`: the file is no article of this configuration.
   */
  readonly state: 'published' | 'kept' | 'held' | 'left out' | 'ignored';
  readonly article?: Article;
  readonly entry?: Entry;
  readonly feeds: readonly Membership[];
  /** All about the file, notes included. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Membership {
  readonly feed: PublishedFeed;
  /** 1-indexed; absent where newer entries fill the feed. */
  readonly position?: number;
}

/** @param names The names that diagnostics can have for the file. */
export function explain(
  { result, articles, entries, shown, contentOf }: WholeRun,
  names: readonly string[],
): Explanation {
  const about = <T extends { readonly file?: string }>(all: readonly T[]) =>
    all.filter(({ file }) => file !== undefined && names.includes(file));
  const [article] = about(articles);
  const [entry] = about(entries);
  const diagnostics = about(result.diagnostics);
  return {
    file: article?.file ?? diagnostics[0]?.file ?? (names[0] as string),
    state: stateOf(entry, diagnostics),
    ...(article ? { article: { ...article, ...contentOf(article) } } : {}),
    ...(entry ? { entry } : {}),
    feeds: entry ? membershipsOf(entry, result.feeds, shown) : [],
    diagnostics,
  };
}

function stateOf(entry: Entry | undefined, diagnostics: readonly Diagnostic[]): Explanation['state'] {
  if (entry) return entry.kept ? 'kept' : 'published';
  if (diagnostics.some(({ code }) => code.startsWith('held/'))) return 'held';
  return diagnostics.length > 0 ? 'left out' : 'ignored';
}

/** The feeds that show an entry, and those of its own source and tags in which it is too old to be shown. */
function membershipsOf(entry: Entry, feeds: readonly PublishedFeed[], shown: WholeRun['shown']): Membership[] {
  const own = new Set(['', ...entry.tags.map(({ slug }) => `tags/${slug}`)]);
  if (entry.source) own.add(`sources/${entry.source.slug}`);
  return feeds.flatMap((feed) => {
    const index = shown.get(feed.folder)?.indexOf(entry.id) ?? -1;
    if (index >= 0) return [{ feed, position: index + 1 }];
    return own.has(feed.folder) ? [{ feed }] : [];
  });
}

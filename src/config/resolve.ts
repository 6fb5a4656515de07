import { oneLine } from '../text/characters.ts';
import type { Person } from '../text/person.ts';
import type { Config, FeedFormat, FeedShape, Guard, HistoryPolicy, NamedFeed, Notify } from './config.ts';
import { defaults } from './defaults.ts';
import { given } from './given.ts';
import { flagProblems, type Overrides } from './overrides.ts';
import type { KeyPath, Problem } from './problem.ts';
import { dotted } from './problem.ts';
import { resolveFolders } from './resolve-folders.ts';
import { resolvePages } from './resolve-pages.ts';
import { resolveServer } from './resolve-server.ts';
import { resolveSources } from './resolve-sources.ts';
import { resolveState } from './resolve-state.ts';
import type { ConfigFile } from './schema.ts';
import type { Surroundings } from './surroundings.ts';
import { readBaseUrl, readHttpUrl } from './values/base-url.ts';
import { readFeedName } from './values/feed-name.ts';
import { readLanguage } from './values/language.ts';
import { readMoment } from './values/moment.ts';
import { known, type Reading } from './values/reading.ts';
import { siteIdOf } from './values/site-id.ts';
import { readTimezone } from './values/timezone.ts';

/**
 * Gives a checked file and the command line their meaning: defaults filled in, paths absolute, dates as instants.
 * Reports what only shows when values are seen together. Loads nothing heavy: a run without a file comes here, too.
 */
export function resolveConfig(
  input: ConfigFile,
  overrides: Overrides,
  where: Surroundings,
): { config: Config; problems: Problem[] } {
  const problems: Problem[] = [];
  /** The flag's value, else the file's, which the schema has accepted. */
  const choose = <T>(
    flag: string,
    said: string | undefined,
    written: string | undefined,
    read: (t: string) => Reading<T>,
  ) => {
    if (said === undefined) return written === undefined ? undefined : known(read(written));
    const reading = read(said);
    if ('value' in reading) return reading.value;
    problems.push(...flagProblems(flag, reading));
    return undefined;
  };

  const folders = resolveFolders(input, overrides, where);
  const state = resolveState(input, overrides, where, folders);
  const pages = resolvePages(input.pages, overrides, where, folders);
  const sources = resolveSources(input.sources ?? {});
  problems.push(...folders.problems, ...state.problems, ...pages.problems, ...sources.problems);
  problems.push(...movingAddresses(input));

  const baseUrl = choose('--base-url', overrides.baseUrl, input.baseUrl, readBaseUrl);
  if (baseUrl === undefined && overrides.baseUrl === undefined) {
    problems.push({
      severity: 'warning',
      code: 'config/no-base-url',
      message: `no base URL is given: the feeds point at ${defaults.baseUrl} and work on this machine only`,
      hint:
        'say where the output folder is served, with --base-url or "baseUrl" in the configuration' +
        (input.siteId === undefined ? ', before anyone subscribes: ids are minted in the name of its host' : ''),
    });
  }
  const timezone = choose('--timezone', overrides.timezone, input.timezone, readTimezone) ?? defaults.timezone;
  const feed = shapeOf(input.feed, defaults.feed);
  const server = resolveServer(input.server ?? {}, where);
  problems.push(...server.problems);
  const named = namedFeeds(input.feeds ?? {}, feed, timezone);
  problems.push(...named.problems);

  const config: Config = {
    ...(where.file === undefined ? {} : { file: where.file }),
    title: input.title === undefined ? titleOf(baseUrl) : oneLine(input.title),
    ...(input.description === undefined ? {} : { description: oneLine(input.description) }),
    baseUrl: baseUrl ?? defaults.baseUrl,
    siteId: input.siteId ?? siteIdOf(baseUrl ?? defaults.baseUrl),
    ...(input.language === undefined ? {} : { language: known(readLanguage(input.language)) }),
    authors: authorsOf(input.author),
    timezone,
    articles: folders.articles,
    output: folders.output,
    state: state.state,
    history: historyOf(input.history),
    versions: input.versions ?? defaults.versions,
    tombstones: input.tombstones ?? defaults.tombstones,
    guard: guardOf(input.guard),
    schedule: input.schedule ?? defaults.schedule,
    watch: input.watch ?? defaults.watch,
    hubs: hubsOf(input.hub),
    server: server.server,
    notify: notifyOf(input.notify),
    limits: { ...defaults.limits, ...given(input.limits ?? {}) },
    link: { clippings: input.link?.clippings ?? defaults.link.clippings, page: input.link?.page ?? defaults.link.page },
    feed,
    groups: { sources: groupOf(input.groups?.sources, feed), tags: groupOf(input.groups?.tags, feed) },
    pages: pages.pages,
    feeds: named.feeds,
    sources: sources.sources,
  };
  return { config, problems };
}

/** Of a collection that gave itself none. */
function titleOf(baseUrl: string | undefined): string {
  return baseUrl === undefined ? defaults.title : new URL(baseUrl).hostname;
}

function authorsOf(author: ConfigFile['author']): Person[] {
  const list = author === undefined ? [] : Array.isArray(author) ? author : [author];
  return list.map((one) => {
    if (typeof one === 'string') return { name: oneLine(one) };
    return { name: oneLine(one.name), ...(one.url === undefined ? {} : { url: known(readHttpUrl(one.url)) }) };
  });
}

function shapeOf(shape: ConfigFile['feed'], otherwise: FeedShape): FeedShape {
  const formats: readonly FeedFormat[] = shape?.formats ?? otherwise.formats;
  return {
    entries: limitOf(shape?.entries, otherwise.entries),
    bytes: limitOf(shape?.bytes, otherwise.bytes),
    formats: defaults.feed.formats.filter((format) => formats.includes(format)),
  };
}

function limitOf(limit: number | 'all' | undefined, otherwise: number): number {
  return limit === 'all' ? Number.POSITIVE_INFINITY : (limit ?? otherwise);
}

function groupOf(shape: ConfigFile['feed'] | false, feed: FeedShape): FeedShape | false {
  return shape === false ? false : shapeOf(shape, feed);
}

function historyOf(history: ConfigFile['history']): HistoryPolicy | false {
  if (history === false) return false;
  return history === true ? defaults.history : { ...defaults.history, ...given(history ?? {}) };
}

function guardOf(guard: ConfigFile['guard']): Guard {
  if (guard === false) return { entries: Number.POSITIVE_INFINITY, percent: Number.POSITIVE_INFINITY };
  return { ...defaults.guard, ...given(guard ?? {}) };
}

function hubsOf(hub: ConfigFile['hub'] = []): string[] {
  return [...new Set([hub].flat().map((address) => known(readHttpUrl(address))))];
}

function notifyOf({ success, failure }: NonNullable<ConfigFile['notify']> = {}): Notify {
  const address = (said: string) => known(readHttpUrl(said));
  return {
    ...(success !== undefined && { success: address(success) }),
    ...(failure !== undefined && { failure: typeof failure === 'string' ? address(failure) : failure }),
  };
}

/**
 * The date of an article that has none is known to the ledger only; its page is addressed where it is read, and with
 * the date of the run in its address would move from run to run.
 */
function movingAddresses({ articles, link }: ConfigFile): Problem[] {
  const [part] = /\{(?:year|month|day)\}/.exec(link?.page ?? defaults.link.page) ?? [];
  if (part === undefined) return [];
  const list = Array.isArray(articles) ? articles : [articles];
  return list.flatMap((folder, i) => {
    if (typeof folder !== 'object' || folder.undated !== 'first-seen') return [];
    const at = [...(Array.isArray(articles) ? ['articles', i] : ['articles']), 'undated'];
    return bad(
      at,
      'value',
      `"first-seen" cannot be together with the ${part} of link.page: the page of an article without a date would move`,
      'make the address of {path} or {name} alone, or leave out what has no date',
    );
  });
}

/** Feeds of the user's own. Names that differ only in case would be one folder on many file systems. */
function namedFeeds(
  written: NonNullable<ConfigFile['feeds']>,
  feed: FeedShape,
  timezone: string,
): { feeds: NamedFeed[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const names = new Map<string, string>();
  const feeds = Object.entries(written).map(
    ([key, { title, description, tags, sources, authors, from, until, ...shape }]) => {
      const at = ['feeds', key];
      const name = known(readFeedName(key));
      const twin = names.get(name.toLowerCase());
      if (twin !== undefined)
        problems.push(bad(at, 'key', `differs from feeds.${twin} by case only`, 'rename one of them'));
      names.set(name.toLowerCase(), key);
      const start = from === undefined ? undefined : known(readMoment(from, timezone, 'from'));
      const end = until === undefined ? undefined : known(readMoment(until, timezone, 'until'));
      if (start !== undefined && end !== undefined && start >= end) {
        problems.push(
          bad(
            [...at, 'until'],
            'value',
            `${JSON.stringify(until)} is not after "from"`,
            'no entry could be in the feed',
          ),
        );
      }
      return {
        name,
        title: oneLine(title ?? name),
        ...(description === undefined ? {} : { description: oneLine(description) }),
        ...(tags === undefined ? {} : { tags: given(tags) }),
        ...given({ sources, authors }),
        ...given({ from: start, until: end }),
        ...shapeOf(shape, feed),
      };
    },
  );
  return { feeds, problems };
}

function bad(at: KeyPath, on: 'key' | 'value', problem: string, hint: string): Problem {
  return { severity: 'error', code: 'config/bad-value', message: `${dotted(at)}: ${problem}`, hint, at, on };
}

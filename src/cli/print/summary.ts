import type { BuildResult, PublishedDocument, PublishedFeed } from '../../build/result.ts';
import type { Tally } from '../../build/tally.ts';
import type { FeedKind } from '../../feed/plan.ts';
import type { Style } from './style.ts';
import { visible } from './visible.ts';
import { count, duration, grouped, listed } from './words.ts';

/** How many documents are named; the others are counted. */
const named = 3;

const kinds: Record<FeedKind, string> = { main: 'main', source: 'by source', tag: 'by tag', named: 'asked for' };

const formats = { rss: 'RSS', atom: 'Atom', json: 'JSON' } as const;

/**
 * What a run made, for people: totals, the first few of what changed, and where to subscribe.
 *
 * @param site `output` as the user would name it.
 */
export function buildSummary(
  result: BuildResult,
  tally: Tally,
  site: { readonly output: string; readonly baseUrl: string },
  milliseconds: number,
  style: Style,
): string {
  const rows: [string, string][] = [
    ...entriesRow(tally),
    ['feeds', feedsRow(tally)],
    ['documents', documentsRow(tally)],
    ...changeRows(result),
    ...notPublishedRows(tally),
  ];
  const title = `${count(tally.published, 'article')} published in ${visible(site.output)}, ${duration(milliseconds)}`;
  return [style.bold(style.green(title)), ...table(rows, style), ...subscribe(result.feeds, site.baseUrl, style)].join(
    '\n',
  );
}

/** What a run would make. */
export function checkSummary(result: BuildResult, tally: Tally, style: Style): string {
  const parts = [
    `${count(tally.published, 'article')} would be published`,
    `${grouped(tally.leftOut)} left out`,
    ...(tally.held > 0 ? [`${grouped(tally.held)} held back`] : []),
    ...(tally.warnings > 0 ? [count(tally.warnings, 'warning')] : []),
  ];
  const clean = tally.leftOut === 0 && tally.warnings === 0;
  const title = style.bold((clean ? style.green : style.yellow)(parts.join(', ')));
  const rows: [string, string][] = [...entriesRow(tally), ['documents', documentsRow(tally)], ...changeRows(result)];
  return [title, ...table(rows, style)].join('\n');
}

/** Nothing where nothing became of any entry. */
function entriesRow({ changes }: Tally): [string, string][] {
  const kinds = Object.entries(changes).filter(([, number]) => number > 0);
  if (kinds.length === 0) return [];
  return [['entries', listed(kinds.map(([kind, number]) => `${grouped(number)} ${kind}`))]];
}

function feedsRow({ feeds }: Tally): string {
  const parts = (Object.keys(kinds) as FeedKind[]).filter((kind) => feeds[kind] > 0);
  return listed(parts.map((kind) => `${grouped(feeds[kind])} ${kinds[kind]}`)) || 'none';
}

function documentsRow({ documents }: Tally): string {
  const parts = (['new', 'changed', 'unchanged', 'removed'] as const).filter((change) => documents[change] > 0);
  return listed(parts.map((change) => `${grouped(documents[change])} ${change}`)) || 'none';
}

function changeRows(result: BuildResult): [string, string][] {
  const changes: [string, readonly string[]][] = [
    ['new', pathsOf(result.documents, 'new')],
    ['changed', pathsOf(result.documents, 'changed')],
    ['removed', result.removed],
  ];
  return changes.filter(([, paths]) => paths.length > 0).map(([change, paths]) => [change, firstFew(paths)]);
}

function pathsOf(documents: readonly PublishedDocument[], change: PublishedDocument['change']): string[] {
  return documents.filter((document) => document.change === change).map(({ path }) => path);
}

function firstFew(paths: readonly string[]): string {
  const first = paths.slice(0, named).map(visible);
  const more = paths.length - first.length;
  return more > 0 ? `${first.join(', ')} and ${grouped(more)} more` : listed(first);
}

function notPublishedRows({ leftOut, held, warnings }: Tally): [string, string][] {
  const rows: [string, string][] = [];
  if (leftOut > 0) rows.push(['left out', `${count(leftOut, 'article')}, named above with the reason`]);
  if (held > 0) rows.push(['held back', `${count(held, 'draft or later article', 'drafts or later articles')}`]);
  if (warnings > 0) rows.push(['warnings', grouped(warnings)]);
  return rows;
}

function subscribe(feeds: readonly PublishedFeed[], baseUrl: string, style: Style): string[] {
  const main = feeds.find(({ folder }) => folder === '');
  if (!main) return [];
  const urls = (['rss', 'atom', 'json'] as const).flatMap((format) => {
    const url = main.urls[format];
    return url === undefined ? [] : [[formats[format], visible(url)] satisfies [string, string]];
  });
  const all: [string, string][] = feeds.length > 1 ? [['OPML', `${visible(baseUrl)}feeds.opml  (all feeds)`]] : [];
  return [style.bold('Subscribe'), ...table([...urls, ...all], style)];
}

/** Two columns, the second aligned. */
export function table(rows: readonly (readonly [string, string])[], style: Style): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${style.dim(name.padEnd(width))}  ${value}`);
}

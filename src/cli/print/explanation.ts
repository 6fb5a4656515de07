import { rfc3339 } from '../../text/instant.ts';
import type { Explanation, Membership } from '../explanation.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';
import { grouped } from './words.ts';

/** As much of a summary as is shown, in UTF-16 code units. */
const longestSummary = 100;

const states: Record<Explanation['state'], string> = {
  published: 'published',
  kept: 'kept as it was last published',
  held: 'held back, by its author’s wish',
  'left out': 'left out',
  ignored: 'not an article of this configuration',
};

/** What became of one file, for people; its diagnostics are printed separately. */
export function explanationText(explanation: Explanation, style: Style): string {
  const { file, state, feeds } = explanation;
  const colour = state === 'published' ? style.green : style.yellow;
  const lines = [`${style.bold(visible(file))} is ${colour(states[state])}`, ...table(factRows(explanation), style)];
  if (feeds.length > 0) lines.push(style.bold('Feeds'), ...table(feeds.map(feedRow), style));
  return lines.join('\n');
}

function factRows({ entry, article }: Explanation): [string, string][] {
  const rows: [name: string, value: string | undefined, from?: string | undefined][] = [];
  const origins = article?.origins ?? {};
  if (entry) rows.push(['id', entry.id, entry.idFrom]);
  const shown = entry ?? article;
  if (shown) rows.push(['title', shown.title, origins.title]);
  if (entry) rows.push(['link', entry.link], ['page', entry.page === entry.link ? undefined : entry.page]);
  if (entry) rows.push(['source', sourceText(entry.source), origins.source]);
  if (shown) {
    const day = article?.precision === 'day' ? 'a day, without a time' : undefined;
    rows.push(['published', rfc3339(shown.published), [origins.published, day].filter(Boolean).join('; ')]);
    if (shown.updated !== undefined) rows.push(['updated', rfc3339(shown.updated), origins.updated]);
    rows.push(['authors', shown.authors.map(({ name }) => name).join(', ')]);
    rows.push(['language', shown.language]);
    rows.push(['tags', shown.tags.map((tag) => (typeof tag === 'string' ? tag : tag.name)).join(', ')]);
    rows.push(['summary', article && cut(article.summary), origins.summary]);
    rows.push(['enclosures', shown.enclosures.map(({ url }) => url).join(', ')]);
  }
  return rows.flatMap(([name, value, from]) => (value ? [[name, withOrigin(value, from)]] : []));
}

function cut(text: string): string {
  return text.length <= longestSummary ? text : `${text.slice(0, longestSummary).toWellFormed().trimEnd()}…`;
}

function withOrigin(value: string, from: string | undefined): string {
  return from ? `${visible(value)}  (${visible(from)})` : visible(value);
}

function sourceText(source: NonNullable<Explanation['entry']>['source']): string | undefined {
  return source && [source.name, source.url && `<${source.url}>`].filter(Boolean).join(' ');
}

function feedRow({ feed, position }: Membership): [string, string] {
  const place = position === undefined ? 'not shown: newer entries fill it' : `number ${grouped(position)}`;
  const url = feed.urls.rss ?? feed.urls.atom ?? feed.urls.json ?? '';
  return [visible(feed.folder || 'main'), `${place} of ${grouped(feed.total)}  ${visible(url)}`];
}

import type { Entry, EntryContent } from '../../archive/entry.ts';
import { plainText } from '../../article/content/plain-text.ts';
import { dayIn } from '../../text/zone.ts';
import { type Facts, filterTerm, mostShards, shardOf } from '../browser/segments.ts';
import { eachTerm } from '../browser/tokens.ts';

/**
 * What the search index has to know of an entry, as lines: its facts as JSON ({@link Facts}), then for each shard of the
 * largest segments the terms that fall into it, set apart by spaces, in the order of the text. What stands before a term
 * says where it stands: in title or tags, or else in the names of source and authors, or else in the text.
 */
export const marks = { title: '!', name: '~' } as const;

/**
 * How many terms of its text an entry is found by, the first ones. Of real articles one in a thousand has more, but log
 * files, lists of numbers and programs do, and nobody looks for what is in them.
 */
const mostTerms = 6000;

/** Characters that a result shows, about. */
const titleLength = 300;
const nameLength = 100;
const summaryLength = 200;

export type SearchedEntry = Pick<Entry, 'title' | 'tags' | 'source' | 'authors' | 'published' | 'language'>;

/**
 * The row of an entry, in UTF-8.
 *
 * @param page `href` relative to the output folder or absolute; the zone in which its day is told.
 */
export function searchRow(
  entry: SearchedEntry,
  { summary, html }: Pick<EntryContent, 'summary' | 'html'>,
  page: { readonly href: string; readonly timezone: string },
): Uint8Array {
  const { tags, source, authors } = entry;
  const terms = new Map<string, string>();
  for (const { slug } of tags) terms.set(filterTerm('tag', slug), '');
  if (source) terms.set(filterTerm('source', source.slug), '');
  addTerms(terms, [entry.title, ...tags.map(({ name }) => name)], marks.title);
  addTerms(terms, [source?.name ?? '', ...authors.map(({ name }) => name)], marks.name);
  addTerms(terms, [summary, plainText(html)], '');
  const facts: Facts = {
    date: dayIn(page.timezone, entry.published),
    title: shortened(entry.title, titleLength),
    href: page.href,
    ...(source && { source: shortened(source.name, nameLength) }),
    summary: shortened(summary, summaryLength),
    ...(entry.language !== undefined && { language: entry.language }),
  };
  const lines = new Array<string>(mostShards).fill('');
  for (const [term, mark] of terms) {
    const shard = shardOf(term, mostShards);
    lines[shard] = lines[shard] === '' ? mark + term : `${lines[shard]} ${mark}${term}`;
  }
  return Buffer.from(`${JSON.stringify(facts)}\n${lines.join('\n')}`);
}

/** A term keeps the first mark that it gets. */
function addTerms(terms: Map<string, string>, texts: readonly string[], mark: string): void {
  const most = terms.size + mostTerms;
  for (const text of texts) {
    eachTerm(text, (term) => {
      if (terms.size < most && !terms.has(term)) terms.set(term, mark);
    });
  }
}

/** Cut at a space where there is one near the end. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  const space = head.lastIndexOf(' ');
  return `${(space > length - 40 ? head.slice(0, space) : head).replace(/…$/, '').trimEnd()}…`;
}

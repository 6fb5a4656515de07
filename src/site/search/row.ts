import type { Entry, EntryContent } from '../../archive/entry.ts';
import { plainText } from '../../article/content/plain-text.ts';
import { dayIn } from '../../text/zone.ts';
import { type Facts, filterTerm, mostShards, shardOf } from '../browser/segments.ts';
import { eachTerm } from '../browser/tokens.ts';

/**
 * What the search index has to know of an entry, as lines: its facts as JSON ({@link Facts}), then for each shard of the
 * largest segments the terms that fall into it, set apart by spaces, in the order of their code units. Those of title,
 * tags, authors and source are marked by what stands before them.
 */
export const mark = '!';

/**
 * How many terms of its text an entry is found by, the first ones: no article says more (of 5,900 real ones the longest
 * has 4,300), but a log file, a list of numbers or a program does, and nobody looks for that.
 */
const mostTerms = 6000;

/** Characters that a result shows, about. */
const titleLength = 300;
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
  const marked = markedTerms(entry);
  const others = new Set<string>();
  const add = (term: string) => {
    if (others.size < mostTerms && !marked.has(term)) others.add(term);
  };
  eachTerm(summary, add);
  eachTerm(plainText(html), add);
  const { title, source, language, published } = entry;
  const facts: Facts = {
    date: dayIn(page.timezone, published),
    title: shortened(title, titleLength),
    href: page.href,
    ...(source && { source: source.name }),
    summary: shortened(summary, summaryLength),
    ...(language !== undefined && { language }),
  };
  const lines = Array.from({ length: mostShards }, (): string[] => []);
  for (const term of marked) lines[shardOf(term, mostShards)]?.push(mark + term);
  for (const term of others) lines[shardOf(term, mostShards)]?.push(term);
  return Buffer.from(`${JSON.stringify(facts)}\n${lines.map(written).join('\n')}`);
}

function markedTerms({ title, tags, source, authors }: SearchedEntry): Set<string> {
  const marked = new Set(tags.map(({ slug }) => filterTerm('tag', slug)));
  if (source) marked.add(filterTerm('source', source.slug));
  const names = [title, ...tags.map(({ name }) => name), ...authors.map(({ name }) => name), source?.name ?? ''];
  for (const name of names) {
    eachTerm(name, (term) => {
      if (marked.size < mostTerms) marked.add(term);
    });
  }
  return marked;
}

/** Cut at a space where there is one near the end. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  const space = head.lastIndexOf(' ');
  return `${(space > length - 40 ? head.slice(0, space) : head).replace(/…$/, '').trimEnd()}…`;
}

function written(terms: string[]): string {
  return terms.length > 1 ? terms.sort().join(' ') : (terms[0] ?? '');
}

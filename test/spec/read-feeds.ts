import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';

/** Throws unless the text is a namespace-well-formed XML 1.0 document. */
export function assertWellFormed(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}

/** What an independent parser reads from an entry, by the words of this project. */
export interface ReadEntry {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly link: string | undefined;
  readonly content: string | undefined;
  readonly summary: string | undefined;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  readonly published: string | undefined;
}

export function readRss(text: string): ReadEntry[] {
  assertWellFormed(text);
  return (parseRssFeed(text).items ?? []).map((item) => ({
    id: item.guid?.value,
    title: item.title,
    link: item.link,
    content: item.content?.encoded,
    summary: item.description,
    tags: (item.categories ?? []).map(({ name }) => name ?? ''),
    authors: item.dc?.creators ?? [],
    published: item.pubDate,
  }));
}

export function readAtom(text: string): ReadEntry[] {
  assertWellFormed(text);
  return (parseAtomFeed(text).entries ?? []).map((entry) => ({
    id: entry.id,
    title: textOf(entry.title),
    link: entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href,
    content: textOf(entry.content),
    summary: textOf(entry.summary),
    tags: (entry.categories ?? []).map(({ term }) => term ?? ''),
    authors: (entry.authors ?? []).map(({ name }) => name ?? ''),
    published: entry.published,
  }));
}

export function readJson(text: string): ReadEntry[] {
  return (parseJsonFeed(JSON.parse(text)).items ?? []).map((item) => ({
    id: item.id,
    title: item.title,
    link: item.url,
    content: item.content_html ?? item.content_text,
    summary: item.summary,
    tags: item.tags ?? [],
    authors: (item.authors ?? []).map(({ name }) => name ?? ''),
    published: item.date_published,
  }));
}

function textOf(construct: unknown): string | undefined {
  if (construct === undefined || typeof construct === 'string') return construct;
  return (construct as { value?: string }).value;
}

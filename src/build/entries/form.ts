import type { FeedFormat, PagesConfig } from '../../config/config.ts';

/** What pages are made of: a page of its own, its place in lists, and what the search index needs of it. */
export type PageForm = 'page' | 'card' | 'search';

/** What is kept of an entry: its bytes in a format, its item in the archive index, its pages, and what is known of it. */
export type Form = FeedFormat | 'index' | PageForm | 'row';

/** What lists of entries want of each. */
export function listForms({ search }: Pick<PagesConfig, 'search'>): PageForm[] {
  return search ? ['card', 'search'] : ['card'];
}

export const pageForms: readonly PageForm[] = ['page', 'card', 'search'];

export const forms: readonly Form[] = ['rss', 'atom', 'json', 'index', ...pageForms, 'row'];

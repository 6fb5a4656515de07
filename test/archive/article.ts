import type { Article } from '../../src/article/article.ts';

/** An article of one's own with everything that is required and nothing else. */
export function articleOf(facts: Partial<Article> = {}): Article {
  const { path = 'a.md', title = 'A title' } = facts;
  return {
    path,
    file: `articles/${path}`,
    title,
    authors: [],
    published: Date.UTC(2024, 1, 29, 8),
    precision: 'instant',
    tags: [],
    summary: '',
    show: 'full',
    html: `<p>${path}</p>`,
    textHash: path,
    fileHash: path,
    enclosures: [],
    media: [],
    origins: {},
    ...facts,
  };
}

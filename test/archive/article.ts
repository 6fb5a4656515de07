import type { Article, ArticleFacts } from '../../src/article/article.ts';
import { contentBytes } from '../../src/article/content-bytes.ts';

/** An article of one's own with everything that is required and nothing else; its content is in memory. */
export function articleOf(facts: Partial<Article> = {}): ArticleFacts {
  const { path = 'a.md', title = 'A title' } = facts;
  return factsOf({
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
  });
}

/** What the archive has to know of an article, and the rest as bytes. */
export function factsOf({ html, summary, image, origins, ...facts }: Article): ArticleFacts {
  const content = { html, summary, ...(image !== undefined && { image }), origins };
  return { content: contentBytes(content), hasHtml: html !== '', ...facts };
}

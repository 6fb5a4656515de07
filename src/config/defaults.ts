import type { ArticleFolder, FeedShape, LinkPolicy } from './config.ts';

/** What holds where neither file nor command line says anything. docs/configuration.md lists the same values. */
export const defaults = {
  title: 'Articles',
  baseUrl: 'http://127.0.0.1:8080/',
  timezone: 'UTC',
  articles: 'articles',
  output: 'output',
  link: { clippings: 'source', page: 'articles/{path}.html' } satisfies LinkPolicy,
  feed: { entries: 50, bytes: 512_000, formats: ['rss', 'atom', 'json'] } satisfies FeedShape,
  folder: {
    include: ['**/*.md', '**/*.markdown', '**/*.mdx'],
    exclude: [],
    tags: [],
    content: 'full',
  } satisfies Partial<ArticleFolder>,
} as const;

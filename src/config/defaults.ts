import type { ArticleFolder, FeedShape, Guard, HistoryPolicy, Limits, LinkPolicy, RateLimit } from './config.ts';

/** What holds where neither file nor command line says anything. docs/configuration.md lists the same values. */
export const defaults = {
  title: 'Articles',
  baseUrl: 'http://127.0.0.1:8080/',
  timezone: 'UTC',
  articles: 'articles',
  output: 'output',
  state: '.hayloft',
  link: { clippings: 'source', page: 'articles/{path}.html' } satisfies LinkPolicy,
  feed: { entries: 50, bytes: 512_000, formats: ['rss', 'atom', 'json'] } satisfies FeedShape,
  history: { entries: 100, tags: false } satisfies HistoryPolicy,
  versions: true,
  tombstones: false,
  guard: { entries: 10, percent: 5 } satisfies Guard,
  schedule: '*/15 * * * *',
  watch: false,
  limits: { run: 3600, stop: 30 } satisfies Limits,
  server: { host: '127.0.0.1', port: 8080, limit: { perSecond: 10, burst: 1000 } satisfies RateLimit, metrics: true },
  folder: {
    include: ['**/*.md', '**/*.markdown', '**/*.mdx'],
    exclude: [],
    tags: [],
    content: 'full',
    undated: 'leave-out',
    keep: false,
    pictures: false,
  } satisfies Partial<ArticleFolder>,
} as const;

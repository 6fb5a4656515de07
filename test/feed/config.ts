import type { Config, FeedShape } from '../../src/config/config.ts';

const feed: FeedShape = { entries: 50, bytes: 512_000, formats: ['rss', 'atom', 'json'] };

/** The defaults, at example.org. */
export function configOf(values: Partial<Config> = {}): Config {
  return {
    title: 'Press archive',
    baseUrl: 'https://example.org/',
    siteId: 'example.org,2026',
    authors: [],
    timezone: 'UTC',
    articles: [],
    output: '/nowhere',
    state: '/nowhere/.hayloft',
    history: false,
    versions: true,
    tombstones: false,
    guard: { entries: 10, percent: 5 },
    schedule: false,
    watch: false,
    hubs: [],
    notify: {},
    limits: { run: 3600, stop: 30 },
    server: { host: '127.0.0.1', port: 0, limit: false, metrics: true, aliases: new Map() },
    link: { clippings: 'source', page: 'articles/{path}.html' },
    feed,
    groups: { sources: feed, tags: feed },
    pages: false,
    feeds: [],
    sources: [],
    ...values,
  };
}

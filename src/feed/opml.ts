import type { Config, FeedFormat } from '../config/config.ts';
import { escapeMarkup } from '../text/escape.ts';
import { rfc822 } from '../text/rfc822.ts';
import { type ComposedFeed, latestOf } from './compose.ts';
import type { Document } from './document.ts';

/** What a reader is told to poll where a feed has several formats; all readers of OPML know these two. */
const preference: readonly FeedFormat[] = ['atom', 'rss', 'json'];

const groups = [
  ['source', 'Sources'],
  ['tag', 'Tags'],
  ['named', 'Feeds'],
] as const;

/** OPML 2.0 (opml.org/spec2.opml), a subscription list: the main feed, then a group each of sources, tags and names. */
export function opml(feeds: readonly ComposedFeed[], config: Config): Document {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeMarkup(config.title)}</title>`,
    `    <dateModified>${rfc822(latestOf(feeds))}</dateModified>`,
    `    <ownerName>${escapeMarkup(config.authors[0]?.name ?? config.title)}</ownerName>`,
    '  </head>',
    '  <body>',
    ...feeds.filter(({ plan }) => plan.kind === 'main').map((feed) => `    ${outline(feed, config)}`),
    ...groups.flatMap(([kind, label]) => {
      const inside = feeds.filter(({ plan }) => plan.kind === kind);
      if (inside.length === 0) return [];
      return [
        `    <outline text="${label}">`,
        ...inside.map((feed) => `      ${outline(feed, config)}`),
        '    </outline>',
      ];
    }),
    '  </body>',
    '</opml>',
    '',
  ];
  return { path: 'feeds.opml', chunks: [Buffer.from(lines.join('\n'))] };
}

/** `type` is `rss` for every format (OPML 2.0, "subscription lists"). */
function outline({ plan, urls }: ComposedFeed, config: Config): string {
  const format = preference.find((candidate) => urls[candidate] !== undefined) as FeedFormat;
  const attributes = {
    type: 'rss',
    text: plan.name,
    title: plan.title,
    description: plan.description,
    xmlUrl: urls[format] as string,
    htmlUrl: config.baseUrl,
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escapeMarkup(value)}"`);
  return `<outline ${written.join(' ')}/>`;
}

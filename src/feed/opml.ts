import type { Config, FeedFormat } from '../config/config.ts';
import { escapeMarkup } from '../text/escape.ts';
import { rfc822 } from '../text/rfc822.ts';
import { type ComposedFeed, latestOf } from './compose.ts';
import type { Document } from './document.ts';
import { homeOf } from './facts.ts';

/** What a reader is told to poll where a feed has several formats; all readers of OPML know these two. */
const preference: readonly FeedFormat[] = ['atom', 'rss', 'json'];

const groups = [
  ['source', 'Sources'],
  ['tag', 'Tags'],
  ['named', 'Feeds'],
] as const;

/** OPML 2.0 (opml.org/spec2.opml), a subscription list: the main feed, then a group each of sources, tags and names. */
export function opml(feeds: readonly ComposedFeed[], config: Config): Document {
  const names = distinct(feeds, ({ name }) => name);
  const titles = distinct(feeds, ({ title }) => title);
  const outline = ({ plan: { folder, description }, urls }: ComposedFeed): string => {
    const format = preference.find((candidate) => urls[candidate] !== undefined) as FeedFormat;
    const attributes = {
      // For every format ("subscription lists").
      type: 'rss',
      text: names.get(folder) as string,
      title: titles.get(folder) as string,
      description,
      xmlUrl: urls[format] as string,
      htmlUrl: homeOf(folder, config),
    };
    const written = Object.entries(attributes).map(([name, value]) => `${name}="${escapeMarkup(value)}"`);
    return `<outline ${written.join(' ')}/>`;
  };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeMarkup(config.title)}</title>`,
    `    <dateModified>${rfc822(latestOf(feeds))}</dateModified>`,
    `    <ownerName>${escapeMarkup(config.authors[0]?.name ?? config.title)}</ownerName>`,
    '  </head>',
    '  <body>',
    ...feeds.filter(({ plan }) => plan.kind === 'main').map((feed) => `    ${outline(feed)}`),
    ...groups.flatMap(([kind, label]) => {
      const inside = feeds.filter(({ plan }) => plan.kind === kind);
      if (inside.length === 0) return [];
      return [`    <outline text="${label}">`, ...inside.map((feed) => `      ${outline(feed)}`), '    </outline>'];
    }),
    '  </body>',
    '</opml>',
    '',
  ];
  return { path: 'feeds.opml', chunks: [Buffer.from(lines.join('\n'))] };
}

/**
 * What feeds are called by folder, each differently: a source may be called as a tag is, and rss2email takes nothing of a
 * list in which two names have the same letters and digits, while sfeed keeps two feeds of one name in one file. Behind
 * all but the first stands the folder.
 */
function distinct(
  feeds: readonly ComposedFeed[],
  wordsOf: (plan: ComposedFeed['plan']) => string,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    feeds.map(({ plan }) => {
      const words = wordsOf(plan);
      const letters = words.replace(/[^\p{L}\p{N}_.-]+/gu, '-');
      const isFree = !taken.has(letters);
      taken.add(letters);
      return [plan.folder, isFree ? words : `${words} (${plan.folder})`];
    }),
  );
}

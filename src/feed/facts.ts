import type { Config, FeedFormat } from '../config/config.ts';
import type { Instant } from '../text/instant.ts';
import { tagUri } from '../text/tag-uri.ts';
import type { Addresses, FeedFacts } from './document.ts';
import type { FeedPlan } from './plan.ts';
import { renderers } from './renderers.ts';

/** What all documents of a feed say of it, the newest and those of its history: nothing but what is configured. */
export function factsOf(
  plan: Pick<FeedPlan, 'title' | 'description' | 'folder'>,
  config: Config,
): Omit<FeedFacts, 'urls' | 'place' | 'updated'> {
  const { title, description, folder } = plan;
  return {
    title,
    description,
    id: tagUri(config.siteId, folder ? `feed/${folder}` : 'feed'),
    home: homeOf(folder, config),
    language: config.language ?? 'und',
    authors: config.authors.length > 0 ? config.authors : [{ name: config.title }],
  };
}

/** What a feed is about, as people see it: its page, where there are pages; else the site. */
export function homeOf(folder: string, { baseUrl, pages }: Pick<Config, 'baseUrl' | 'pages'>): string {
  return pages !== false && folder !== '' ? addressOf(`${folder}/`, baseUrl) : baseUrl;
}

/** RFC 4287 4.2.15 asks for a date of an empty feed, too: the month of that RFC, since it may not be that of the run. */
const never: Instant = Date.UTC(2005, 11);

export function latest(instants: readonly Instant[]): Instant {
  return instants.length === 0 ? never : instants.reduce((last, instant) => Math.max(last, instant));
}

/** Where the documents of a folder are served. */
export function addressesIn(folder: string, formats: readonly FeedFormat[], baseUrl: string): Addresses {
  return Object.fromEntries(
    formats.map((format) => [format, addressOf(pathIn(folder, renderers[format].fileName), baseUrl)]),
  );
}

/** @param path Under the output folder, `/`-separated. */
export function addressOf(path: string, baseUrl: string): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), baseUrl).href;
}

/** @param folder Empty for the output folder itself. */
export function pathIn(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}

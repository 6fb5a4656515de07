import type { FeedFormat } from '../config/config.ts';
import type { Addresses } from '../feed/document.ts';
import type { Alternate, Subscription } from './views.ts';

/** Media types by which feed readers discover feeds; without parameters, since they compare them as text. */
const types: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** @param title Of the feed. */
export function alternatesOf(urls: Addresses, title: string): Alternate[] {
  return subscriptionsOf(urls).map(({ format, href }) => ({ href, type: types[format], title }));
}

/** In the order in which the configuration names the formats. */
export function subscriptionsOf(urls: Addresses): Subscription[] {
  return Object.entries(urls).map(([format, href]) => ({ format: format as FeedFormat, href }));
}

import { createHash } from 'node:crypto';
import type { ArticleFacts } from '../article/article.ts';
import { tagUri } from '../text/tag-uri.ts';
import { siteOf } from '../text/url.ts';
import type { Entry } from './entry.ts';

/** Query parameters that say how a reader came, not where to. */
const tracking = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hsenc|_hsmi|ref_src)$/i;

/**
 * What an original is known by: its address without what changes while the page stays the same. The scheme, `www.`,
 * a final `/`, tracking parameters and a fragment do not count (a fragment that is a path, `#/a` or `#!a`, does).
 */
export function originalKey(url: string): string {
  const { port, pathname, searchParams, hash } = new URL(url);
  const query = [...searchParams].filter(([name]) => !tracking.test(name));
  const fragment = /^#[/!]/.test(hash) ? hash : '';
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : '';
  return `${siteOf(url)}${port && `:${port}`}${pathname.replace(/\/+$/, '')}${search}${fragment}`;
}

/**
 * An id for an article that brings none: minted from facts that last (the address of the original, else the path in
 * the collection) within the site's own name, never from title, date, position or base URL.
 *
 * Opaque on purpose (RFC 4287 4.2.6): a path that can be read in it would be mended by hand after a move.
 */
function mintId(siteId: string, fact: string): string {
  return tagUri(siteId, `entry/${createHash('sha256').update(fact).digest('hex').slice(0, 32)}`);
}

/** The id of an article seen by itself, and why it is that. */
export function identify(article: ArticleFacts, siteId: string): Pick<Entry, 'id' | 'idFrom'> {
  if (article.id !== undefined) return { id: article.id, idFrom: 'front matter' };
  if (article.originalUrl !== undefined) {
    return { id: mintId(siteId, `source ${originalKey(article.originalUrl)}`), idFrom: 'source URL' };
  }
  return { id: mintId(siteId, `path ${article.path}`), idFrom: 'path' };
}

/**
 * The id of an article that is new, which nothing else has or ever had: of two that name one original, the second has
 * its path in it, and where an article of that path was published before, a number.
 *
 * @returns Undefined where the article states an id that is another's.
 */
export function mintNew(
  article: ArticleFacts,
  siteId: string,
  isTaken: (id: string) => boolean,
): Pick<Entry, 'id' | 'idFrom'> | undefined {
  const alone = identify(article, siteId);
  if (!isTaken(alone.id)) return alone;
  if (article.id !== undefined) return undefined;
  const { originalUrl, path } = article;
  const idFrom = originalUrl === undefined ? 'path' : 'source URL and path';
  const fact = originalUrl === undefined ? `path ${path}` : `source ${originalKey(originalUrl)} path ${path}`;
  for (let number = 1; ; number += 1) {
    const id = mintId(siteId, number === 1 ? fact : `${fact} ${number}`);
    if (!isTaken(id)) return { id, idFrom };
  }
}

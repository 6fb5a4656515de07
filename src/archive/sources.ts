import type { ArticleFacts } from '../article/article.ts';
import type { DeclaredSource } from '../config/config.ts';
import { fold, slug } from '../text/slug.ts';
import { siteOf } from '../text/url.ts';
import type { Source } from './entry.ts';

/**
 * Finds the one source that articles mean, however they name it: `Observador`, `observador`, or any address at a host
 * of the declared one. A source that nobody declared is known by its name, else by its host, and spelled as the first
 * article does for which it is asked.
 *
 * @param spelled By slug, the names of those that are known; others are added.
 */
export function sourceFinder(
  declared: readonly DeclaredSource[],
  spelled: Map<string, string>,
): (article: Pick<ArticleFacts, 'source' | 'originalUrl'>) => Source | undefined {
  const byName = new Map<string, Source>();
  const byHost = new Map<string, Source>();
  for (const { key, name, url, feed, hosts } of declared) {
    const source = { slug: slug(key), name, ...(url && { url }), ...(feed && { feed }) };
    byName.set(fold(name), source);
    byName.set(fold(key), source);
    for (const host of hosts) byHost.set(host, source);
  }

  const asFirst = (key: string, name: string) => {
    const first = spelled.get(key) ?? name;
    spelled.set(key, first);
    return first;
  };

  // One object for all articles that mean it: they are as many as entries.
  const undeclared = new Map<string, Source>();
  const theOne = (source: Source) => {
    const text = JSON.stringify([source.slug, source.url, source.feed]);
    const first = undeclared.get(text) ?? source;
    undeclared.set(text, first);
    return first;
  };

  return ({ source: stated, originalUrl }) => {
    const address = stated?.url ?? originalUrl;
    const known = (stated?.name && byName.get(fold(stated.name))) || (address && atHost(byHost, siteOf(address)));
    if (known) return known;
    if (!stated && !originalUrl) return undefined;
    const name = stated?.name ?? siteOf(address as string);
    const { url, feed } = stated ?? {};
    const key = slug(name);
    return theOne({ slug: key, name: asFirst(key, name), ...(url && { url }), ...(feed && { feed }) });
  };
}

/** A declared host covers its subdomains: the longest that fits. */
function atHost(byHost: ReadonlyMap<string, Source>, host: string): Source | undefined {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const source = byHost.get(name);
    if (source) return source;
  }
  return byHost.get(host);
}

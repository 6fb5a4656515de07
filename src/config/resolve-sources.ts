import { oneLine } from '../text/characters.ts';
import { fold } from '../text/slug.ts';
import { httpUrl, siteOf } from '../text/url.ts';
import type { DeclaredSource } from './config.ts';
import { dotted, type KeyPath, type Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';
import { readHost } from './values/host.ts';
import { known } from './values/reading.ts';

/**
 * Sources as declared. No two may share a name (case and separators aside) or a host, since each is a way in which an
 * article can mean one of them.
 */
export function resolveSources(declared: NonNullable<ConfigFile['sources']>): {
  sources: DeclaredSource[];
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  /** Says that `key` is meant by `fact`; a second owner is a problem. */
  const claim = (fact: string, key: string, at: KeyPath, what: string): void => {
    const owner = owners.get(fact);
    if (owner === undefined) owners.set(fact, key);
    else if (owner !== key) {
      const message = `${dotted(at)}: ${what} already stands for sources.${owner}`;
      problems.push({
        severity: 'error',
        code: 'config/bad-value',
        message,
        hint: 'make it one source',
        at,
        on: 'value',
      });
    }
  };

  const sources = Object.entries(declared).map(([key, { name, url, feed, hosts }]): DeclaredSource => {
    const at = ['sources', key];
    const shownName = oneLine(name ?? key);
    const home = url === undefined ? undefined : httpUrl(url.trim());
    const hostNames = hosts === undefined ? hostsOfHome(home) : hosts.map((host) => known(readHost(host)));
    claim(`name ${fold(key)}`, key, at, JSON.stringify(key));
    if (fold(shownName) !== fold(key))
      claim(`name ${fold(shownName)}`, key, [...at, 'name'], JSON.stringify(shownName));
    for (const [i, host] of hostNames.entries()) {
      claim(`host ${host}`, key, hosts === undefined ? [...at, 'url'] : [...at, 'hosts', i], JSON.stringify(host));
    }
    return {
      key,
      name: shownName,
      ...(home === undefined ? {} : { url: home }),
      ...(feed === undefined ? {} : { feed: httpUrl(feed.trim()) as string }),
      hosts: [...new Set(hostNames)],
    };
  });
  return { sources, problems };
}

/** A home page below a host, such as that of a magazine on a large platform, does not own the host. */
function hostsOfHome(home: string | undefined): string[] {
  return home !== undefined && /^https?:\/\/[^/]+\/$/.test(home) ? [siteOf(home)] : [];
}

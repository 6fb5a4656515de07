import type { Alias, Config } from '../../config/config.ts';
import { literalPattern } from '../../text/escape.ts';
import { mediaTypes } from '../../text/media-type.ts';
import { cacheControl } from '../caching.ts';
import { feeds, texts } from '../kind.ts';
import { mediaPolicy, pageReferrers } from '../represent.ts';
import { allowed, encodedBelow, fieldsFromAnyOrigin } from '../respond.ts';

/** What another server has to know to serve an output folder as ours does, as far as it can. */
export interface StaticSite {
  /** Absolute path. */
  readonly output: string;
  readonly host: string;
  /** Path of the base URL, with `/` at both ends. */
  readonly mount: string;
  /** Those with a query first: without one, any will do. */
  readonly former: readonly FormerAddress[];
  /** The base URL without its final `/`. */
  readonly base: string;
  /** The part of a `Link` field that names the hubs; empty where there is none. */
  readonly hubs: string;
}

export interface FormerAddress {
  /** Paths as requests have them, encoded, with the mount. */
  readonly paths: readonly string[];
  /** Encoded; empty where the path alone decides. */
  readonly query: string;
  /** Where it leads: a path with the mount, encoded, or an absolute address. */
  readonly to: string;
  /** What it has where it has the content itself: a path without the mount, decoded. */
  readonly shows: string;
  readonly by: Alias['by'];
}

export function staticSite({ output, baseUrl, hubs, server }: Config): StaticSite {
  const { hostname: host, pathname: mount } = new URL(baseUrl);
  return {
    output,
    host,
    mount,
    former: [...server.aliases]
      .map(([name, alias]) => formerAddress(name, alias, mount))
      .sort((a, b) => Number(a.query === '') - Number(b.query === '')),
    base: baseUrl.slice(0, -1),
    hubs: hubs.map((hub) => `<${hub}>; rel="hub", `).join(''),
  };
}

function formerAddress(name: string, { to, by }: Alias, mount: string): FormerAddress {
  const [path = '', ...query] = name.split('?');
  const at = encodedBelow({ mount }, path);
  return {
    paths: query.length > 0 ? [at] : [at, `${at}/`],
    query: query.join('?'),
    to: /^https?:/i.test(to) ? to : encodedBelow({ mount }, to),
    shows: `/${to}`,
    by,
  };
}

/** Types of documents by file name, without their charset, which is UTF-8 where there is one. */
export const namedTypes: readonly { readonly name: string; readonly type: string; readonly isUtf8: boolean }[] =
  Object.entries(feeds).map(([name, { type }]) => ({ name, ...typeAndCharset(type) }));

/** The same by extension. */
export const textTypes: readonly { readonly extension: string; readonly type: string; readonly isUtf8: boolean }[] =
  Object.entries(texts).map(([extension, type]) => ({ extension, ...typeAndCharset(type) }));

/** Type by extension, of all that there can be. */
export const extensionTypes: ReadonlyMap<string, string> = new Map([
  ...mediaTypes,
  ...textTypes.map(({ extension, type }) => [extension, type] as const),
]);

/** As `isTopic` has it, of a path under the output folder with a first `/`: documents that are polled … */
export const topicPattern = `(?:/[^?]*)?/(?:${namedTypes.map(({ name }) => literalPattern(name)).join('|')})`;
/** … among which pages of history are not. */
export const pagePattern = '(?:/[^?]*)?/archive/\\d+/[^/?]+';

/** All of them, and what else is text: what is worth coding. */
export const codedTypes: readonly string[] = [
  ...new Set([...namedTypes, ...textTypes].map(({ type }) => type)),
  'image/svg+xml',
];

function typeAndCharset(type: string) {
  const [bare = '', charset] = type.split('; ');
  return { type: bare, isUtf8: charset !== undefined };
}

/** With a schedule that is not known. */
const moment = { now: 0 };

export const policies = {
  changing: cacheControl('run', moment),
  page: cacheControl('revision', moment),
  media: cacheControl('ever', moment),
  svg: mediaPolicy,
  referrers: pageReferrers,
  allow: allowed,
  preflight: fieldsFromAnyOrigin,
} as const;

import { httpDate } from '../text/http-date.ts';
import { type Instant, rfc3339 } from '../text/instant.ts';
import { cacheControl, type Moment } from './caching.ts';
import { represent } from './represent.ts';
import { forAnyOrigin, noBody, plainResponse, type Request, type Response } from './response.ts';
import type { Gone, Site } from './site.ts';
import { isHost, readTarget } from './target.ts';

export const allowed = 'GET, HEAD, OPTIONS';

/** That scripts of other origins may send: all, and by name, for browsers that do not know `*`, what decides anything. */
export const fieldsFromAnyOrigin =
  '*, A-IM, If-Match, If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range';

/** Characters; what is longer is 414. Addresses of documents have a fraction of it. */
export const longestTarget = 8192;

/** Answers a request that nothing is wrong with out of a site. Nothing else is asked: neither the clock nor the disk nor the network. */
export function respond(request: Request, site: Site, moment: Moment): Response {
  const { method, target } = request;
  // Most requests are for a document by its plain address.
  const plain = target.startsWith('/') ? site.documents.get(target.slice(1)) : undefined;
  if (plain && method !== 'OPTIONS') return represent(request, plain, moment);

  const read = readTarget(method, target);
  if (read.is === 'wrong') return plainResponse(400, 'The address in the request is none.', moment.now);
  if (method === 'OPTIONS') return options(moment.now);
  if (read.is === 'server') return plainResponse(400, 'The address in the request is none.', moment.now);
  if (read.is === 'unencoded') {
    return leadsSomewhere(site, read.path) ? redirect(read.target, moment) : notFound(moment.now);
  }
  const found = read.path === undefined ? undefined : find(site, read.path, read.query);
  if (!found) return notFound(moment.now);
  switch (found.is) {
    case 'document':
      return represent(request, found.document, moment, found.location);
    case 'elsewhere':
      return redirect(found.location + (found.keepsQuery && read.query ? `?${read.query}` : ''), moment);
    case 'gone':
      return goneResponse(found.gone, moment);
  }
}

/** Answers a request with which something is wrong whatever it asks for. */
export function refuse({ method, target, version, fields }: Request, now: Instant): Response | undefined {
  const { host, expect } = fields;
  if (version === 'unknown') return unknownVersion(now);
  if (host === undefined ? version === '1.1' : !isHost(host)) {
    // RFC 9112 3.2
    return { ...plainResponse(400, 'The request needs one Host field, and a valid one.', now), closes: true };
  }
  const coding = fields['transfer-encoding'];
  if (coding !== undefined) {
    // RFC 9112 6.1
    if (version === '1.0') return { ...plainResponse(400, 'HTTP/1.0 has no Transfer-Encoding.', now), closes: true };
    if (coding.toLowerCase() !== 'chunked') {
      return { ...plainResponse(501, 'No transfer coding but chunked is known here.', now), closes: true };
    }
  }
  if (expect?.split(',').some((each) => !/^(?:100-continue)?$/i.test(each.trim()))) {
    return plainResponse(417, 'Only 100-continue can be expected.', now);
  }
  if (target.length > longestTarget) return plainResponse(414, 'The address is too long.', now);
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined;
  return plainResponse(405, 'What is here can be read only.', now, ['Allow', allowed]);
}

type Found =
  | {
      readonly is: 'document';
      readonly document: NonNullable<ReturnType<Site['documents']['get']>>;
      readonly location?: string;
    }
  | { readonly is: 'elsewhere'; readonly location: string; readonly keepsQuery: boolean }
  | { readonly is: 'gone'; readonly gone: Gone };

/** What a decoded path leads to, with the path of the base URL before it or without. */
function find(site: Site, path: string, query: string): Found | undefined {
  const prefix = site.mount.slice(1);
  if (prefix !== '' && `${path}/` === prefix) return { is: 'elsewhere', location: site.mount, keepsQuery: true };
  if (prefix !== '' && path.startsWith(prefix)) {
    const below = findBelow(site, path.slice(prefix.length), query);
    if (below) return below;
  }
  return findBelow(site, path, query);
}

function findBelow(site: Site, path: string, query: string): Found | undefined {
  const byQuery = query === '' ? undefined : former(site, `${path}?${query}`);
  if (byQuery) return byQuery;
  const document = site.documents.get(path);
  if (document) return { is: 'document', document };
  // A reader that polls a former address of a feed must not find a page there, since pages came later.
  const byPath = former(site, path.replace(/\/$/, ''));
  if (byPath) return byPath;
  const page = pageAt(site, path);
  if (page) return page;
  const gone = site.gone.get(path);
  return gone && { is: 'gone', gone };
}

/**
 * A page whose address is not the name of its file: that of a folder ends in `/`; any other without an extension lies in
 * a file with `.html` behind its name, which is what was asked for sooner than a folder of that name.
 */
function pageAt(site: Site, path: string): Found | undefined {
  if (path === '' || path.endsWith('/')) {
    const document = site.documents.get(`${path}index.html`);
    return document && { is: 'document', document };
  }
  const document = site.documents.get(`${path}.html`);
  if (document) return { is: 'document', document, location: encodedBelow(site, document.path) };
  if (!site.documents.has(`${path}/index.html`)) return undefined;
  return { is: 'elsewhere', location: `${encodedBelow(site, path)}/`, keepsQuery: true };
}

/** An address that feeds or pages had before (`aliases` in the configuration). */
function former(site: Site, name: string): Found | undefined {
  const alias = site.aliases.get(name);
  if (!alias) return undefined;
  if (/^https?:/i.test(alias.to)) return { is: 'elsewhere', location: alias.to, keepsQuery: false };
  const document = site.documents.get(alias.to);
  const location = encodedBelow(site, alias.to);
  if (alias.by === 'redirect') return { is: 'elsewhere', location, keepsQuery: false };
  return document && { is: 'document', document, location };
}

/** Whether there is anything at a decoded path, or was. */
export function leadsSomewhere(site: Site, path: string): boolean {
  return find(site, path, '') !== undefined;
}

/** As clients ask for it, also by way of a proxy that takes the path of the base URL away. */
export function encodedBelow({ mount }: Pick<Site, 'mount'>, path: string): string {
  return `${mount}${path.split('/').map(encodeURIComponent).join('/')}`;
}

function options(now: Instant): Response {
  return {
    status: 204,
    fields: [
      'Date',
      httpDate(now),
      'Allow',
      allowed,
      ...forAnyOrigin,
      // Fetch 3.2.2: to scripts of any origin, in answer to what they ask before a request with fields of its own. Not all
      // browsers know what `*` stands for.
      'Access-Control-Allow-Methods',
      'GET, HEAD',
      'Access-Control-Allow-Headers',
      fieldsFromAnyOrigin,
      'Access-Control-Max-Age',
      '86400',
    ],
    body: noBody,
  };
}

/** RFC 9110 15.6.6. */
export function unknownVersion(now: Instant): Response {
  return { ...plainResponse(505, 'HTTP/1.1 is spoken here.', now), closes: true };
}

export function redirect(location: string, moment: Moment): Response {
  return plainResponse(301, `It is at ${location} now.`, moment.now, [
    'Location',
    location,
    'Cache-Control',
    cacheControl('run', moment),
  ]);
}

function notFound(now: Instant): Response {
  return plainResponse(404, 'There is nothing at this address.', now);
}

/** RFC 9110 15.5.11: who asks for the page of an entry that was taken back is told so, and need not come back. */
function goneResponse({ at, reason }: Gone, moment: Moment): Response {
  const when = rfc3339(at).slice(0, 10);
  return plainResponse(410, `${reason}: what was here was taken back on ${when}.`, moment.now, [
    'Cache-Control',
    cacheControl('run', moment),
  ]);
}

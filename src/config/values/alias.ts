import { httpUrl } from '../../text/url.ts';
import { type Reading, shown } from './reading.ts';

/**
 * A path at which something was: as requests have it, decoded, without first and last `/`. With a query where that
 * tells documents apart: `?feed=rss2`.
 */
export function readFormerPath(text: string): Reading<string> {
  if (/[\s#]/.test(text) || /^https?:/i.test(text)) {
    return {
      problem: `${shown(text)} is not a path`,
      hint: 'write what stands behind the host, as in feed/ or ?feed=rss2',
    };
  }
  const mark = text.includes('?') ? text.indexOf('?') : text.length;
  const path = decoded(text.slice(0, mark));
  if (path === undefined) return { problem: `${shown(text)} has a % that encodes nothing`, hint: 'write it as %25' };
  const query = text.slice(mark);
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (trimmed === '' && query.length < 2) {
    return { problem: `${shown(text)} is where the site itself is`, hint: 'name a path below it' };
  }
  return { value: query === '' ? trimmed : `${path.replace(/^\/+/, '')}${query}` };
}

/** Where something is now: a path under the output folder, or an absolute address. */
export function readAliasTarget(text: string): Reading<string> {
  const url = httpUrl(text.trim());
  if (url !== undefined) return { value: url };
  const path = decoded(text.trim())?.replace(/^\/+/, '');
  if (path === undefined || path === '' || /[\s?#]|^[a-z][a-z\d+.-]*:/i.test(path)) {
    return {
      problem: `${shown(text)} is neither a path nor an http or https address`,
      hint: 'write it as in rss.xml, tags/space/atom.xml or https://example.org/rss.xml',
    };
  }
  return { value: path };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

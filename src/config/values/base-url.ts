import { httpUrl } from '../../text/url.ts';
import { type Reading, shown } from './reading.ts';

/**
 * The address under which the output folder is served: absolute http(s), ends in `/`.
 * Every address in the documents is made by appending to it, so a query, a fragment or a password has no place there.
 */
export function readBaseUrl(text: string): Reading<string> {
  const url = httpUrl(text.trim());
  if (url === undefined) {
    const meant = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text.trim()) ? httpUrl(`https://${text.trim()}`) : undefined;
    return {
      problem: `${shown(text)} is not an absolute http or https address without user name and password`,
      hint: meant === undefined ? 'write it whole, as in https://example.org/' : `did you mean "${meant}"?`,
    };
  }
  if (/[?#]/.test(url)) {
    return {
      problem: `${shown(text)} has a query or a fragment`,
      hint: `did you mean "${url.replace(/[?#].*/, '')}"?`,
    };
  }
  return { value: url.endsWith('/') ? url : `${url}/` };
}

/** Any other absolute http(s) address: a source's home page or feed, an author's page. */
export function readHttpUrl(text: string): Reading<string> {
  const url = httpUrl(text.trim());
  if (url !== undefined) return { value: url };
  return {
    problem: `${shown(text)} is not an absolute http or https address without user name and password`,
    hint: 'write it whole, as in https://example.org/about',
  };
}

import { type Html, html, type Value } from '../html.ts';

/**
 * Addresses that a page may lead to: http(s), mail, or a place on this site. A browser skips white space and control
 * characters, so that what holds any may mean something else than it seems to.
 */
const safe = /^(?:https?:\/\/|mailto:|(?![a-z][a-z\d+.-]*:|[\\/]{2}))[^\0-\x20]+$/i;

/**
 * A link; where its address is none that a page may lead to, what would stand in it.
 *
 * @param attributes With a space before each.
 */
export function anchor(href: string, content: Value, attributes?: Html): Value {
  return safe.test(href) ? html`<a href="${href}"${attributes}>${content}</a>` : content;
}

/** The address as a page under `root` has it: what lies below the base URL is found beside it, also without a server. */
export function nearby(address: string, root: string, baseUrl: string): string {
  return address.startsWith(baseUrl) ? root + address.slice(baseUrl.length) : address;
}

/** The address for people to read, with lines that end where a part of its path does. */
export function shownAddress(address: string): Value[] {
  return address.split(/(?<=[^/:]\/)/).flatMap((part, i) => (i === 0 ? [part] : [html`<wbr>`, part]));
}

/** The host of an http(s) URL as people say it, without `www.`. */
export function hostOf(address: string): string {
  return /^https?:\/\/(?:www\.)?([^/?#]+)/i.exec(address)?.[1] ?? address;
}

import { unescaped } from '../../article/content/html-scanner.ts';

const FOOTNOTE_IDS = / id="(fn(?:ref)?-[^"]*)"/g;
const HEADINGS = /<h[1-6](?:\s[^>]*)?>(.*?)<\/h[1-6]>/gs;

/**
 * What an article leads to within itself: its footnotes, and headings.
 *
 * In feeds headings have no ids, so that links to them were written for those that another generator makes of their
 * words. Generators differ in what they do with all but letters and digits: only these are compared, and only what is
 * led to gets an id.
 */
export class LinkTargets {
  /** Ids of headings, by their place among all of the article, from 0. */
  readonly headings: ReadonlyMap<number, string>;
  private readonly footnotes: ReadonlySet<string>;
  private readonly byAddress = new Map<string, string>();
  /** What stands before fragments of the article, escaped. */
  private readonly before: string | undefined;

  /** @param anchor What stands before `#` in links within the article. */
  constructor(html: string, anchor: string | undefined) {
    this.footnotes = new Set(Array.from(html.matchAll(FOOTNOTE_IDS), ([, id = '']) => id));
    const headings = new Map<number, string>();
    const before = anchor === undefined ? undefined : `${anchor.replaceAll('&', '&amp;')}#`;
    this.before = before;
    const written = before === undefined ? [] : fragmentsIn(html, before);
    const fragments = written.filter((fragment) => !this.footnotes.has(fragment));
    const places = fragments.length > 0 ? placesOf(html) : new Map<string, number>();
    for (const fragment of fragments) {
      const key = lettersOf(decoded(fragment));
      const place = places.get(key);
      if (place === undefined) continue;
      // Nothing else in a page begins so.
      headings.set(place, `h-${key}`);
      this.byAddress.set(`${before}${fragment}`, `h-${key}`);
    }
    this.headings = headings;
  }

  /** The id of the element of the article to which the address, escaped, leads. */
  idOf(address: string): string | undefined {
    const hash = address.lastIndexOf('#');
    if (hash < 0) return undefined;
    const fragment = address.slice(hash + 1);
    return this.footnotes.has(fragment) ? fragment : this.byAddress.get(address);
  }

  /** From `#` on, of an address, escaped, that leads to a place in the article which its page does not have. */
  fragmentOf(address: string): string | undefined {
    return this.before !== undefined && address.startsWith(this.before)
      ? address.slice(this.before.length - 1)
      : undefined;
  }
}

function fragmentsIn(html: string, before: string): string[] {
  const opening = `href="${before}`;
  const found = new Set<string>();
  for (let at = html.indexOf(opening); at >= 0; at = html.indexOf(opening, at + 1)) {
    const from = at + opening.length;
    found.add(html.slice(from, html.indexOf('"', from)));
  }
  return [...found];
}

/** By their letters; the second of two with the same has a `1` after them, as most generators have it. */
function placesOf(html: string): Map<string, number> {
  const places = new Map<string, number>();
  const seen = new Map<string, number>();
  let place = 0;
  for (const [, inside = ''] of html.matchAll(HEADINGS)) {
    const key = lettersOf(unescaped(inside.replace(/<[^>]*>/g, '')));
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const own = before === 0 ? key : key + before;
    if (own !== '' && !places.has(own)) places.set(own, place);
    place++;
  }
  return places;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(unescaped(fragment));
  } catch {
    return fragment;
  }
}

import { withdrawalReasons } from '../feed/withdrawal-reasons.ts';
import type { Gone } from './site.ts';

/** Members of an item of the archive index (feed/archive-index.ts) that are read here. */
interface Item {
  readonly state: string;
  readonly url: string;
  readonly date_modified: string;
  readonly reason: keyof typeof withdrawalReasons;
}

export function isIndex(path: string): boolean {
  return path === 'index.json' || /^archive\/index\/\d+\.json$/.test(path);
}

/**
 * The pages of entries that were withdrawn, by address, out of `index.json` or one of its pages. None, where it is no
 * index of ours any more.
 */
export function withdrawnIn(index: Buffer): (readonly [url: string, Gone])[] {
  // Most pages name none, and parsing a page takes a hundred times as long as looking for the word.
  if (!index.includes('"withdrawn"')) return [];
  try {
    const { items } = JSON.parse(index.toString()) as { readonly items: readonly Item[] };
    return items.flatMap(({ state, url, date_modified: at, reason }) => {
      if (state !== 'withdrawn') return [];
      return [[url, { at: Date.parse(at), reason: withdrawalReasons[reason] }] as const];
    });
  } catch {
    // Somebody edited it.
    return [];
  }
}

/**
 * The path under the output folder by which a page is asked for. Addresses that do not lie below the base URL are not
 * ours to speak for, and what no path alone leads to is not asked for.
 */
export function pathBelow(baseUrl: string, url: string): string | undefined {
  if (!url.startsWith(baseUrl) || /[?#]/.test(url)) return undefined;
  try {
    return decodeURIComponent(url.slice(baseUrl.length));
  } catch {
    // Not UTF-8, and no path of a request is.
    return undefined;
  }
}

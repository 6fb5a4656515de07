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
 * The pages of entries that were withdrawn, by path under the output folder, out of `index.json` or one of its pages.
 * Addresses that do not lie below the base URL are not ours to speak for.
 */
export function withdrawnIn(index: Buffer, baseUrl: string): (readonly [path: string, Gone])[] {
  // Most pages name none, and parsing a page takes a hundred times as long as looking for the word.
  if (!index.includes('"withdrawn"')) return [];
  const { items } = JSON.parse(index.toString()) as { readonly items: readonly Item[] };
  return items.flatMap(({ state, url, date_modified: at, reason }) => {
    if (state !== 'withdrawn' || !url.startsWith(baseUrl)) return [];
    const path = decodeURIComponent(url.slice(baseUrl.length).replace(/[?#].*$/, ''));
    return [[path, { at: Date.parse(at), reason: withdrawalReasons[reason] }] as const];
  });
}

import type { Entry } from '../../archive/entry.ts';
import { withdrawnAs } from '../../archive/history.ts';
import type { KnownEntry } from '../../archive/ledger/ledger.ts';
import type { Config } from '../../config/config.ts';
import { pagePath, pathKeyOf } from '../../site/address/page-path.ts';
import { textKey } from '../cache/world.ts';

/** Absolute address of the page of what is published, or of what is left of it; undefined of what goes on as another. */
export function pageOf(known: KnownEntry, entry: Entry | undefined, config: Config): string | undefined {
  return entry?.page ?? withdrawnAs(known, config)?.page;
}

/** What two pages share of which only one can be written, as a number; 0 where none can. */
export function pageKey(page: string | undefined, { baseUrl }: Pick<Config, 'baseUrl'>): number {
  const path = page === undefined ? undefined : pagePath(page, baseUrl);
  return path === undefined ? 0 : textKey(pathKeyOf(path));
}

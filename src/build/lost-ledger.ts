import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../archive/ledger/ledger.ts';
import type { Identified } from '../archive/record.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { indexName, indexPagesFolder } from '../feed/archive-index.ts';

/**
 * Where the output shows entries of which the ledger knows nothing, since it is not there or older than the output:
 * which of their ids this run would not give again. To a subscriber, each of them is an article that comes back as
 * unread, or is lost.
 *
 * @param ledgerFile As messages name it.
 */
export function lostLedger(
  output: string,
  identified: readonly Identified[],
  ledger: Ledger,
  ledgerFile: string,
): Diagnostic[] {
  const isThere = ledger.entries.size > 0;
  // A ledger that lags behind lacks the newest entries, which the index holds itself.
  const published = publishedIds(output, isThere ? 'newest' : 'all');
  const given = new Set(identified.map(({ id }) => id));
  const lost = published.filter((id) => !given.has(id) && !ledger.ids.has(id));
  if (lost.length === 0) return [];
  const state = isThere ? 'is older than the output' : 'is not there';
  return [
    {
      severity: 'error',
      code: 'guard/ledger-missing',
      file: ledgerFile,
      message: `${state}, and with it as it is ${lost.length} of ${published.length} published entries would get another id or be dropped`,
      hint: 'bring the ledger back from a backup, or name its folder with --state; if it is meant, build once with --accept',
    },
  ];
}

/** Of the archive index of the last run; none where there is no index that can be read. */
function publishedIds(output: string, which: 'newest' | 'all'): string[] {
  const pages = which === 'all' ? namesIn(join(output, indexPagesFolder)) : [];
  return [...pages.map((name) => `${indexPagesFolder}/${name}`), indexName].flatMap((path) =>
    itemsIn(join(output, path)).flatMap(({ id, state }) =>
      typeof id === 'string' && state !== 'withdrawn' ? [id] : [],
    ),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function itemsIn(page: string): readonly { readonly id?: unknown; readonly state?: unknown }[] {
  try {
    const { items } = JSON.parse(readFileSync(page, 'utf8'));
    return Array.isArray(items) ? items.map((item) => item ?? {}) : [];
  } catch {
    return [];
  }
}

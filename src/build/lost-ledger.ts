import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identified } from '../archive/record.ts';
import type { Diagnostic } from '../diagnostic.ts';

/**
 * Where there is no ledger, though the output shows that something was published: which of its ids this run would not
 * give again. To a subscriber, each of them is an article that comes back as unread, or is lost.
 *
 * @param ledgerFile As messages name it.
 */
export function lostLedger(output: string, identified: readonly Identified[], ledgerFile: string): Diagnostic[] {
  const published = publishedIds(output);
  const given = new Set(identified.map(({ id }) => id));
  const lost = published.filter((id) => !given.has(id));
  if (lost.length === 0) return [];
  return [
    {
      severity: 'error',
      code: 'guard/ledger-missing',
      file: ledgerFile,
      message: `is not there, and without it ${lost.length} of ${published.length} published entries would get another id or be dropped`,
      hint: 'bring the ledger back from a backup, or name its folder with --state; if it is meant, build once with --accept',
    },
  ];
}

/** Of the archive index of the last run; none where there is no index that can be read. */
function publishedIds(output: string): string[] {
  try {
    const { items } = JSON.parse(readFileSync(join(output, 'index.json'), 'utf8')) as {
      items: { id: unknown; state: unknown }[];
    };
    return items.flatMap(({ id, state }) => (typeof id === 'string' && state !== 'withdrawn' ? [id] : []));
  } catch {
    return [];
  }
}

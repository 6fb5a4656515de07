import type { Guard } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { byCodeUnit } from '../text/order.ts';
import type { KnownEntry } from './ledger/ledger.ts';
import type { Changes } from './record.ts';

/** Of each kind so many are named. */
const named = 5;

/**
 * Why a run is not to be published: it would give another id to, bring back to the top, or drop more of the entries that
 * subscribers know than the guard allows, so that something else is wrong than a few articles. Empty where it is not.
 *
 * @param published How many entries are published.
 * @param lost Entries of which neither the file nor what was kept of it can be published, whatever the ledger says.
 */
export function refusalsOf(
  changes: Changes,
  lost: readonly KnownEntry[],
  published: number,
  guard: Guard,
): Diagnostic[] {
  const { replaced, resurfaced } = changes;
  const dropped = changes.withdrawn.flatMap(({ known }) => (replaced.includes(known) ? [] : [known]));
  const count = new Set([...replaced, ...resurfaced, ...dropped, ...lost]).size;
  if (count <= guard.entries || count <= (published * guard.percent) / 100) return [];
  const kinds: [string, readonly KnownEntry[]][] = [
    ['be dropped, for their files are gone or say that they are not to be published', dropped],
    ['be missing, for neither their files nor the bytes that were kept of them can be published', lost],
    ['get another id, and be unread again, for other articles lie in their places', replaced],
    ['come back to the top, for they are dated later than before', resurfaced],
  ];
  return kinds
    .filter(([, entries]) => entries.length > 0)
    .map(([what, entries]) => ({
      severity: 'error',
      code: 'guard/too-many-changes',
      message: `${entries.length} of ${published} published entries would ${what}: ${namesOf(entries)}`,
      hint: 'if it is meant, build once with --accept; if these are other articles, give them a state folder of their own with --state',
    }));
}

function namesOf(entries: readonly KnownEntry[]): string {
  const paths = entries.map(({ path }) => path).sort(byCodeUnit);
  const names = paths.slice(0, named).join(', ');
  return paths.length > named ? `${names} and ${paths.length - named} more` : names;
}

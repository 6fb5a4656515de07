import { type Instant, rfc3339 } from '../../text/instant.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';
import { count, grouped } from './words.ts';

export interface LedgerFacts {
  readonly entries: number;
  /** How many of them are withdrawn. */
  readonly withdrawn: number;
  /** Of all entries together. */
  readonly versions: number;
  /** The first and the last moment recorded; none in an empty ledger. */
  readonly first?: Instant;
  readonly last?: Instant;
}

/** What a ledger without damage holds. */
export function ledgerText(file: string, lines: number, facts: LedgerFacts, style: Style): string {
  if (lines === 0) return `There is no ${visible(file)} yet: nothing has been published.`;
  const { entries, withdrawn, versions, first, last } = facts;
  const rows: [string, string][] = [
    ['lines', grouped(lines)],
    ['entries', withdrawn > 0 ? `${grouped(entries)}, ${grouped(withdrawn)} of them withdrawn` : grouped(entries)],
    ['versions', grouped(versions)],
    ...(first === undefined ? [] : [['first', rfc3339(first)] satisfies [string, string]]),
    ...(last === undefined ? [] : [['last', rfc3339(last)] satisfies [string, string]]),
  ];
  return [style.bold(style.green(`${visible(file)} is whole`)), ...table(rows, style)].join('\n');
}

export function compactionText(file: string, before: number, after: number, style: Style): string {
  const changed = `${count(before, 'line')} before, ${grouped(after)} after`;
  const said = before === after ? `${count(before, 'line')}, as before` : changed;
  return `${style.bold(visible(file))}  ${said}`;
}

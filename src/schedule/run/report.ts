import type { BuildResult, PublishedFeed } from '../../build/result.ts';
import { type Tally, tally } from '../../build/tally.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Instant } from '../../text/instant.ts';

/** What is left of a run when its process has ended. */
export interface RunReport {
  readonly outcome: 'published' | 'refused';
  readonly tally: Tally;
  /** Where the main feed is polled. */
  readonly urls: PublishedFeed['urls'];
  readonly nextDue?: Instant;
  /** Errors and warnings, the first of them. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many there are, notes included, by code. */
  readonly codes: ReadonlyMap<string, number>;
}

/** So many diagnostics are kept in memory and written into the status; all of them are named by `hayloft check`. */
const mostDiagnostics = 200;

export function reportOf(result: BuildResult): RunReport {
  const { outcome, diagnostics, feeds, nextDue } = result;
  const codes = new Map<string, number>();
  for (const { code } of diagnostics) codes.set(code, (codes.get(code) ?? 0) + 1);
  const [main] = feeds;
  const serious = (severity: Diagnostic['severity']) => diagnostics.filter((each) => each.severity === severity);
  return {
    outcome: outcome === 'published' ? 'published' : 'refused',
    tally: tally(result, diagnostics),
    urls: main?.urls ?? {},
    ...(nextDue !== undefined && { nextDue }),
    diagnostics: [...serious('error'), ...serious('warning')].slice(0, mostDiagnostics),
    codes,
  };
}

import type { Instant } from '../text/instant.ts';

/** What a server tells of itself beside what it counts; whoever runs it keeps it up to date. */
export interface ServerState {
  readonly startedAt: Instant;
  /** The runs behind what is served; absent where they are somebody else's business (`hayloft serve`). */
  job?: JobState | undefined;
}

export const runOutcomes = ['published', 'refused', 'failed', 'skipped'] as const;
/** `skipped`: its slot came while another run was under way. */
type RunOutcome = (typeof runOutcomes)[number];

export interface JobState {
  readonly runs: Readonly<Record<RunOutcome, number>>;
  /** Of all runs but those that were skipped. */
  readonly seconds: { readonly sum: number; readonly last: number | undefined };
  /** When the last run ended that published, or found nothing to change. */
  readonly lastGood: Instant | undefined;
  /** Until when it counts as fresh. */
  readonly goodUntil: Instant | undefined;
  readonly nextSlot: Instant | undefined;
  /** Published entries. */
  readonly entries: number;
  /** Of the last run, by code. */
  readonly diagnostics: ReadonlyMap<string, number>;
}

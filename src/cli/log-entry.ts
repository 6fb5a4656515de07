import type { Instant } from '../text/instant.ts';
import type { Style } from './print/style.ts';

/** One thing that happened, said twice. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** For people: a line without a full stop, perhaps with more below it. */
  readonly text: string;
  /** For programs. */
  readonly event: { readonly event: string } & Record<string, unknown>;
}

/** Whom entries are made for. */
export interface LogReader {
  readonly style: Style;
  readonly columns: number;
  /** An instant as the reader wants to see it. */
  readonly when: (instant: Instant) => string;
}

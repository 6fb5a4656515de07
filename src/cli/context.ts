import type { Instant } from '../text/instant.ts';
import type { Terminal } from './terminal.ts';

/** What a command may know of the world; made once, in main.ts. */
export interface Context {
  /** Absolute path. */
  readonly cwd: string;
  readonly now: Instant;
  readonly terminal: Terminal;
  /** Milliseconds of a clock that only goes forward. */
  readonly ticks: () => number;
  /** The wall clock, for what goes on for long. */
  readonly clock: () => Instant;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of this process. */
  readonly pid: number;
}

/** The options of every command, as commander gives them. */
export interface CommonOptions {
  readonly config?: string;
  readonly articles?: string[];
  readonly output?: string;
  readonly state?: string;
  readonly baseUrl?: string;
  readonly timezone?: string;
  readonly json?: true;
  readonly now?: string;
  readonly debug?: true;
}

/** What the command line asks for that cannot be done: said in one line, and nothing is done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

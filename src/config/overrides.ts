import type { Problem } from './problem.ts';
import type { Reading } from './values/reading.ts';

/** What the command line says, which wins over the file. Paths are relative to the working directory. */
export interface Overrides {
  /** `--config` */
  readonly config?: string | undefined;
  /** `--articles`; in place of all folders of the file. */
  readonly articles?: readonly string[] | undefined;
  /** `--output` */
  readonly output?: string | undefined;
  /** `--state` */
  readonly state?: string | undefined;
  /** `--base-url` */
  readonly baseUrl?: string | undefined;
  /** `--timezone` */
  readonly timezone?: string | undefined;
}

/** What is wrong with the value of an option, by the name of the option. */
export function flagProblems(flag: string, reading: Reading<unknown>): Problem[] {
  if ('value' in reading) return [];
  const { problem, hint } = reading;
  return [{ severity: 'error', code: 'config/bad-value', message: `${flag}: ${problem}`, hint }];
}

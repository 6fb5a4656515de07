import type { DiagnosticCode, Place, Severity } from '../diagnostic.ts';

/** Where a value stands in the configuration: keys of mappings, indices of lists. */
export type KeyPath = readonly (string | number)[];

/** Something wrong with the configuration, mostly before its place in the file has been looked up. */
export interface Problem {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  /** As in `Diagnostic`. */
  readonly message: string;
  readonly hint?: string | undefined;
  /** Empty where the file as a whole is at fault, absent where the command line is. */
  readonly at?: KeyPath;
  /** Which of the two the caret points at; by default the value. */
  readonly on?: 'key' | 'value';
  /** Where it is known already. */
  readonly place?: Place | undefined;
}

/** The path as people write it: `feeds.space.tags.any[0]`; keys that would not read so are put in quotes. */
export function dotted(path: KeyPath): string {
  return path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = /^[\p{L}\p{M}\p{N}_$-]+$/u.test(key) ? key : JSON.stringify(key);
      return i === 0 ? name : `.${name}`;
    })
    .join('');
}

import type { Place } from '../diagnostic.ts';
import type { KeyPath, Problem } from './problem.ts';

/** A configuration file that has been read: what it says, or why it says nothing, and where it says what. */
export interface Source {
  /** Plain data; undefined where the file could not be read as what its name says it is. */
  readonly value: unknown;
  /** What was found on the way. */
  readonly problems: readonly Problem[];
  /** The place of a key or a value, or of what is nearest above it; undefined where it cannot be told. */
  readonly locate: (path: KeyPath, on: 'key' | 'value') => Promise<Place | undefined>;
}

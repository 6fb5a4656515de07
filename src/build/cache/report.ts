import type { Diagnostic } from '../../diagnostic.ts';
import { unwritable } from '../system-error.ts';

/** @param file As messages name it. */
export function damagedCache(file: string): Diagnostic {
  return {
    severity: 'note',
    code: 'cache/damaged',
    file,
    message: 'was damaged and is made anew; that costs time only',
  };
}

/** The documents took the room that the cache would have had. */
export function fullCache(file: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'cache/cannot-write',
    file,
    message: 'has no room left on the disk; everything is published, and the next run takes longer',
    hint: 'make room; nothing else depends on it',
  };
}

export function unwritableCache(file: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    severity: 'warning',
    code: 'cache/cannot-write',
    file,
    message: `cannot be written (${unwritable(error)}); everything is published, and the next run takes longer`,
    hint: 'mend that; nothing else depends on it',
  };
}

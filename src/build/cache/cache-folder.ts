import { readFileSync } from 'node:fs';
import { isSystemError } from '../system-error.ts';

/** In the state folder: what may be deleted at any time, and costs time only. */
export const cacheFolder = 'cache';

/** The bytes of a file of the cache; undefined where it is not there, or not to be read. */
export function keptBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

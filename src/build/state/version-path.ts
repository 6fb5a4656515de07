import { join } from 'node:path';

/**
 * Where the bytes of an article lie that were published: once for each content, named by their SHA-256. Absolute.
 *
 * @param hash Hexadecimal: `EntryFacts.file`.
 */
export function versionPath(state: string, hash: string): string {
  return join(state, 'versions', hash.slice(0, 2), `${hash.slice(2)}.md`);
}

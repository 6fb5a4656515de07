import type { Entry } from '../archive/entry.ts';

/** Whether the Markdown of an entry may lie beside its page: of what is shown in full, and holds nothing private. */
export function isShownAsWritten({ isFull, hasComments }: Pick<Entry, 'isFull' | 'hasComments'>): boolean {
  return isFull && hasComments === undefined;
}

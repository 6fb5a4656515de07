import type { Entry } from '../archive/entry.ts';

/**
 * Whether an entry is published as it was written, too, beside its page, where Markdown is: not if only its summary is
 * shown, nor with what readers of the page are not shown.
 */
export function hasMarkdown({ isFull, hasComments }: Pick<Entry, 'isFull' | 'hasComments'>): boolean {
  return isFull && !hasComments;
}

import { closeness } from '../../text/sketch.ts';
import { fold } from '../../text/slug.ts';

/** What texts are told apart by: the digest of their words and, where there are enough, a sketch of them. */
export interface Words {
  readonly textHash?: string | undefined;
  readonly sketch?: string | undefined;
}

/**
 * Where the line is, as the share of three-word sequences that two texts have in common. From `same` on they are one
 * text, whatever else changed; from `akin` on if the title or the day is the same, too; from `doubtful` on somebody has
 * to say.
 */
export const lines = { same: 0.7, akin: 0.5, doubtful: 0.3 } as const;

/** 0 to 1; undefined where one of the two has too few words to tell. */
export function closenessOf(a: Words, b: Words): number | undefined {
  if (a.textHash !== undefined && a.textHash === b.textHash) return 1;
  if (a.sketch === undefined || b.sketch === undefined) return undefined;
  return closeness(a.sketch, b.sketch);
}

/** Of two clippings of one original, which is itself a reason. */
export function saysTheSame(a: Words, b: Words): boolean {
  return (closenessOf(a, b) ?? 0) >= lines.akin;
}

export function isSameTitle(a: { readonly title: string }, b: { readonly title: string }): boolean {
  return fold(a.title) === fold(b.title);
}

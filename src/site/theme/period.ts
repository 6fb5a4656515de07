import type { Words } from '../words/words.ts';

/** What a part of the archive is called: `2026`, `2026-03` or `2026-03-14` in words, or the part of a day. */
export function periodName(text: string, words: Words): string {
  if (/^[+-]?\d{4,6}(?:-\d\d){0,2}$/.test(text)) return words.period(text);
  return /^\d{1,3}$/.test(text) ? `${words.part} ${text}` : text;
}

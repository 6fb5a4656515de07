/** What a value of the configuration means, or why it means nothing. */
export type Reading<T> = { readonly value: T } | { readonly problem: string; readonly hint?: string };

const longest = 60;

/** The value as messages show it: a text in quotes and cut short, a structure by its kind. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cut(value));
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'object') return value instanceof Date ? 'a Date' : 'a mapping';
  return cut(String(value));
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`;
}

/** The value of a text that the schema has already accepted. */
export function known<T>(reading: Reading<T>): T {
  if ('value' in reading) return reading.value;
  throw new Error(`accepted by the schema, but not read: ${reading.problem}`);
}

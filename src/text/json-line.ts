/**
 * One event as one line of JSON (the shape of each is in docs/cli.md). Lone surrogates become U+FFFD, since strict
 * readers refuse their escapes (RFC 8259 8.2), and what a terminal would obey is escaped even where JSON need not.
 */
export function jsonLine(event: object): string {
  const text = JSON.stringify(event, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
  return text.replace(/[\u007F-\u009F\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

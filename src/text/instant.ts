/**
 * Milliseconds since 1970-01-01T00:00:00Z. Every date inside Hayloft is one; offsets and zones exist only where
 * dates are read (article/, config/) and never where they are written.
 */
export type Instant = number;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** Of a UTC day; instants know no leap seconds (POSIX). */
export const dayMs = 24 * hourMs;

/** RFC 3339 5.6, in UTC, with milliseconds only where there are any: `2024-02-29T08:00:00Z`. */
export function rfc3339(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

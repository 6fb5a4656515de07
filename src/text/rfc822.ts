import type { Instant } from './instant.ts';

/** RFC 822 5.1 with the four-digit year that RSS 2.0 asks for, in GMT: `Tue, 05 Mar 2024 10:00:00 GMT`. */
export function rfc822(instant: Instant): string {
  return new Date(instant).toUTCString();
}

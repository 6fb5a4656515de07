import type { Instant } from '../text/instant.ts';
import type { Lasting } from './kind.ts';

/** When a request is answered, and when what is served is expected to change. */
export interface Moment {
  readonly now: Instant;
  /** The next slot, or the minute of an entry that is to come out before; absent where nobody knows. */
  readonly changesAt?: Instant | undefined;
}

const daySeconds = 24 * 60 * 60;
/** Seconds, where nobody knows when the next run is. */
const unscheduled = 300;

/**
 * `Cache-Control` (RFC 9111 5.2.2). Until the next run nothing changes, so nobody need ask; but a run can be started by
 * hand, so never for more than a day. A full page of history stays as it is until a revision, which is not known of in
 * advance: it is kept for a day and then asked for again.
 */
export function cacheControl(lasting: Lasting, { now, changesAt }: Moment): string {
  if (lasting === 'ever') return 'public, max-age=31536000, immutable';
  if (lasting === 'revision') return `public, max-age=${daySeconds}, must-revalidate`;
  const left = changesAt === undefined ? unscheduled : Math.floor((changesAt - now) / 1000);
  return `public, max-age=${Math.min(Math.max(left, 0), daySeconds)}`;
}

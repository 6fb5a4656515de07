import type { Config } from '../config/config.ts';
import { readCron } from '../config/values/cron.ts';
import { known } from '../config/values/reading.ts';
import type { Instant } from '../text/instant.ts';
import { nextSlot } from './slots.ts';

/** The slots of a configuration. */
export interface Timetable {
  /** Of which unit of time each may have a slot. */
  readonly every: 'minute' | 'second';
  /** The first slot after an instant; none where there is no schedule. */
  readonly next: (after: Instant) => Instant | undefined;
}

export function timetableOf({ schedule, timezone }: Pick<Config, 'schedule' | 'timezone'>): Timetable {
  if (schedule === false) return { every: 'minute', next: () => undefined };
  const pattern = known(readCron(schedule));
  const hasSeconds = schedule.trim().split(/\s+/).length === 6;
  return { every: hasSeconds ? 'second' : 'minute', next: (after) => nextSlot(pattern, timezone, after) };
}

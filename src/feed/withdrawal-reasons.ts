import type { Withdrawn } from '../archive/entry.ts';

/** {@link Withdrawn.why}, in words. */
export const withdrawalReasons: Record<Withdrawn['why'], string> = {
  deleted: 'Deleted',
  draft: 'Taken back by its author',
  future: 'Given a date that has not come yet',
};

import { hourMs, type Instant, minuteMs } from '../text/instant.ts';

/** Why a run is made. */
export type Reason =
  /** The job begins. */
  | 'start'
  /** Another configuration. */
  | 'configuration'
  | 'slot'
  /** For slots that went by while the machine slept. */
  | 'missed'
  /** An article that was dated later. */
  | 'due'
  /** In a folder of articles. */
  | 'change'
  /** The last one failed. */
  | 'retry';

/** What the job has before it. */
export interface Agenda {
  /** Slots up to this instant are dealt with. */
  readonly doneUntil: Instant;
  readonly running: boolean;
  /** A run that waits for nothing but the end of the one under way. */
  readonly asked?: 'start' | 'configuration' | 'missed';
  /** When the first article that is held back is to come out. */
  readonly dueAt?: Instant;
  /** Changes that no run has seen: from when on, and when there are no more of them. */
  readonly change?: { readonly since: Instant; readonly quietAt: Instant };
  readonly retryAt?: Instant;
  /** Runs in a row that failed. */
  readonly failures: number;
}

/** What a look at the clock leads to. */
export interface Decision {
  readonly agenda: Agenda;
  /** Absent where nothing is to be done. */
  readonly begin?: Reason;
  /** Slots that came while a run was under way. */
  readonly skipped: number;
  /** Slots that went by unseen. */
  readonly missed: number;
}

/** A run that begins later than that after its slot makes up for it. */
const punctualMs = minuteMs;

/** A look that a slot leads to comes so soon after it. */
const promptMs = 1_000;

/** A folder in which nothing has changed for so long is quiet; one that never is, is looked at all the same. */
const quietMs = 2_000;
const longestMs = 30_000;

/** After a run that failed. */
const firstPauseMs = 30_000;
const longestPauseMs = hourMs;

/** So many slots are counted one by one; a machine that slept for a week wakes to many that lie a second apart. */
const mostCounted = 1_000;

export function firstAgenda(now: Instant): Agenda {
  return { doneUntil: now, running: false, asked: 'start', failures: 0 };
}

/**
 * What is to be done now. Slots are never queued: one that comes while a run is under way is skipped and counted, and for
 * those that went by unseen, in the middle of a run perhaps, one run makes up. What else asks for a run waits for the end
 * of the one under way.
 *
 * @param nextSlot The first slot after an instant; none where there is no schedule.
 */
export function look(before: Agenda, now: Instant, nextSlot: (after: Instant) => Instant | undefined): Decision {
  const agenda = onClock(before, now);
  const slots = slotsUntil(now, agenda.doneUntil, nextSlot);
  const after: Agenda = { ...agenda, doneUntil: slots.last ?? agenda.doneUntil };
  const isPunctual = slots.last !== undefined && now - slots.last <= punctualMs;
  const missed = slots.count - (isPunctual ? 1 : 0);
  if (agenda.running) {
    const asked = after.asked ?? (missed > 0 ? 'missed' : undefined);
    return { agenda: { ...after, ...(asked && { asked }) }, skipped: isPunctual ? 1 : 0, missed };
  }
  const begin = reasonFor(after, slots.last, isPunctual, now);
  if (begin === undefined) return { agenda: after, skipped: 0, missed };
  const { asked: _, dueAt, change, retryAt: __, ...rest } = after;
  return {
    begin,
    agenda: {
      ...rest,
      running: true,
      ...(dueAt !== undefined && dueAt > now && { dueAt }),
      ...(change && change.quietAt > now && { change }),
    },
    skipped: 0,
    missed,
  };
}

/**
 * The same by a clock that may have been set back: what it will show once more is not done, and nobody waits for longer
 * than was meant. A step of seconds repeats no slot.
 */
function onClock(agenda: Agenda, now: Instant): Agenda {
  const { doneUntil, change, retryAt } = agenda;
  return {
    ...agenda,
    doneUntil: now < doneUntil - punctualMs ? now - promptMs : doneUntil,
    ...(change && { change: { ...change, quietAt: Math.min(change.quietAt, now + longestMs) } }),
    ...(retryAt !== undefined && { retryAt: Math.min(retryAt, now + longestPauseMs) }),
  };
}

function reasonFor(agenda: Agenda, slot: Instant | undefined, isPunctual: boolean, now: Instant): Reason | undefined {
  if (agenda.asked) return agenda.asked;
  if (slot !== undefined) return isPunctual ? 'slot' : 'missed';
  const isPast = (instant: Instant | undefined) => instant !== undefined && instant <= now;
  if (isPast(agenda.dueAt)) return 'due';
  if (isPast(agenda.change?.quietAt)) return 'change';
  return isPast(agenda.retryAt) ? 'retry' : undefined;
}

function slotsUntil(now: Instant, from: Instant, nextSlot: (after: Instant) => Instant | undefined) {
  let count = 0;
  let last: Instant | undefined;
  for (let slot = nextSlot(from); slot !== undefined && slot <= now; slot = nextSlot(slot)) {
    count += 1;
    last = count < mostCounted ? slot : now;
    if (last === now) break;
  }
  return { count, last };
}

/** When to look again, if not at the next beat. */
export function nextMoment({ running, dueAt, change, retryAt }: Agenda): Instant | undefined {
  if (running) return undefined;
  const moments = [dueAt, change?.quietAt, retryAt].filter((instant) => instant !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Another configuration counts from now on. Slots that it would have had before were none. */
export function reconfigured(agenda: Agenda, now: Instant): Agenda {
  return { ...agenda, doneUntil: now, asked: 'configuration' };
}

/** A file in the folders of articles has changed. */
export function changed(agenda: Agenda, now: Instant): Agenda {
  const since = agenda.change?.since ?? now;
  return { ...agenda, change: { since, quietAt: Math.min(now + quietMs, since + longestMs) } };
}

/**
 * The run under way is over.
 *
 * @param outcome `busy`: another process has the state folder, which is no failure.
 * @param nextDue When the first article that it held back is to come out.
 */
export function ended(
  { retryAt: _, ...agenda }: Agenda,
  outcome: 'good' | 'bad' | 'busy',
  now: Instant,
  nextDue?: Instant,
): Agenda {
  const after: Agenda = { ...agenda, running: false };
  if (outcome === 'busy') return { ...after, retryAt: now + firstPauseMs };
  if (outcome === 'bad') {
    const failures = agenda.failures + 1;
    return { ...after, failures, retryAt: now + pauseAfter(failures) };
  }
  const { dueAt: __, ...rest } = after;
  return { ...rest, failures: 0, ...(nextDue !== undefined && { dueAt: nextDue }) };
}

/** Half a minute, one, two, four …, at most an hour. */
export function pauseAfter(failures: number): number {
  return Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
}

import { describe, expect, it } from 'vitest';
import {
  type Agenda,
  changed,
  type Decision,
  ended,
  firstAgenda,
  look,
  nextMoment,
  pauseAfter,
  reconfigured,
} from '../../src/schedule/agenda.ts';
import { hourMs, minuteMs } from '../../src/text/instant.ts';

const quarter = 15 * minuteMs;
const everyQuarter = (after: number) => (Math.floor(after / quarter) + 1) * quarter;
const never = () => undefined;
const second = 1000;
const eight = Date.UTC(2026, 10, 24, 8);

/** Between two runs, all slots up to eight o'clock dealt with. */
const idle: Agenda = { doneUntil: eight, running: false, failures: 0 };
const at = (agenda: Agenda, now: number, nextSlot: (after: number) => number | undefined = everyQuarter) =>
  look(agenda, now, nextSlot);

describe('a run is begun', () => {
  it('at the start, and then at each slot', () => {
    const start = at(firstAgenda(eight), eight);
    expect(start).toMatchObject({ begin: 'start', skipped: 0, missed: 0 });
    const after = ended(start.agenda, 'good', eight + second);
    expect(at(after, eight + quarter - 1).begin).toBeUndefined();
    expect(at(after, eight + quarter)).toMatchObject({ begin: 'slot', skipped: 0, missed: 0 });
  });

  it('once a slot, though the clock is looked at again and again', () => {
    const first = at(idle, eight + quarter + 5);
    const after = ended(first.agenda, 'good', eight + quarter + second);
    expect(at(after, eight + quarter + 2 * second).begin).toBeUndefined();
  });

  it('at the very moment an article is due that was dated later, with or without a schedule', () => {
    const due = eight + 90 * second;
    const agenda = ended(at(firstAgenda(eight), eight).agenda, 'good', eight, due);
    expect(nextMoment(agenda)).toBe(due);
    expect(at(agenda, due - 1, never).begin).toBeUndefined();
    const { begin, agenda: after } = at(agenda, due, never);
    expect(begin).toBe('due');
    expect(after.dueAt).toBeUndefined();
  });

  it('when a folder has been quiet for two seconds', () => {
    const agenda = changed(changed(idle, eight), eight + second);
    expect(nextMoment(agenda)).toBe(eight + 3 * second);
    expect(at(agenda, eight + 3 * second - 1).begin).toBeUndefined();
    expect(at(agenda, eight + 3 * second)).toMatchObject({ begin: 'change', agenda: { running: true } });
  });

  it('half a minute after the first change in a folder that is never quiet', () => {
    let agenda: Agenda = idle;
    for (let now = eight; now <= eight + 29.5 * second; now += 500) agenda = changed(agenda, now);
    expect(nextMoment(agenda)).toBe(eight + 30 * second);
  });

  it('at once for another configuration, whose slots count from then on', () => {
    const now = eight + 10 * hourMs;
    expect(at(reconfigured(idle, now), now)).toMatchObject({ begin: 'configuration', missed: 0, skipped: 0 });
    expect(at(reconfigured({ ...idle, running: true }, now), now)).toMatchObject({ missed: 0, skipped: 0 });
  });

  it('never without a reason', () => {
    expect(at(idle, eight + 10 * hourMs, never)).toEqual({ agenda: idle, skipped: 0, missed: 0 });
    expect(nextMoment(idle)).toBeUndefined();
  });
});

describe('while a run is under way', () => {
  const busy: Agenda = { ...idle, running: true };

  it('slots are skipped and counted, and not made up', () => {
    const first = at(busy, eight + quarter);
    expect(first).toMatchObject({ skipped: 1 });
    expect(first.begin).toBeUndefined();
    const second = at(first.agenda, eight + 2 * quarter);
    expect(second).toMatchObject({ skipped: 1, missed: 0 });
    const after = ended(second.agenda, 'good', eight + 2 * quarter + minuteMs);
    expect(at(after, eight + 2 * quarter + minuteMs).begin).toBeUndefined();
    expect(at(after, eight + 3 * quarter).begin).toBe('slot');
  });

  it('those that went by while the machine slept are made up after its end', () => {
    const woken = at(busy, eight + 10 * hourMs + 5 * minuteMs);
    expect(woken).toMatchObject({ missed: 40, skipped: 0 });
    expect(woken.begin).toBeUndefined();
    const now = eight + 10 * hourMs + 6 * minuteMs;
    const { begin, agenda } = at(ended(woken.agenda, 'good', now), now);
    expect(begin).toBe('missed');
    expect(at(ended(agenda, 'good', now + minuteMs), now + minuteMs).begin).toBeUndefined();
  });

  it.each<[string, (agenda: Agenda) => Agenda, string]>([
    ['a change', (agenda) => changed(agenda, eight), 'change'],
    ['another configuration', (agenda) => reconfigured(agenda, eight), 'configuration'],
  ])('%s waits for its end', (_, happen, reason) => {
    const agenda = happen(busy);
    expect(at(agenda, eight + 10 * second).begin).toBeUndefined();
    const after = ended(at(agenda, eight + 10 * second).agenda, 'good', eight + minuteMs);
    expect(at(after, eight + minuteMs).begin).toBe(reason);
  });

  it('a change that it may not have seen any more starts another run', () => {
    const during = changed(at(changed(idle, eight), eight + 2 * second).agenda, eight + 3 * second);
    const after = ended(during, 'good', eight + 4 * second);
    expect(at(after, eight + 5 * second).begin).toBe('change');
  });

  it('an article that became due starts another run', () => {
    const after = ended(busy, 'good', eight + minuteMs, eight + 30 * second);
    expect(at(after, eight + minuteMs).begin).toBe('due');
  });
});

describe('after a sleep', () => {
  it('one run makes up for all slots that went by', () => {
    const woken = at(idle, eight + 10 * hourMs + 5 * minuteMs);
    expect(woken).toMatchObject({ begin: 'missed', missed: 40, skipped: 0 });
    const after = ended(woken.agenda, 'good', eight + 10 * hourMs + 6 * minuteMs);
    expect(at(after, eight + 10 * hourMs + 6 * minuteMs).begin).toBeUndefined();
    expect(at(after, eight + 10 * hourMs + quarter).begin).toBe('slot');
  });

  it('that ends on a slot the run is that of the slot', () => {
    expect(at(idle, eight + hourMs + second)).toMatchObject({ begin: 'slot', missed: 3 });
  });

  it('of a month with a slot every second nothing is waited for', () => {
    let asked = 0;
    const everySecond = (after: number) => {
      asked += 1;
      return after + second;
    };
    const now = eight + 720 * hourMs;
    expect(at(idle, now, everySecond)).toMatchObject({ agenda: { doneUntil: now } });
    expect(asked).toBeLessThan(2_000);
  });
});

describe('a clock that is set back', () => {
  it('by hours has its slots again, from the first look on', () => {
    const back = at(idle, eight - 5 * hourMs - minuteMs);
    expect(back.begin).toBeUndefined();
    expect(at(back.agenda, eight - 5 * hourMs).begin).toBe('slot');
    expect(at(idle, eight - 5 * hourMs + 3).begin).toBe('slot');
  });

  it('by a day makes nobody wait for a day', () => {
    const now = eight - 24 * hourMs;
    const waiting = changed({ ...idle, retryAt: eight + minuteMs }, eight);
    const moments = [at(waiting, now, never), at({ ...idle, retryAt: eight + minuteMs }, now, never)].map(
      ({ agenda }) => (nextMoment(agenda) as number) - now,
    );
    expect(moments).toEqual([30 * second, hourMs]);
  });

  it('by a second repeats no slot', () => {
    const done = ended(at(idle, eight + quarter).agenda, 'good', eight + quarter + 1);
    const back = at(done, eight + quarter - second);
    expect(back.begin).toBeUndefined();
    expect(at(back.agenda, eight + quarter + 10).begin).toBeUndefined();
  });
});

describe('a run that failed', () => {
  const fail = (agenda: Agenda, now: number): Agenda => ended({ ...agenda, running: true }, 'bad', now);

  it('is made again after pauses that grow to an hour', () => {
    expect([1, 2, 3, 4, 7, 8, 9, 50].map((failures) => pauseAfter(failures) / minuteMs)).toEqual([
      0.5, 1, 2, 4, 32, 60, 60, 60,
    ]);
    const once = fail(idle, eight);
    expect(nextMoment(once)).toBe(eight + 30 * second);
    const { begin, agenda } = at(once, eight + 30 * second);
    expect(begin).toBe('retry');
    expect(nextMoment(fail(agenda, eight + 40 * second))).toBe(eight + 100 * second);
  });

  it('is forgotten after a good one', () => {
    const good: Decision = at(fail(fail(idle, eight), eight), eight + minuteMs);
    const after = ended(good.agenda, 'good', eight + minuteMs);
    expect(after).toEqual({ doneUntil: eight, running: false, failures: 0 });
  });

  it('takes the slots that come in between', () => {
    const agenda = { ...fail(idle, eight), failures: 20, retryAt: eight + hourMs };
    expect(at(agenda, eight + quarter)).toMatchObject({ begin: 'slot', agenda: { failures: 20 } });
  });

  it('because another process has the state folder is no failure, and made again soon', () => {
    const after = ended({ ...idle, running: true }, 'busy', eight);
    expect(after).toMatchObject({ failures: 0, retryAt: eight + 30 * second });
  });

  it('does not lose an article that is due later', () => {
    const agenda: Agenda = { ...idle, running: true, dueAt: eight + 20 * second };
    expect(nextMoment(ended(agenda, 'bad', eight))).toBe(eight + 20 * second);
  });
});

import cron from 'node-cron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBeat } from '../../src/schedule/beat.ts';

const eight = Date.UTC(2026, 10, 24, 8);
let beats: number[];
let defects: unknown[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: eight + 20_500 });
  beats = [];
  defects = [];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const begin = (every: 'minute' | 'second', onBeat = () => void beats.push((Date.now() - eight) / 1000)) => {
  stop = startBeat(every, onBeat, (error) => defects.push(error));
};

describe('the heartbeat', () => {
  it('comes at each full minute', async () => {
    begin('minute');
    await vi.advanceTimersByTimeAsync(150_000);
    expect(beats).toEqual([60, 120]);
  });

  it('comes at each full second, where seconds matter', async () => {
    begin('second');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(beats).toEqual([21, 22, 23]);
  });

  it('goes on through the hours that come twice or not at all in the zone of the machine', async () => {
    vi.setSystemTime(Date.UTC(2026, 9, 25, 0, 58, 30));
    begin('minute', () => void beats.push(new Date().getUTCMinutes()));
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    expect(beats).toEqual([59, 0, 1, 2]);
  });

  it('comes late after a sleep, rather than not at all', async () => {
    begin('minute');
    vi.setSystemTime(eight + 3 * 3_600_000 + 5_000);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(beats.length).toBeGreaterThan(0);
  });

  it('outlives a defect, and tells of it', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    begin('minute', () => {
      throw new Error('a defect');
    });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(defects).toHaveLength(2);
    expect(printed).not.toHaveBeenCalled();
  });

  it('ends at once, and leaves nothing that keeps the process alive', async () => {
    begin('minute');
    stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(beats).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Why the heartbeat is made as it is. When one of these fails, look into src/schedule/beat.ts. */
describe('node-cron', () => {
  it('swallows what fails, and prints it', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    const task = cron.schedule('* * * * *', () => {
      throw new Error('lost');
    });
    stop = () => void task.destroy();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(printed).toHaveBeenCalledOnce();
  });

  it('does not make what it missed, and only tells', async () => {
    const run: number[] = [];
    const missed: number[] = [];
    const task = cron.schedule('0 * * * *', ({ date }) => void run.push(date.getUTCHours()), {
      timezone: 'UTC',
      suppressMissedWarning: true,
    });
    task.on('execution:missed', ({ date }) => void missed.push(date.getUTCHours()));
    stop = () => void task.destroy();
    await vi.advanceTimersByTimeAsync(60_000);
    vi.setSystemTime(eight + 2 * 3_600_000 + 60_000);
    await vi.advanceTimersByTimeAsync(3_700_000);
    expect(missed).toEqual([9, 10]);
    expect(run).not.toContain(9);
  });

  it('lets execute() run beside what is under way, noOverlap or not', async () => {
    let running = 0;
    let most = 0;
    const task = cron.createTask(
      '* * * * *',
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((done) => setTimeout(done, 1000));
        running -= 1;
      },
      { noOverlap: true },
    );
    stop = () => void task.destroy();
    const both = [task.execute(), task.execute()];
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(both);
    expect(most).toBe(2);
  });

  it('does not wait for what is under way when it is stopped', async () => {
    let ended = false;
    const task = cron.schedule('* * * * *', async () => {
      await new Promise((done) => setTimeout(done, 1000));
      ended = true;
    });
    stop = () => void task.destroy();
    await vi.advanceTimersByTimeAsync(40_000);
    await task.stop();
    expect(task.isBusy()).toBe(false);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect(ended).toBe(true);
  });
});

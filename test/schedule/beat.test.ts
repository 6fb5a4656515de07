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

  it.each([
    ['forward by a month', 31 * 24],
    ['back by a day', -24],
  ])('comes within a minute when the clock is set %s, and once', async (_, hours) => {
    begin('minute', () => void beats.push(Date.now()));
    await vi.advanceTimersByTimeAsync(10_000);
    vi.setSystemTime(Date.now() + hours * 3_600_000 + 5_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(beats).toHaveLength(1);
  });

  it('outlives a defect, and tells of it', async () => {
    begin('minute', () => {
      throw new Error('a defect');
    });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(defects).toHaveLength(2);
  });

  it('ends at once, and leaves nothing that keeps the process alive', async () => {
    begin('minute');
    stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(beats).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Why the heartbeat is not made of its timers. When one of these fails, look into src/schedule/beat.ts. */
describe('node-cron', () => {
  let seen: number;
  beforeEach(() => {
    seen = 0;
    const see = () => {
      seen += 1;
    };
    const task = cron.schedule('* * * * *', see, { timezone: 'UTC', suppressMissedWarning: true });
    task.on('execution:missed', see);
    stop = () => void task.destroy();
  });

  it('goes through each slot that went by when the clock is set forward', async () => {
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toBe(61);
  });

  it('waits for an hour when the clock is set back by an hour', async () => {
    vi.setSystemTime(Date.now() - 3_600_000);
    await vi.advanceTimersByTimeAsync(59 * 60_000);
    expect(seen).toBe(0);
  });
});

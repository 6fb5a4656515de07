import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Its own limit is a second, in which a process does not always start on a machine that is busy.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // Left to itself, vitest keeps one core back; much of the work here is done by the processes that tests start.
    maxWorkers: '100%',
  },
});

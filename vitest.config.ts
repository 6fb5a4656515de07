import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Left to itself, vitest keeps one core back; much of the work here is done by the processes that tests start.
    maxWorkers: '100%',
  },
});

import type { TestContext } from 'vitest';

/** Skips a test for which something is missing on this machine, and says so where every reporter shows it. */
export function notRun(context: TestContext, why: string): never {
  process.stderr.write(`not run: ${why}\n`);
  context.skip(why);
}

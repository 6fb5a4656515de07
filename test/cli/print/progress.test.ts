import { expect, it } from 'vitest';
import { progressLine } from '../../../src/cli/print/progress.ts';

it('rewrites one line at most ten times a second and takes it away in the end', () => {
  const written: string[] = [];
  let clock = 0;
  const line = progressLine(
    (text) => written.push(text),
    80,
    () => clock,
  );
  for (let done = 0; done <= 1000; done += 1) {
    clock = done;
    line.show({ stage: 'read', done, total: 12_345 });
  }
  line.clear();
  expect(written).toHaveLength(11);
  expect(written[0]).toBe('\r\u001B[2KReading articles: 100 of 12,345');
  expect(written.at(-1)).toBe('\r\u001B[2K');
});

it('shows nothing, and clears nothing, in a run shorter than a tenth of a second', () => {
  const written: string[] = [];
  const line = progressLine(
    (text) => written.push(text),
    80,
    () => 99,
  );
  line.show({ stage: 'scan', done: 1 });
  line.clear();
  expect(written).toEqual([]);
});

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

it('says how fast a long stage goes and what is left of it, by that stage alone', () => {
  const written: string[] = [];
  let clock = 0;
  const line = progressLine(
    (text) => written.push(text.replace('\r\u001B[2K', '')),
    80,
    () => clock,
  );
  const at = (ms: number, stage: 'read' | 'render', done: number) => {
    clock = ms;
    line.show({ stage, done, total: 10_000 });
    return written.at(-1);
  };
  at(1000, 'read', 0);
  expect(at(2900, 'read', 1900)).toBe('Reading articles: 1,900 of 10,000');
  expect(at(5000, 'read', 4000)).toBe('Reading articles: 4,000 of 10,000, 1,000 a second, 6.0 s left');
  at(11_000, 'render', 0);
  expect(at(15_000, 'render', 20)).toBe('Rendering entries: 20 of 10,000, 5.0 a second, 33 min 16 s left');
});

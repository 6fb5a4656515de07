import { expect, it } from 'vitest';
import { count, duration, grouped, listed } from '../../../src/cli/print/words.ts';

it('says one and many, in groups of three digits', () => {
  expect([count(0, 'article'), count(1, 'article'), count(1234, 'entry', 'entries')]).toEqual([
    '0 articles',
    '1 article',
    '1,234 entries',
  ]);
  expect([grouped(999), grouped(1_000_000)]).toEqual(['999', '1,000,000']);
});

it('lists as people do', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

it('never rounds up to a full unit of the next', () => {
  expect([duration(999.4), duration(999.6), duration(59_940), duration(59_960), duration(119_600)]).toEqual([
    '999 ms',
    '1.0 s',
    '59.9 s',
    '1 min 0 s',
    '2 min 0 s',
  ]);
});

import { describe, expect, it } from 'vitest';
import { momentOf } from '../../src/cli/clock.ts';

const wall = () => 1000;

describe('the moment of a run', () => {
  it('is --now, else SOURCE_DATE_EPOCH, else the wall clock', () => {
    expect(momentOf('2026-11-24T08:00:00+01:00', '1', wall)).toEqual({ now: Date.UTC(2026, 10, 24, 7) });
    expect(momentOf(undefined, '86400', wall)).toEqual({ now: 86_400_000 });
    expect(momentOf(undefined, '', wall)).toEqual({ now: 1000 });
    expect(momentOf(undefined, undefined, wall)).toEqual({ now: 1000 });
  });

  it.each(['yesterday', '2026-11-24', '2026-11-24T08:00:00', '2026-02-30T08:00:00Z', '2026-11-24T25:00:00Z', ''])(
    'is not --now %j',
    (asked) => {
      expect(momentOf(asked, undefined, wall)).toHaveProperty('problem');
    },
  );

  it.each(['1.5', '-1', '1e9', 'now', '999999999999999'])('is not SOURCE_DATE_EPOCH %j', (epoch) => {
    expect(momentOf(undefined, epoch, wall)).toHaveProperty('problem');
  });

  it('leaves room for later ones in the years that RFC 3339 can write', () => {
    expect(momentOf('9999-12-30T23:59:59.999Z', undefined, wall)).toHaveProperty('now');
    expect(momentOf('9999-12-31T00:00:00Z', undefined, wall)).toHaveProperty('problem');
    expect(momentOf(undefined, '999999999999', wall)).toHaveProperty('problem');
    expect(momentOf(undefined, undefined, () => Date.UTC(12_000, 0))).toHaveProperty('problem');
  });
});

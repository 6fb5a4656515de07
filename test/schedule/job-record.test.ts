import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { JobRecord } from '../../src/schedule/job-record.ts';
import type { RunEnd } from '../../src/schedule/run/start-run.ts';
import { lastRun } from '../../src/schedule/status.ts';

const wrong = (code: Diagnostic['code'], file = 'articles'): Diagnostic => ({
  severity: 'error',
  code,
  file,
  message: 'is wrong',
});
const left = wrong('front-matter/bad-date', 'articles/a.md');
const vanished = wrong('build/no-articles-folder');
const held = wrong('lock/held', '.hayloft');

/** What is told of runs that found this, one after the other. */
function told(...runs: ['published' | 'refused', ...Diagnostic[]][]): Diagnostic['code'][][] {
  const record = new JobRecord(0);
  return runs.map(([outcome, ...diagnostics]) => {
    const end = { report: { outcome, diagnostics, tally: {} } } as unknown as RunEnd;
    return record.news(lastRun('slot', 0, 1, end), end).map(({ code }) => code);
  });
}

describe('what runs found wrong is told', () => {
  it('once, of good runs and of those that are refused', () => {
    expect(told(['published', left], ['published', left], ['refused', vanished], ['refused', vanished])).toEqual([
      ['front-matter/bad-date'],
      [],
      ['build/no-articles-folder'],
      [],
    ]);
  });

  it('not again after runs that did not come so far as to look for it', () => {
    expect(told(['published', left], ['refused', vanished], ['published', left])[2]).toEqual([]);
  });

  it('again when it had gone', () => {
    expect(told(['published', left], ['published'], ['published', left])[2]).toEqual(['front-matter/bad-date']);
    expect(told(['refused', vanished], ['published'], ['refused', vanished])[2]).toEqual(['build/no-articles-folder']);
  });

  it('not that another run has the folder: that is said of the run', () => {
    expect(told(['refused', held])).toEqual([[]]);
  });
});

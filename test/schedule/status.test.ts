import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownMark } from '../../src/build/lock/process-mark.ts';
import { type JobStatus, type LastRun, type Status, verdictOf, withRun } from '../../src/schedule/status.ts';
import { isGone, readStatus, recordRun, writeStatus } from '../../src/schedule/status-file.ts';

const now = Date.parse('2026-11-24T08:05:00Z');
const run: LastRun = {
  reason: 'slot',
  started_at: '2026-11-24T08:00:00Z',
  ended_at: '2026-11-24T08:00:01Z',
  outcome: 'published',
  published: 3,
  left_out: 0,
};
const job: JobStatus = {
  pid: process.pid,
  host: 'barn',
  state: 'idle',
  started_at: '2026-11-24T07:00:00Z',
  addresses: ['http://127.0.0.1:8080/'],
  next_slot: '2026-11-24T08:15:00Z',
  good_until: '2026-11-24T08:35:00Z',
  failures: 0,
  runs: 4,
  skipped_slots: 0,
  missed_slots: 0,
};
const fine: Status = { version: 1, last_run: run, last_good_at: run.ended_at, job };

describe('all is well', () => {
  it.each<[string, Status]>([
    ['while a job goes on', fine],
    ['while a run is under way', { ...fine, job: { ...job, state: 'running' } }],
    ['where runs are made without a job', { version: 1, last_run: { ...run, reason: 'command' } }],
  ])('%s', (_, status) => {
    expect(verdictOf(status, false, now)).toEqual({ is: 'fine', why: [] });
  });

  it.each([
    [1, 'one article is left out'],
    [12, '12 articles are left out'],
  ])('but for articles that are left out: %i', (leftOut, why) => {
    const status = { ...fine, last_run: { ...run, left_out: leftOut } };
    expect(verdictOf(status, false, now)).toEqual({ is: 'incomplete', why: [why] });
  });
});

describe('all is not well', () => {
  it.each<[string, Status, boolean, string]>([
    [
      'after a run that was refused',
      { ...fine, last_run: { ...run, outcome: 'refused', problem: 'no disk' } },
      false,
      'no disk',
    ],
    [
      'after a run that crashed',
      { ...fine, last_run: { ...run, outcome: 'failed', problem: 'the run was ended by SIGKILL' } },
      false,
      'SIGKILL',
    ],
    ['when the process is gone', fine, true, 'the job is no more'],
    ['when the job was ended', { ...fine, job: { ...job, state: 'ended' } }, true, 'the job has ended'],
    [
      'when the last good run is too old',
      { ...fine, job: { ...job, good_until: '2026-11-24T08:04:59Z' } },
      false,
      'too old',
    ],
  ])('%s', (_, status, gone, why) => {
    expect(verdictOf(status, gone, now)).toEqual({ is: 'bad', why: [expect.stringContaining(why)] });
  });

  it('nothing is known before the first run', () => {
    expect(verdictOf({ version: 1 }, false, now).is).toBe('unknown');
    expect(verdictOf({ version: 1, job }, false, now).is).toBe('unknown');
  });
});

describe('a run', () => {
  it('that found the folder in use says nothing new', () => {
    expect(withRun(fine, { ...run, outcome: 'busy' })).toEqual(fine);
  });

  it('that failed leaves the moment of the last good one', () => {
    const failed: LastRun = { ...run, ended_at: '2026-11-24T08:15:00Z', outcome: 'failed' };
    expect(withRun(fine, failed)).toEqual({ ...fine, last_run: failed });
  });
});

describe('the file', () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'hayloft-status-'));
  });
  afterEach(() => rmSync(state, { recursive: true, force: true }));

  it('is read as it was written, and nothing else lies there', () => {
    writeStatus(state, fine);
    expect(readStatus(state)).toEqual(fine);
    expect(readdirSync(state)).toEqual(['status.json']);
  });

  it.each(['', '{"version":1', 'null', '{"version":2,"last_run":{}}'])('that says nothing is none: %j', (text) => {
    writeFileSync(join(state, 'status.json'), text);
    expect(readStatus(state)).toEqual({ version: 1 });
  });

  it('keeps a job that goes on when somebody builds beside it, and forgets one that is no more', () => {
    const mark = ownMark();
    const beside: LastRun = { ...run, reason: 'command', ended_at: '2026-11-24T08:06:00Z' };
    writeStatus(state, { ...fine, job: { ...job, ...(mark && { mark }) } });
    recordRun(state, beside);
    expect(readStatus(state)).toMatchObject({ last_run: { reason: 'command' }, job: { state: 'idle' } });
    writeStatus(state, { ...fine, job: { ...job, state: 'ended' } });
    recordRun(state, beside);
    expect(readStatus(state).job).toBeUndefined();
    expect(JSON.parse(readFileSync(join(state, 'status.json'), 'utf8'))).not.toHaveProperty('job');
  });

  it('knows that a process is gone only where it can know', () => {
    const mark = ownMark() ?? { boot: 'b', namespace: 'n', started: '1' };
    expect(isGone({ ...job, mark })).toBe(false);
    expect(isGone({ ...job, mark: { ...mark, boot: 'another' } })).toBe(false);
    expect(isGone(job)).toBe(false);
    expect(isGone({ ...job, mark: { ...mark, started: '1' } })).toBe(ownMark() !== undefined);
  });
});

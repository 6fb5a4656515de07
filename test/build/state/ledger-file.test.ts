import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import type { LedgerEvent } from '../../../src/archive/ledger/event.ts';
import { headerLine } from '../../../src/archive/ledger/line.ts';
import { ledgerBytes, linesOf } from '../../../src/archive/ledger/text.ts';
import { appendEvents, cannotRecord, readLedger, replaceLedger } from '../../../src/build/state/ledger-file.ts';
import { hashOf, published, start } from '../../archive/ledger/histories.ts';
import { notRun } from '../../not-run.ts';

let root: string;
let state: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hayloft-ledger-'));
  state = join(root, 'site/.hayloft');
  file = join(state, 'ledger.jsonl');
});
const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
  rmSync(root, { recursive: true, force: true });
});

const a = published('a');
const b = published('b', { at: start + 1 });
const c = published('c', { at: start + 2 });
const read = () => readLedger(state, '.hayloft');
const codes = () => read().diagnostics.map(({ severity, code }) => `${severity} ${code}`);

function lying(content: string | Uint8Array): void {
  mkdirSync(state, { recursive: true });
  writeFileSync(file, content);
}

describe('a ledger that is not there', () => {
  it('is an empty one, and reading makes no folder', () => {
    expect(read()).toMatchObject({ events: [], lines: 0, diagnostics: [] });
    expect(existsSync(state)).toBe(false);
  });

  it('begins with its header, and nothing else lies beside it', () => {
    appendEvents(state, [a]);
    expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(headerLine);
    expect(readdirSync(state)).toEqual(['ledger.jsonl']);
    expect(read()).toMatchObject({ events: [a], diagnostics: [] });
  });

  it('is not made for nothing', () => {
    appendEvents(state, []);
    expect(existsSync(state)).toBe(false);
  });
});

describe('events', () => {
  it('are added behind those that are there, which stay byte for byte', () => {
    appendEvents(state, [a]);
    const before = readFileSync(file);
    appendEvents(state, [b, c]);
    expect(readFileSync(file).subarray(0, before.length)).toEqual(before);
    expect(read().events).toEqual([a, b, c]);
  });

  it('begin a line of their own where the last one lacks its line feed', () => {
    lying(ledgerBytes([a]).subarray(0, -1));
    appendEvents(state, [b]);
    expect(read()).toMatchObject({ events: [a, b], diagnostics: [] });
  });

  it('take the place of a line that was torn, at whatever byte', () => {
    const last: LedgerEvent = { event: 'restored', at: start + 1, id: a.id };
    const whole = ledgerBytes([a, last]);
    const from = whole.length - linesOf([last]).length;
    for (let end = from + 1; end < whole.length; end += 1) {
      lying(whole.subarray(0, end));
      const { events, torn, diagnostics } = read();
      const isWhole = end === whole.length - 1;
      expect(events).toEqual(isWhole ? [a, last] : [a]);
      expect(diagnostics.map(({ code }) => code)).toEqual(isWhole ? [] : ['ledger/torn']);
      appendEvents(state, isWhole ? [c] : [last, c], torn);
      expect(readFileSync(file)).toEqual(ledgerBytes([a, last, c]));
    }
  });

  it('of another run that healed the same torn line first are not cut off', () => {
    lying(Buffer.concat([ledgerBytes([a]), Buffer.from('{"event":"pub')]));
    const { torn } = read();
    appendEvents(state, [b], torn);
    appendEvents(state, [c], torn);
    expect(read()).toMatchObject({ events: [a, b, c], diagnostics: [] });
  });

  it('heal a torn line also where there are none', () => {
    lying(Buffer.concat([ledgerBytes([a]), Buffer.alloc(50)]));
    appendEvents(state, [], read().torn);
    expect(readFileSync(file)).toEqual(ledgerBytes([a]));
  });
});

describe('a disk that is full', () => {
  function onSmallDisk(context: TestContext): void {
    mkdirSync(state, { recursive: true });
    const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', state]);
    if (status !== 0) notRun(context, `no disk can be mounted here: ${error?.message ?? stderr}`);
    undo.push(() => spawnSync('umount', [state]));
  }
  const many = Array.from({ length: 500 }, (_, i) => published(`entry-${i}`, { at: start + i + 1 }));

  it('leaves the ledger as it was, byte for byte', (context) => {
    onSmallDisk(context);
    appendEvents(state, [a]);
    expect(() => appendEvents(state, many)).toThrow(/ENOSPC/);
    expect(readFileSync(file)).toEqual(ledgerBytes([a]));
    expect(() => replaceLedger(state, many, statSync(file).size)).toThrow(/ENOSPC/);
    expect(readFileSync(file)).toEqual(ledgerBytes([a]));
    expect(readdirSync(state)).toEqual(['ledger.jsonl']);
  });

  it('leaves no beginning of a ledger', (context) => {
    onSmallDisk(context);
    expect(() => appendEvents(state, many)).toThrow(/ENOSPC/);
    expect(readdirSync(state)).toEqual([]);
  });
});

describe('a ledger that cannot be relied on', () => {
  it('is refused with file, line and reason, and read as nothing', () => {
    const lines = ledgerBytes([a, b, c]).toString().split('\n');
    lines[2] = (lines[2] as string).replace('Title of b', 'Title of B');
    lying(lines.join('\n'));
    const { events, ledger, diagnostics } = read();
    expect([events, ledger.entries.size]).toEqual([[], 0]);
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'ledger/damaged',
        file: '.hayloft/ledger.jsonl',
        place: { line: 3 },
        message: expect.stringMatching(/^this line was changed/),
        hint: expect.stringContaining('backup'),
      },
    ]);
  });

  it('names the first damaged lines, and says how many there are', () => {
    lying(`${headerLine}\n${'no event\n'.repeat(1000)}`);
    const { diagnostics, damage } = read();
    expect(damage).toHaveLength(1000);
    expect(diagnostics.length).toBeLessThan(10);
    expect(diagnostics.at(-1)?.message).toMatch(/^99\d more lines/);
  });

  it('is not said to be mended where it is damaged in its midst as well', () => {
    lying(Buffer.concat([ledgerBytes([a]), Buffer.from('no event\n{"event":"mov')]));
    expect(codes()).toEqual(['error ledger/damaged']);
  });

  it('is refused where a file lies in the place of its folder, and named as that', () => {
    mkdirSync(join(root, 'site'));
    writeFileSync(state, '');
    expect(read().diagnostics).toMatchObject([
      {
        code: 'ledger/unreadable',
        message: 'cannot be there: a file lies where its folder belongs',
        hint: expect.stringContaining('--state'),
      },
    ]);
  });

  it('is refused where it is empty, since one that was begun never is', () => {
    lying('');
    expect(codes()).toEqual(['error ledger/damaged']);
  });

  it('is refused where it is a folder, a link, or may not be read', () => {
    mkdirSync(file, { recursive: true });
    expect(codes()).toEqual(['error ledger/unreadable']);
    rmSync(file, { recursive: true });
    appendEvents(state, [a]);
    renameSync(file, join(state, 'elsewhere'));
    symlinkSync('elsewhere', file);
    expect(codes()).toEqual(['error ledger/unreadable']);
    expect(() => appendEvents(state, [b])).toThrow(/ELOOP/);
  });

  it('is refused where its permissions hide it', (context) => {
    appendEvents(state, [a]);
    chmodSync(file, 0o000);
    if (process.getuid?.() === 0) notRun(context, 'root may read everything');
    expect(codes()).toEqual(['error ledger/unreadable']);
  });
});

describe('an error while a run is recorded', () => {
  it('names what stood in the way', () => {
    const failed = (error: object) => cannotRecord(state, '.hayloft', Object.assign(new Error('no'), error));
    const versions = join(state, 'versions');
    expect(failed({ code: 'EACCES', path: join(versions, '1f/00.md') })).toMatchObject({
      file: '.hayloft/versions/1f',
      message: expect.stringContaining('permission denied'),
    });
    expect(failed({ code: 'EACCES', path: file })).toMatchObject({ file: '.hayloft/ledger.jsonl' });
    expect(failed({ code: 'ENOSPC' })).toMatchObject({ file: '.hayloft/ledger.jsonl' });
  });
});

describe('a ledger that is replaced', () => {
  it('keeps its permissions', () => {
    appendEvents(state, [a, a]);
    chmodSync(file, 0o640);
    expect(replaceLedger(state, [a], statSync(file).size)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readFileSync(file)).toEqual(ledgerBytes([a]));
  });

  it('is not where somebody has written to it meanwhile', () => {
    appendEvents(state, [a]);
    const { size } = read();
    appendFileSync(file, linesOf([b]));
    expect(replaceLedger(state, [a], size)).toBe(false);
    expect(read().events).toEqual([a, b]);
    expect(readdirSync(state)).toEqual(['ledger.jsonl']);
  });
});

describe('a long ledger', () => {
  it('is read in a time that grows as it does', () => {
    const revisions = Array.from(
      { length: 100_000 },
      (_, i): LedgerEvent => ({ event: 'revised', at: start + i + 1, id: a.id, content: hashOf(`${i}`) }),
    );
    lying(ledgerBytes([a, ...revisions]));
    const began = performance.now();
    expect(read().ledger.entries.get(a.id)?.versions).toHaveLength(100_001);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

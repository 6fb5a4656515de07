import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lock, takeLock } from '../../../src/build/lock/lock.ts';
import { beatMs, type Owner, ownerText, silenceMs } from '../../../src/build/lock/owner.ts';
import { ownMark } from '../../../src/build/lock/process-mark.ts';
import { notRun } from '../../not-run.ts';

const taker = fileURLToPath(new URL('taker.mjs', import.meta.url));
const now = Date.UTC(2026, 10, 24, 8);

let root: string;
let state: string;
const children: ReturnType<typeof spawn>[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hayloft-lock-'));
  state = join(root, 'deep/.hayloft');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const files = () => readdirSync(join(state, 'lock')).sort();

/** Puts the lock of somebody there, who was last heard of so long ago. */
function put(number: number, text: string, silentMs = 0): void {
  mkdirSync(join(state, 'lock'), { recursive: true });
  const path = join(state, 'lock', String(number));
  writeFileSync(path, text);
  const then = (Date.now() - silentMs) / 1000;
  utimesSync(path, then, then);
}

const stranger = (mark?: Owner['mark']): string =>
  ownerText({ pid: 1, host: 'elsewhere', since: now, token: 'theirs', ...(mark && { mark }) });

function lock(): Lock {
  const taken = takeLock(state, now);
  if ('owner' in taken) throw new Error(`taken by ${JSON.stringify(taken.owner)}`);
  return taken;
}

/** A process that takes the lock, says what it got, and keeps it until its input ends or it is killed. */
async function start(): Promise<{ said: string; child: ReturnType<typeof spawn> }> {
  const child = spawn(process.execPath, [taker, state], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  for await (const said of createInterface({ input: child.stdout as NodeJS.ReadableStream })) return { said, child };
  throw new Error('it said nothing');
}

const over = (child: ReturnType<typeof spawn>) => new Promise((done) => child.on('exit', done));

describe('the lock', () => {
  it('is had by one, says who that is, and leaves nothing when it is released', () => {
    const held = lock();
    expect(takeLock(state, now)).toEqual({
      owner: { pid: process.pid, host: expect.any(String), since: now, mark: ownMark(), token: expect.any(String) },
    });
    expect(held.isHeld()).toBe(true);
    held.release();
    expect(held.isHeld()).toBe(false);
    expect(existsSync(join(root, 'deep'))).toBe(false);
    lock().release();
  });

  it('leaves a state folder that holds something', () => {
    const held = lock();
    writeFileSync(join(state, 'ledger.jsonl'), '');
    held.release();
    expect(readdirSync(state)).toEqual(['ledger.jsonl']);
  });

  it('is another’s after it was taken over, and not given back with one’s own', () => {
    const first = lock();
    rmSync(join(state, 'lock/1'));
    const second = lock();
    expect(first.isHeld()).toBe(false);
    first.release();
    expect(second.isHeld()).toBe(true);
    second.release();
  });

  it('is refused by a folder that cannot be written to', () => {
    mkdirSync(join(root, 'deep'));
    writeFileSync(state, 'a file');
    expect(() => takeLock(state, now)).toThrow(/ENOTDIR|EEXIST/);
  });
});

describe('the lock of a process of this machine', () => {
  it('that runs is respected, however old its file', async () => {
    const { said, child } = await start();
    expect(said).toBe('mine');
    put(1, readFileSync(join(state, 'lock/1'), 'utf8'), 10 * silenceMs);
    expect(takeLock(state, now)).toMatchObject({ owner: { pid: child.pid } });
  });

  it('that was killed is taken over at once', async () => {
    const { child } = await start();
    child.kill('SIGKILL');
    await over(child);
    const held = lock();
    expect(files()).toEqual(['2']);
    held.release();
  });

  it('that was killed, and whose number another process has now, is taken over at once', (context) => {
    const mark = ownMark();
    if (!mark) return notRun(context, 'no /proc to tell processes apart by');
    put(
      1,
      ownerText({ pid: process.ppid, host: 'here', since: now, token: 'theirs', mark: { ...mark, started: '1' } }),
    );
    lock().release();
  });

  it('that is over, but whose parent has not asked for its end, is taken over at once', async (context) => {
    const mark = ownMark();
    if (!mark) return notRun(context, 'no /proc to tell processes apart by');
    // The shell starts a child that ends, and goes on as a program that never asks for it.
    const shell = spawn('sh', ['-c', 'cat /proc/self/stat & exec sleep 60']);
    children.push(shell);
    for await (const line of createInterface({ input: shell.stdout })) {
      const [pid = '', ...fields] = line.split(' ');
      while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await new Promise(setImmediate);
      put(
        1,
        ownerText({
          pid: Number(pid),
          host: 'here',
          since: now,
          token: 't',
          mark: { ...mark, started: fields[20] as string },
        }),
      );
      lock().release();
      return;
    }
  });
});

describe('the lock of one who cannot be asked about', () => {
  const elsewhere = { boot: 'another', namespace: 'pid:[1]', started: '1' };

  it.each([
    ['on another host, or before a reboot', stranger(elsewhere)],
    ['in another container', stranger({ ...(ownMark() ?? elsewhere), namespace: 'pid:[1]' })],
    ['that has not written its name', ''],
    ['that is no owner at all', 'null'],
  ])('%s is respected while it is heard of, and taken over after a long silence', (_, text) => {
    put(7, text, silenceMs - 5000);
    expect(takeLock(state, now)).toHaveProperty('owner');
    expect(files()).toEqual(['7']);
    put(7, text, silenceMs + 5000);
    const held = lock();
    expect(files()).toEqual(['8']);
    held.release();
  });

  it('in a container that shares the folder is respected', async (context) => {
    const unshare = ['--pid', '--fork', '--mount-proc', '--kill-child', process.execPath, taker, state];
    if (spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status !== 0) {
      return notRun(context, 'no namespaces can be made here');
    }
    const child = spawn('unshare', unshare, { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    for await (const said of createInterface({ input: child.stdout })) {
      expect(said).toBe('mine');
      // Its number 1 is that of the first process of all here, which lives for ever.
      expect(takeLock(state, now)).toMatchObject({ owner: { pid: 1 } });
      child.stdin.end();
    }
    lock().release();
  });
});

describe('a race', () => {
  it.each([
    ['for a free lock', () => {}],
    [
      'for the lock of a dead one',
      () => put(3, stranger({ boot: 'another', namespace: 'x', started: '1' }), 2 * silenceMs),
    ],
    ['for what a dead one left half written', () => put(3, '{"pid', 2 * silenceMs)],
  ])('of many processes %s has exactly one winner, again and again', async (_, prepare) => {
    for (let round = 0; round < 5; round++) {
      prepare();
      const takers = await Promise.all(Array.from({ length: 8 }, start));
      expect(takers.filter(({ said }) => said === 'mine')).toHaveLength(1);
      expect(files()).toHaveLength(1);
      const ends = takers.map(({ child }) => over(child));
      for (const { child } of takers) child.stdin?.end();
      await Promise.all(ends);
      expect(existsSync(join(state, 'lock'))).toBe(false);
    }
  });
});

describe('an owner', () => {
  it('that is busy for long is heard of all the same', async () => {
    const child = spawn(process.execPath, [taker, state, 'busy'], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    for await (const _ of createInterface({ input: child.stdout })) break;
    const path = join(state, 'lock/1');
    const text = readFileSync(path, 'utf8');
    put(1, text, 2 * silenceMs);
    const { watch } = await import('node:fs');
    await new Promise<void>((done, fail) => {
      const timer = setTimeout(() => fail(new Error('nothing was heard of it')), 3 * beatMs);
      const watcher = watch(path, () => {
        clearTimeout(timer);
        watcher.close();
        done();
      });
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('a folder that is none', () => {
  it('is an error, not a wait without an end: a link that leads nowhere', () => {
    mkdirSync(state, { recursive: true });
    symlinkSync(join(root, 'nowhere/at/all'), join(state, 'lock'));
    expect(lock).toThrow('ENOENT');
  });
});

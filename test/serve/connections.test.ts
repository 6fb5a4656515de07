import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { serve } from '../../src/serve/serve.ts';
import { Served } from './output.ts';
import { ask, RawConnection } from './raw.ts';

const large = { 'a.txt': 'a', 'media/large.mp3': Buffer.alloc(8 * 1024 * 1024, 'music ') };
const get = (target: string, ...fields: string[]) =>
  `GET ${target} HTTP/1.1\r\nHost: a\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;

let served: Served | undefined;
afterEach(async () => {
  await served?.stop();
  served = undefined;
});

/** How many files of a name this process has open; Linux says so. */
function openedFiles(name: string): number {
  const folder = '/proc/self/fd';
  return readdirSync(folder).filter((each) => {
    try {
      return readlinkSync(join(folder, each)).endsWith(name);
    } catch {
      return false;
    }
  }).length;
}

describe('where it listens', () => {
  it('IPv6', async () => {
    served = await Served.of({ 'a.txt': 'a' }, { at: { host: '::1', port: 0 } });
    expect(served.serving.address).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
    expect((await ask({ host: '::1', port: served.port }, get('/a.txt'))).status).toBe(200);
  });

  it('every address, IPv4 too', async () => {
    served = await Served.of({ 'a.txt': 'a' }, { at: { host: '::', port: 0 } });
    const hosts = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).flatMap(({ address, family }) => (family === 'IPv4' ? [address] : [])),
    );
    for (const host of hosts) expect((await ask({ host, port: served.port }, get('/a.txt'))).status).toBe(200);
    expect(hosts).toContain('127.0.0.1');
  });

  it('a Unix socket, which is gone afterwards', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'hayloft-socket-')), 'http.sock');
    served = await Served.of({ 'a.txt': 'a' }, { at: { socket: path } });
    expect(served.serving.address).toBe(path);
    expect((await ask({ path }, get('/a.txt'))).status).toBe(200);
    await served.stop();
    served = undefined;
    expect(existsSync(path)).toBe(false);
  });

  it('a Unix socket that a killed process left behind', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'hayloft-socket-')), 'http.sock');
    const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script]), 'exit');
    expect(existsSync(path)).toBe(true);
    served = await Served.of({ 'a.txt': 'a' }, { at: { socket: path } });
    expect((await ask({ path }, get('/a.txt'))).status).toBe(200);
  });

  it('not a Unix socket that is in use, nor a file', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'hayloft-socket-')), 'http.sock');
    served = await Served.of({ 'a.txt': 'a' }, { at: { socket: path } });
    await expect(Served.of({}, { at: { socket: path } })).rejects.toThrow('another program listens there');
    writeFileSync(`${path}.txt`, 'mine');
    await expect(Served.of({}, { at: { socket: `${path}.txt` } })).rejects.toThrow('cannot listen');
    expect(existsSync(`${path}.txt`)).toBe(true);
  });

  it('not at a port that is in use', async () => {
    served = await Served.of({ 'a.txt': 'a' });
    const problem = await serve({
      at: { host: '127.0.0.1', port: served.port },
      site: served.site.site,
      refresh: served.site.refresh,
      moment: () => ({ now: 0 }),
      state: { startedAt: 0 },
      onDefect: () => {},
      limit: false,
      metrics: false,
    });
    expect(problem).toMatchObject({ severity: 'error', code: 'serve/cannot-listen', hint: expect.any(String) });
  });
});

describe('clients that hammer', () => {
  const limited = { limit: { perSecond: 1, burst: 5 } };
  const proxied = { ...limited, proxy: { addresses: ['local'], field: 'x-forwarded-for' as const } };
  const statuses = async (place: Served, ...fields: string[]) => {
    const all = [];
    for (let i = 0; i < 7; i++) all.push((await ask(place, get('/a.txt', ...fields))).status);
    return all;
  };

  it('are told when to ask again, each by itself', async () => {
    served = await Served.of({ 'a.txt': 'a' }, proxied);
    expect(await statuses(served, 'X-Forwarded-For: 203.0.113.1')).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const { fields } = await ask(served, get('/a.txt', 'X-Forwarded-For: 203.0.113.1'));
    expect(Number(fields['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await ask(served, get('/a.txt', 'X-Forwarded-For: 203.0.113.2'))).status).toBe(200);
  });

  it('are known by the word of the proxy alone, whatever they claim', async () => {
    served = await Served.of({ 'a.txt': 'a' }, proxied);
    const all = [];
    for (let i = 0; i < 7; i++) {
      all.push((await ask(served, get('/a.txt', `X-Forwarded-For: 198.51.100.${i}, 203.0.113.1`))).status);
    }
    expect(all).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it('from this machine may be everybody, and are served', async () => {
    served = await Served.of({ 'a.txt': 'a' }, limited);
    expect(await statuses(served)).not.toContain(429);
    expect(await statuses(served, 'X-Forwarded-For: 203.0.113.1')).not.toContain(429);
  });
});

describe('slow and broken clients', () => {
  it('one that reads nothing is cut off, and holds up nobody', async () => {
    served = await Served.of(large, { idleMs: 600 });
    const connection = new RawConnection(served).pause().send(get('/media/large.mp3'));
    expect((await ask(served, get('/a.txt'))).status).toBe(200);
    await expect
      .poll(() => ask(served as Served, get('/metrics')).then(({ body }) => body.toString()))
      .toMatch(/^hayloft_connections 1$/m);
    connection.close();
  });

  it('one that goes away in the middle of a response is forgotten', async () => {
    served = await Served.of(large);
    for (let i = 0; i < 20; i++) {
      const connection = new RawConnection(served).send(get('/media/large.mp3'));
      await expect.poll(() => connection.rest.length).toBeGreaterThan(0);
      connection.close();
    }
    await expect
      .poll(() => ask(served as Served, get('/metrics')).then(({ body }) => body.toString()))
      .toMatch(/^hayloft_connections 1$/m);
    await expect.poll(() => openedFiles('large.mp3')).toBe(0);
  });

  it('one that goes away while several responses wait keeps no file open', async () => {
    served = await Served.of(large);
    const connection = new RawConnection(served).pause().send(get('/media/large.mp3').repeat(30));
    await expect.poll(() => openedFiles('large.mp3')).toBe(1);
    connection.close();
    await expect.poll(() => openedFiles('large.mp3')).toBe(0);
  });

  it('idle ones make room for others when there are too many', async () => {
    served = await Served.of({ 'a.txt': 'a' }, { connections: 10 });
    const idle = Array.from({ length: 30 }, () => new RawConnection(served as Served));
    for (let i = 0; i < 20; i++) expect((await ask(served, get('/a.txt'))).status).toBe(200);
    const half = Array.from({ length: 30 }, () => new RawConnection(served as Served).send('GET /a.txt HT'));
    for (let i = 0; i < 20; i++) expect((await ask(served, get('/a.txt'))).status).toBe(200);
    for (const connection of [...idle, ...half]) connection.close();
  });

  it('no more are taken where all that there may be are being answered', async () => {
    served = await Served.of(large, { connections: 3 });
    const { counts } = served.serving;
    const reading = [1, 2, 3].map(() => new RawConnection(served as Served).pause().send(get('/media/large.mp3')));
    await expect.poll(() => counts.byStatus.get(200)).toBe(3);
    await expect(ask(served, get('/a.txt'))).rejects.toThrow('the connection ended');
    const [first, ...others] = reading as [RawConnection, ...RawConnection[]];
    expect((await first.resume().response()).body.length).toBe(large['media/large.mp3'].length);
    expect((await ask(served, get('/a.txt'))).status).toBe(200);
    for (const connection of [first, ...others]) connection.close();
  });

  it('a content without an end is not waited for: its request is the last, and what comes is passed over', async () => {
    served = await Served.of({ 'a.txt': 'a' });
    const connection = new RawConnection(served);
    connection.send('POST /a.txt HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    for (let i = 0; i < 100; i++) connection.send(chunk);
    connection.send(get('/a.txt'));
    const { status, fields } = await connection.response('POST');
    expect([status, fields.connection]).toEqual([405, 'close']);
    await connection.ended();
    expect(connection.rest).toBe('');
    connection.close();
  });

  it('one that goes away while it is told that this is no proxy does no harm', async () => {
    served = await Served.of(large);
    for (let i = 0; i < 20; i++) {
      const connection = new RawConnection(served);
      connection.pause().send(`${get('/media/large.mp3')}CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n`);
      await expect.poll(() => served?.serving.counts.byStatus.get(405)).toBe(i + 1);
      connection.close();
    }
    expect((await ask(served, get('/a.txt'))).status).toBe(200);
  });

  it('one that has ended its side is answered all the same', async () => {
    served = await Served.of(large);
    const connection = new RawConnection(served).send(get('/media/large.mp3') + get('/a.txt')).finish();
    expect((await connection.response()).body.length).toBe(large['media/large.mp3'].length);
    expect((await connection.response()).body.toString()).toBe('a');
    await connection.ended();
  });

  it('one that sends nonsense after good requests gets the answers to those first', async () => {
    served = await Served.of(large);
    const post = 'POST /a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na';
    for (const good of [get('/a.txt') + get('/media/large.mp3') + get('/a.txt'), get('/a.txt').repeat(3), post]) {
      const connection = new RawConnection(served).send(`${good}nonsense\r\n\r\n${get('/a.txt')}`);
      const statuses = [];
      do statuses.push((await connection.response()).status);
      while (statuses.at(-1) !== 400);
      expect(statuses).toEqual(good === post ? [405, 400] : [200, 200, 200, 400]);
      await connection.ended();
      expect(connection.rest).toBe('');
    }
  });
});

describe('a defect of ours', () => {
  it('is 500 for whoever met it, is told, and is no end of the server or the connection', async () => {
    const defect = new Error('a defect');
    const told: unknown[] = [];
    let isSound = false;
    served = await Served.of(
      { 'a.txt': 'a' },
      {
        onDefect: (error) => told.push(error),
        moment: () => ({
          now: Date.now(),
          get changesAt(): number {
            if (!isSound) throw defect;
            return Date.now();
          },
        }),
      },
    );
    const connection = new RawConnection(served).send(get('/a.txt'));
    expect((await connection.response()).status).toBe(500);
    expect(told).toEqual([defect]);
    isSound = true;
    expect((await connection.send(get('/a.txt')).response()).status).toBe(200);
    connection.close();
  });
});

describe('the end', () => {
  it('lets open responses end, and takes no more connections', async () => {
    served = await Served.of(large);
    const { port } = served;
    const open = new RawConnection(served).pause().send(get('/media/large.mp3'));
    const idle = new RawConnection(served).send(get('/a.txt'));
    await idle.response();
    const half = new RawConnection(served).send('GET /a.txt HTTP/1.1\r\nHo');
    await expect.poll(() => served?.serving.counts.byStatus.get(200)).toBe(2);
    const stopped = served.serving.stop(20_000);
    await Promise.all([idle.ended(), half.ended()]);
    await expect(ask({ port }, get('/a.txt'))).rejects.toThrow('the connection ended');
    const { body } = await open.resume().response();
    expect(body.length).toBe(large['media/large.mp3'].length);
    await stopped;
    served.site.stop();
    served = undefined;
  });

  it('does not wait for clients that take nothing', async () => {
    served = await Served.of(large);
    const open = new RawConnection(served).pause().send(get('/media/large.mp3'));
    await expect.poll(() => served?.serving.counts.byStatus.get(200)).toBe(1);
    await served.serving.stop(200);
    await open.resume().ended();
    rmSync(served.output, { recursive: true });
    served.site.stop();
    served = undefined;
  });
});

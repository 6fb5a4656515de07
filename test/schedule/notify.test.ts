import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notify } from '../../src/schedule/notify.ts';
import type { LastRun } from '../../src/schedule/status.ts';

const when = { reason: 'slot', started_at: '2026-11-24T08:00:00Z', ended_at: '2026-11-24T08:00:01Z' } as const;
const good: LastRun = { ...when, outcome: 'published', published: 3 };
const bad: LastRun = { ...when, outcome: 'refused', problem: 'articles holds no article any more' };

let folder: string;
let server: Server;
let url: string;
let asked: { method: string | undefined; type: string | undefined; body: string }[];
let status: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hayloft-notify-'));
  asked = [];
  status = 200;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    asked.push({ method: request.method, type: request.headers['content-type'], body });
    if (status !== 0) response.writeHead(status).end('ok');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('after a good run', () => {
  it('the address for that is fetched', async () => {
    expect(await notify({ success: url, failure: url }, good, 0, folder)).toEqual({ whom: new URL(url).origin });
    expect(asked).toEqual([{ method: 'GET', type: undefined, body: '' }]);
  });

  it('one that answers with an error, or is not there, is told of', async () => {
    status = 500;
    expect(await notify({ success: url }, good, 0, folder)).toEqual({
      whom: new URL(url).origin,
      failed: 'answered 500',
    });
    const nobody = 'http://127.0.0.1:1/';
    expect(await notify({ success: nobody }, good, 0, folder)).toEqual({
      whom: new URL(nobody).origin,
      failed: expect.stringContaining('could not be reached'),
    });
  });

  it('nobody is told where nobody is named', async () => {
    expect(await notify({}, good, 0, folder)).toBeUndefined();
    expect(await notify({ success: url }, bad, 1, folder)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('after a run that failed', () => {
  it('what is known of it is posted as JSON', async () => {
    await notify({ failure: url }, bad, 1, folder);
    expect(asked).toEqual([{ method: 'POST', type: 'application/json', body: expect.any(String) }]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ event: 'run-failed', failures: 1, ...bad });
  });

  it('an address that leads elsewhere has not heard of it: what is posted would not come with', async () => {
    const moved = createServer((_, response) => response.writeHead(302, { Location: url }).end());
    await new Promise<void>((done) => moved.listen(0, '127.0.0.1', done));
    const { port } = moved.address() as AddressInfo;
    expect(await notify({ failure: `http://127.0.0.1:${port}/` }, bad, 1, folder)).toMatchObject({
      failed: `answered 302 and leads to ${url}, to be named instead`,
    });
    moved.close();
    expect(asked).toEqual([]);
  });

  it('a program gets the same on standard input, and its arguments as they are', async () => {
    writeFileSync(
      join(folder, 'note.mjs'),
      'import { readFileSync, writeFileSync } from "node:fs";' +
        'writeFileSync("noted.json", JSON.stringify({ args: process.argv.slice(2), text: readFileSync(0, "utf8") }));',
    );
    const args = ['$(touch x); `id` | "a b" && c', '', '日本'];
    expect(await notify({ failure: [process.execPath, 'note.mjs', ...args] }, bad, 2, folder)).toEqual({
      whom: process.execPath,
    });
    const noted = JSON.parse(readFileSync(join(folder, 'noted.json'), 'utf8'));
    expect(noted.args).toEqual(args);
    expect(JSON.parse(noted.text)).toMatchObject({ failures: 2, problem: bad.problem });
  });

  it.each([
    [['nowhere-to-be-found'], 'could not be started (ENOENT)'],
    [[process.execPath, '-e', 'process.exit(3)'], 'ended with exit code 3'],
    [[process.execPath, '-e', 'process.kill(process.pid, "SIGTERM")'], 'was ended by SIGTERM'],
  ])('a program that does not do its work is told of: %j', async (failure, failed) => {
    expect(await notify({ failure }, bad, 1, folder)).toEqual({ whom: failure[0], failed });
  });

  it('failures in a row are told when their number is 1, 2, 4, 8 …', async () => {
    for (let failures = 1; failures <= 20; failures++) await notify({ failure: url }, bad, failures, folder);
    expect(asked.map(({ body }) => JSON.parse(body).failures)).toEqual([1, 2, 4, 8, 16]);
  });

  it('another run that has the folder is no failure', async () => {
    expect(await notify({ failure: url }, { ...bad, outcome: 'busy' }, 0, folder)).toBeUndefined();
  });
});

describe('whoever takes too long', () => {
  it('is not waited for, an address or a program', async () => {
    status = 0;
    const failure = [process.execPath, '-e', 'setInterval(() => {}, 1000); process.on("SIGTERM", () => {})'];
    const told = [notify({ success: url }, good, 0, folder), notify({ failure }, bad, 1, folder)];
    expect(await Promise.all(told)).toEqual([
      { whom: new URL(url).origin, failed: 'gave no answer within 10 seconds' },
      { whom: process.execPath, failed: 'was ended after 10 seconds' },
    ]);
  });
});

describe('when nobody waits any more', () => {
  it('an address is given up', async () => {
    status = 0;
    const leaving = new AbortController();
    const told = notify({ success: url }, good, 0, folder, leaving.signal);
    await once(server, 'request');
    leaving.abort();
    expect(await told).toMatchObject({ whom: new URL(url).origin, failed: expect.any(String) });
  });

  it('a program is killed with all that it started', async () => {
    const { port } = server.address() as AddressInfo;
    const inner = `require("net").connect(${port}, "127.0.0.1")`;
    const program = `require("child_process").spawnSync(process.execPath, ["-e", '${inner}'])`;
    const leaving = new AbortController();
    const told = notify({ failure: [process.execPath, '-e', program] }, bad, 1, folder, leaving.signal);
    const [socket] = await once(server, 'connection');
    leaving.abort();
    await once(socket, 'close');
    expect(await told).toMatchObject({ failed: 'was given up' });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../serve/raw.ts';
import { ended, program, Workplace } from './hayloft.ts';

const article = '---\ntitle: One\ndate: 2026-01-01\n---\nOne.\n';
const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;

let place: Workplace;
beforeAll(async () => {
  place = new Workplace({
    'articles/a.md': article,
    'hayloft.config.yaml': 'baseUrl: https://example.org/blog/\nserver: { port: 0, aliases: { feed/: rss.xml } }\n',
  });
  expect((await place.hayloft(['build'])).code).toBe(0);
});
afterAll(() => place.remove());

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Starts `hayloft serve` and waits for what it says first. */
async function started(args: readonly string[] = [], env: object = {}) {
  const child = spawn(process.execPath, [program, 'serve', '--json', ...args], {
    cwd: place.folder,
    env: { PATH: process.env.PATH, ...env },
  });
  return listening(child);
}

async function listening(child: ChildProcess) {
  running.push(child);
  const end = ended(child);
  const address = await new Promise<string>((done, fail) => {
    let text = '';
    child.stdout?.on('data', (chunk: string) => {
      text += chunk;
      const line = text.split('\n').find((each) => each.includes('"listening"'));
      if (line !== undefined) done((JSON.parse(line) as { address: string }).address);
    });
    child.on('exit', () => fail(new Error(text)));
  });
  return { child, end, address, port: Number(new URL(address).port) };
}

describe('hayloft serve', () => {
  it('serves what was built, with the path of the base URL and without, and ends with 0', async () => {
    const { child, end, port } = await started();
    for (const target of ['/atom.xml', '/blog/atom.xml']) expect((await ask({ port }, get(target))).status).toBe(200);
    // A proxy that takes the path away leaves it to us to name it where clients are sent.
    for (const target of ['/feed', '/blog/feed']) {
      expect((await ask({ port }, get(target))).fields.location).toBe('/blog/rss.xml');
    }
    expect((await ask({ port }, get('/blog'))).fields.location).toBe('/blog/');
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  it('serves what is built while it runs', async () => {
    const { port } = await started();
    place.write('articles/b.md', article.replace('One', 'Two'));
    expect((await place.hayloft(['build'])).code).toBe(0);
    await expect.poll(async () => (await ask({ port }, get('/atom.xml'))).body.toString()).toContain('Two');
  });

  it('takes its port from the command line, else from PORT', async () => {
    const { port } = await started(['--port', '0'], { PORT: '1' });
    const free = port;
    running.splice(0)[0]?.kill('SIGKILL');
    await expect
      .poll(() =>
        started([], { PORT: String(free) }).then(
          (it) => it.port,
          () => 0,
        ),
      )
      .toBe(free);
  });

  it('takes a socket that a service manager hands over', async () => {
    const handed = createServer();
    await new Promise<void>((done) => handed.listen(0, '127.0.0.1', done));
    const { fd } = (handed as unknown as { _handle: { fd: number } })._handle;
    const child = spawn(
      '/bin/sh',
      ['-c', `LISTEN_PID=$$ LISTEN_FDS=1 exec ${process.execPath} ${program} serve --json`],
      { cwd: place.folder, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe', fd] },
    );
    const { port } = await listening(child);
    expect(port).toBe((handed.address() as { port: number }).port);
    // Whoever else has the socket would take connections, too.
    await new Promise((done) => handed.close(done));
    expect((await ask({ port }, get('/atom.xml'))).status).toBe(200);
  });

  it('says what is wrong, and ends with 2', async () => {
    const { port } = await started();
    const taken = await place.hayloft(['serve', '--port', String(port)]);
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('serve/cannot-listen')]);
    expect((await place.hayloft(['serve', '--port', '99999'])).code).toBe(2);
  });

  it('warns when nothing was built, and serves what is built later', async () => {
    const child = spawn(process.execPath, [program, 'serve', '--output', 'later'], {
      cwd: place.folder,
      env: { PATH: process.env.PATH },
    });
    running.push(child);
    const end = ended(child);
    await new Promise((done) => child.stdout.once('data', done));
    child.kill('SIGINT');
    const { code, stderr } = await end;
    expect([code, stderr]).toEqual([0, expect.stringContaining('serve/nothing-published')]);
  });
});

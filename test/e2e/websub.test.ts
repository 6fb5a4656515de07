import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';
import { bodyOf, Hub } from './hub.ts';
import { StartedJob } from './job.ts';

const article = (title: string, tags = '') => `---\ntitle: ${title}\ndate: 2026-01-01\ntags: [${tags}]\n---\nWords.\n`;

let place: Workplace;
let hub: Hub;
let hubUrl: string;
const undo: (() => unknown)[] = [];
beforeEach(async () => {
  hub = new Hub();
  hubUrl = await hub.listen();
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  await hub.close();
  place.remove();
});

function workplace(files: Record<string, string>): void {
  const config = `hub: "${hubUrl}"\nschedule: "* * * * * *"\ngroups: { tags: { formats: [atom] } }\nfeed: { formats: [rss, atom] }\npages: false`;
  place = new Workplace({ 'hayloft.config.yaml': config, ...files });
}

function start(...args: string[]): StartedJob {
  const job = new StartedJob(place, args);
  undo.push(async () => {
    job.child.kill('SIGKILL');
    await job.ended;
  });
  return job;
}

/** Takes what hubs hand on (section 7). */
async function subscriber() {
  const received: { body: string; headers: IncomingHttpHeaders }[] = [];
  let wake = () => {};
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.end(new URL(request.url ?? '', 'http://x/').searchParams.get('hub.challenge'));
      return;
    }
    received.push({ body: await bodyOf(request), headers: request.headers });
    response.end();
    wake();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  undo.push(() => server.close());
  return {
    callback: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async next() {
      while (received.length === 0) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
      return received.shift() as (typeof received)[number];
    },
  };
}

describe('a subscriber', () => {
  it('finds hub and topic by the headers of a feed, and gets the change pushed', async () => {
    workplace({ 'articles/a.md': article('A') });
    const job = start();
    await job.line('ready');
    const address = await job.address();
    const feed = await fetch(`${address}atom.xml`);
    expect(feed.headers.get('link')).toBe(`<${hubUrl}>; rel="hub", <${address}atom.xml>; rel="self"`);
    expect((await fetch(`${address}index.json`)).headers.get('link')).toBeNull();
    const { callback, next } = await subscriber();
    const form = {
      ...{ 'hub.mode': 'subscribe', 'hub.topic': `${address}atom.xml` },
      ...{ 'hub.callback': callback, 'hub.secret': 's' },
    };
    expect((await fetch(hubUrl, { method: 'POST', body: new URLSearchParams(form) })).status).toBe(202);

    await hub.told(2);
    place.write('articles/b.md', article('B'));
    const { body, headers } = await next();
    expect(body).toContain('<title>B</title>');
    expect(body).toBe(await (await fetch(`${address}atom.xml`)).text());
    expect(headers['content-type']).toContain('application/atom+xml');
    expect(headers.link).toContain('rel="self"');
    expect(headers['x-hub-signature']).toBe(`sha256=${createHmac('sha256', 's').update(body).digest('hex')}`);
  });
});

describe('a hub', () => {
  it('is told once of each feed whose bytes changed, and of no other', async () => {
    workplace({ 'articles/a.md': article('A', 'sea') });
    const job = start();
    const address = await job.address();
    await job.line('ready');
    expect(new Set(await hub.told(3))).toEqual(
      new Set(['atom.xml', 'rss.xml', 'tags/sea/atom.xml'].map((path) => address + path)),
    );
    expect(hub.published.map((form) => [form.get('hub.mode'), form.get('hub.topic')])).toEqual(
      hub.published.map((form) => ['publish', form.get('hub.url')]),
    );
    hub.published.length = 0;
    for (let runs = 0; runs < 2; runs++) await job.run(job.lines.length);
    place.write('articles/b.md', article('B', 'land'));
    expect(new Set(await hub.told(3))).toEqual(
      new Set(['atom.xml', 'rss.xml', 'tags/land/atom.xml'].map((path) => address + path)),
    );
  });

  it('that was not told when the process ended is told after the next start', async () => {
    workplace({ 'articles/a.md': article('A') });
    hub.refusals.push(503);
    const at = ['--base-url', 'https://example.org/'];
    const first = start(...at);
    expect(await first.line('hub-told')).toMatchObject({ level: 'warn', failed: 'answered 503' });
    await first.stop('SIGKILL');
    expect(hub.published).toEqual([]);
    const second = start(...at);
    await second.line('ready');
    expect((await hub.told(2)).toSorted()).toEqual(['https://example.org/atom.xml', 'https://example.org/rss.xml']);
  });

  it('that cannot be reached keeps nothing waiting', async () => {
    workplace({ 'articles/a.md': article('A') });
    await hub.close();
    const job = start();
    expect(await job.line('hub-told')).toMatchObject({
      level: 'warn',
      failed: expect.stringContaining('ECONNREFUSED'),
    });
    place.write('articles/b.md', article('B'));
    await job.run(job.lines.length, ({ entries }) => (entries as { new: number }).new === 1);
    expect(await job.stop()).toEqual({ code: 0, signal: null });
    hub = new Hub();
    await hub.listen();
  });
});

describe('hayloft ping', () => {
  const at = ['--base-url', 'https://example.org/'];

  it('tells of what a build changed, once', async () => {
    workplace({ 'articles/a.md': article('A') });
    await place.hayloft(['build', ...at]);
    expect(hub.published).toEqual([]);
    expect(await place.hayloft(['ping', ...at])).toMatchObject({ code: 0, stdout: '2 changes told\n', stderr: '' });
    expect(await hub.told(2)).toHaveLength(2);
    expect(await place.hayloft(['ping', ...at])).toMatchObject({ code: 0, stdout: '0 changes told\n' });
    expect(hub.published).toHaveLength(2);
  });

  it('tries again where a hub does not take it, and says so', async () => {
    workplace({ 'articles/a.md': article('A') });
    await place.hayloft(['build', ...at]);
    hub.refusals.push(500);
    const ended = await place.hayloft(['ping', ...at]);
    expect(ended).toMatchObject({ code: 0, stdout: '2 changes told\n' });
    expect(ended.stderr).toContain('answered 500');
  });

  it('is wrong usage where there is no hub', async () => {
    place = new Workplace({ 'articles/a.md': article('A') });
    expect(await place.hayloft(['ping', ...at])).toMatchObject({ code: 2, stderr: expect.stringContaining('hub') });
  });
});

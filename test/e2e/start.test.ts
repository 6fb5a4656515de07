import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';
import { type Line, StartedJob } from './job.ts';

const article = (title: string, front = 'date: 2026-01-01') =>
  `---\ntitle: ${title}\n${front}\n---\nWords of ${title}.\n`;

let place: Workplace;
let job: StartedJob | undefined;
afterEach(async () => {
  job?.child.kill('SIGKILL');
  await job?.ended;
  job = undefined;
  place.remove();
});

function start(files: Record<string, string>, args: readonly string[] = [], env: object = {}): StartedJob {
  place = new Workplace(files);
  job = new StartedJob(place, args, env);
  return job;
}

const status = () => JSON.parse(readFileSync(join(place.folder, '.hayloft/status.json'), 'utf8'));
const titles = async (address: string) =>
  [...(await (await fetch(`${address}rss.xml`)).text()).matchAll(/<item>\s*<title>(.*?)<\/title>/g)].map(([, t]) => t);

describe('hayloft start', () => {
  it('makes a first run, serves the feeds, says where they are and when the next run is, and ends cleanly', async () => {
    const started = start({ 'articles/a.md': article('A') });
    const ready = await started.line('ready');
    const address = await started.address();
    expect(ready.feeds).toEqual({
      rss: `${address}rss.xml`,
      atom: `${address}atom.xml`,
      json: `${address}feed.json`,
    });
    expect(Date.parse(ready.next_slot as string)).toBeGreaterThan(Date.now());
    expect(await titles(address)).toEqual(['A']);
    expect((await fetch(`${address}readyz`)).status).toBe(200);
    expect(await (await fetch(`${address}metrics`)).text()).toContain('hayloft_runs_total{outcome="published"} 1');
    expect(await started.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(started.stderr).toBe('');
    expect(status()).toMatchObject({ job: { state: 'ended' }, last_run: { outcome: 'published', published: 1 } });
  });

  it('serves what was published before while it makes the first run', async () => {
    place = new Workplace({ 'articles/a.md': article('A') });
    await place.hayloft(['build', '--base-url', 'https://example.org/']);
    job = new StartedJob(place, ['--base-url', 'https://example.org/']);
    const address = await job.address();
    expect(await titles(address)).toEqual(['A']);
  });

  it('is no end for the server that the first run fails, which is made again', async () => {
    const started = start({ 'hayloft.config.yaml': 'articles: nowhere\nschedule: "* * * * * *"' });
    expect(await started.run()).toMatchObject({ outcome: 'refused', failures: 1, level: 'error' });
    const address = await started.address();
    expect((await fetch(`${address}healthz`)).status).toBe(200);
    expect((await fetch(`${address}readyz`)).status).toBe(503);
    place.write('nowhere/a.md', article('A'));
    await started.run(0, ({ outcome }) => outcome === 'published');
    expect(await titles(address)).toEqual(['A']);
    expect((await fetch(`${address}readyz`)).status).toBe(200);
  });

  it('is refused where another program listens, or the configuration is wrong', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    const started = start({ 'articles/a.md': article('A') }, ['--port', String(port)]);
    expect(await started.ended).toMatchObject({ code: 2 });
    expect(started.lines.at(-1)).toMatchObject({ code: 'serve/cannot-listen' });
    server.close();
    place.write('hayloft.config.yaml', 'schedule: never');
    const wrong = new StartedJob(place);
    expect(await wrong.ended).toMatchObject({ code: 2 });
    expect(wrong.lines.at(-1)).toMatchObject({ code: 'config/bad-value', line: 1 });
  });
});

describe('a run', () => {
  it('is made at each slot, and finds what has changed', async () => {
    const started = start({ 'articles/a.md': article('A'), 'hayloft.config.yaml': 'schedule: "*/2 * * * * *"' });
    await started.line('ready');
    place.write('articles/b.md', article('B'));
    const from = started.lines.length;
    expect(await started.run(from, ({ entries }) => (entries as { new: number }).new === 1)).toMatchObject({
      reason: 'slot',
    });
    expect(await titles(await started.address())).toHaveLength(2);
  });

  it('that takes an article back leaves word at its address, wherever the feeds are served', async () => {
    const started = start({
      ...{ 'articles/a.md': article('A'), 'articles/b.md': article('B') },
      'hayloft.config.yaml': 'schedule: "* * * * * *"',
    });
    await started.line('ready');
    rmSync(join(place.folder, 'articles/b.md'));
    await started.run(0, ({ entries }) => (entries as { withdrawn: number }).withdrawn === 1);
    const response = await fetch(`${await started.address()}articles/b.html`);
    expect([response.status, await response.text()]).toEqual([410, expect.stringContaining('no longer published')]);
  });

  it('is made when an article is due, to the second, and without a schedule', async () => {
    const due = new Date(Math.ceil(Date.now() / 1000) * 1000 + 6000);
    const started = start({
      'articles/a.md': article('A'),
      'articles/b.md': article('B', `date: ${due.toISOString()}`),
      'hayloft.config.yaml': 'schedule: false',
    });
    const ready = await started.line('ready');
    expect(ready.next_slot).toBeUndefined();
    expect(await titles(await started.address())).toEqual(['A']);
    expect(status().job.next_due).toBe(due.toISOString().replace('.000', ''));
    const begun = await started.line('run-begun', ({ reason }) => reason === 'due');
    expect(Date.parse(begun.time as string) - due.getTime()).toBeLessThan(1000);
    await started.run(0, ({ reason }) => reason === 'due');
    expect(await titles(await started.address())).toEqual(['B', 'A']);
  });

  it('is made soon after a file has changed, also in a folder that is new, where that is watched', async () => {
    const started = start({ 'articles/a.md': article('A'), 'hayloft.config.yaml': 'schedule: false\nwatch: true' });
    await started.line('ready');
    place.write('articles/new/deep/b.md', article('B'));
    expect(await started.run(started.lines.length)).toMatchObject({ reason: 'change', entries: { new: 1 } });
    const from = started.lines.length;
    place.write('articles/new/deep/b.md', article('B', 'date: 2026-01-02'));
    expect(await started.run(from)).toMatchObject({ reason: 'change', outcome: 'published' });
  });

  it('waits for another one that has the folder, and that is no failure', async () => {
    place = new Workplace({ 'articles/a.md': article('A') });
    const { takeLock } = await import('../../src/build/lock/lock.ts');
    const lock = takeLock(join(place.folder, '.hayloft'), Date.now());
    job = new StartedJob(place);
    expect(await job.run()).toMatchObject({ outcome: 'busy', level: 'info', failures: 0 });
    expect(job.lines.filter(({ level }) => level === 'error')).toEqual([]);
    if ('release' in lock) lock.release();
  });

  it('that is killed is a failed run, and made again', async () => {
    const started = start({
      'articles/a.md': article('A'),
      'hayloft.config.yaml': 'schedule: "* * * * * *"\narticles: { path: articles, pictures: true }',
    });
    expect(await killedRun(started)).toMatchObject({ problem: expect.stringContaining('SIGKILL') });
    await started.run(started.lines.length, ({ outcome }) => outcome === 'published');
    expect(await titles(await started.address())).toEqual(['A']);
  });

  it('that takes too long is given up', async () => {
    const started = start({ 'hayloft.config.yaml': 'limits: { run: 1 }\nschedule: false', ...many(4000) });
    expect(await started.run()).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('took longer than 1 s'),
    });
  });
});

/** A run is short, and the process of one may have said all it had to say when it is killed: then the next is. */
async function killedRun({ child, lines }: StartedJob): Promise<Line> {
  for (;;) {
    const failed = lines.find(({ event, outcome }) => event === 'run-ended' && outcome === 'failed');
    if (failed) return failed;
    spawnSync('pkill', ['-9', '-P', String(child.pid)]);
    await setTimeout(5);
  }
}

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`articles/${i}.md`, article(`T${i}`)]));
}

describe('slots that come while a run is under way', () => {
  it('are skipped and counted', async () => {
    const started = start({ 'hayloft.config.yaml': 'schedule: "* * * * * *"', ...many(4000) });
    expect(await started.line('slots-skipped')).toMatchObject({ level: 'warn', slots: 1 });
    await started.line('ready');
    expect(status().job.skipped_slots).toBeGreaterThan(0);
  });
});

describe('told to end', () => {
  it('in the middle of a run it finishes that first', async () => {
    const started = start({ ...many(1500) });
    await started.line('run-begun');
    expect(await started.stop()).toEqual({ code: 0, signal: null });
    expect(await started.run()).toMatchObject({ outcome: 'published' });
    expect(existsSync(join(place.folder, '.hayloft/lock'))).toBe(false);
  });

  it('it gives up a run that does not end within the limit, and nothing of it is published', async () => {
    const started = start({ 'hayloft.config.yaml': 'limits: { stop: 1 }', ...many(4000) });
    await started.line('run-begun');
    const since = Date.now();
    expect(await started.stop()).toEqual({ code: 0, signal: null });
    expect(Date.now() - since).toBeLessThan(8000);
    expect(existsSync(join(place.folder, 'output/rss.xml'))).toBe(false);
    expect((await place.hayloft(['status'])).code).toBe(3);
  });

  it('it waits for nobody who is being told of a run', async () => {
    const started = start({
      'hayloft.config.yaml': `articles: nowhere\nnotify: { failure: ["${process.execPath}", "-e", "setInterval(() => {}, 1000)"] }`,
    });
    await started.run();
    const since = Date.now();
    expect(await started.stop()).toEqual({ code: 0, signal: null });
    expect(Date.now() - since).toBeLessThan(3000);
    expect(started.lines.at(-1)?.event).toBe('stopped');
  });

  it('twice it ends at once', async () => {
    const started = start({ ...many(4000) });
    await started.line('run-begun');
    started.child.kill('SIGTERM');
    await started.line('stopping');
    const since = Date.now();
    expect(await started.stop('SIGTERM')).toEqual({ code: 143, signal: null });
    expect(Date.now() - since).toBeLessThan(1000);
  });
});

describe('the end of the process', () => {
  it('by kill -9 ends the run under way, too, and the next start goes on', async () => {
    const started = start({ ...many(1500) });
    await started.line('run-begun');
    await started.stop('SIGKILL');
    job = new StartedJob(place);
    await job.run(0, ({ outcome }) => outcome === 'published');
    expect(await titles(await job.address())).toHaveLength(50);
  });
});

describe('SIGHUP', () => {
  it('reads the configuration again; one that is wrong is reported, and the one from before stays', async () => {
    const started = start({ 'articles/a.md': article('A'), 'hayloft.config.yaml': 'title: First' });
    await started.line('ready');
    const address = await started.address();
    place.write('hayloft.config.yaml', 'title: Second');
    started.child.kill('SIGHUP');
    await started.run(0, ({ reason }) => reason === 'configuration');
    expect(await (await fetch(`${address}rss.xml`)).text()).toContain('<title>Second</title>');

    place.write('hayloft.config.yaml', 'titel: Third');
    started.child.kill('SIGHUP');
    await started.line('not-configured');
    expect(started.lines).toContainEqual(expect.objectContaining({ code: 'config/unknown-key', line: 1 }));
    expect(await (await fetch(`${address}rss.xml`)).text()).toContain('<title>Second</title>');
    expect((await fetch(`${address}healthz`)).status).toBe(200);
  });

  it('again and again counts each time, in the order of the signals, and no more once it is told to end', async () => {
    const started = start({ 'articles/a.md': article('A'), 'hayloft.config.yaml': 'schedule: false' });
    await started.line('run-begun');
    for (const title of ['One', 'Two', 'Three']) {
      place.write('hayloft.config.yaml', `schedule: false\ntitle: ${title}`);
      started.child.kill('SIGHUP');
    }
    const address = await started.address();
    await started.run(0, ({ reason }) => reason === 'configuration');
    await expect.poll(async () => (await fetch(`${address}rss.xml`)).text()).toContain('<title>Three</title>');
    started.child.kill('SIGHUP');
    started.child.kill('SIGTERM');
    started.child.kill('SIGHUP');
    expect(await started.ended).toEqual({ code: 0, signal: null });
    expect(status()).toMatchObject({ job: { state: 'ended', missed_slots: 0 } });
  });

  it('goes on with what it has where the file is gone', async () => {
    const started = start({ 'articles/a.md': article('A'), 'hayloft.config.yaml': 'title: First\nschedule: false' });
    await started.line('ready');
    rmSync(join(place.folder, 'hayloft.config.yaml'));
    started.child.kill('SIGHUP');
    await started.line('not-configured');
    expect(started.lines).toContainEqual(
      expect.objectContaining({ code: 'config/not-found', file: 'hayloft.config.yaml' }),
    );
    expect(started.lines.filter(({ event }) => event === 'run-begun')).toHaveLength(1);
  });

  it('says which keys count from the next start on', async () => {
    const started = start({ 'articles/a.md': article('A') });
    await started.line('ready');
    place.write('hayloft.config.yaml', 'server: { host: "::1" }');
    started.child.kill('SIGHUP');
    expect(await started.line('needs-restart')).toMatchObject({ key: 'server', level: 'warn' });
  });
});

describe('what is wrong with articles', () => {
  it('is logged once, and not at every run again', async () => {
    const started = start({
      'articles/a.md': article('A', 'date: 2024-02-31'),
      'articles/b.md': article('B'),
      'hayloft.config.yaml': 'schedule: "* * * * * *"',
    });
    await started.run();
    await started.run(started.lines.length);
    await started.run(started.lines.length);
    const about = started.lines.filter(({ event }) => event === 'diagnostic');
    expect(about.map(({ code, file, line }) => ({ code, file, line }))).toEqual([
      { code: 'front-matter/bad-date', file: 'articles/a.md', line: 3 },
    ]);
    const ended = await place.hayloft(['status']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('articles/a.md:3:7 error front-matter/bad-date');
    expect(ended.stdout).toMatch(/1 article|one article is left out/);
    expect(ended.stdout).toContain('next run');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';
import { bodyOf } from './hub.ts';
import { StartedJob } from './job.ts';

const article = (title: string, front = 'date: 2026-01-01') =>
  `---\ntitle: ${title}\n${front}\n---\nWords of ${title}.\n`;
const site = ['--base-url', 'https://example.org/'];

let place: Workplace;
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  place.remove();
});

describe('hayloft build --dry-run', () => {
  it('says what would become of which entry, and writes nothing', async () => {
    place = new Workplace({ 'articles/a.md': article('A'), 'articles/b.md': article('B') });
    await place.hayloft(['build', ...site]);
    const ledger = readFileSync(join(place.folder, '.hayloft/ledger.jsonl'), 'utf8');
    place.write('articles/a.md', article('A').replace('Words', 'Other words'));
    place.write('articles/c.md', article('C'));
    place.write('articles/d.md', article('D', 'date: 2024-02-31'));
    place.delete('articles/b.md');
    const ended = await place.hayloft(['build', '--dry-run', ...site]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe(
      [
        '1 new, 1 revised, 0 resurfaced, 1 withdrawn, 1 left out',
        '  new        articles/c.md  C',
        '  revised    articles/a.md  A',
        '  withdrawn  b.md  B',
        '  left out   articles/d.md\n',
      ].join('\n'),
    );
    expect(readFileSync(join(place.folder, '.hayloft/ledger.jsonl'), 'utf8')).toBe(ledger);
    const events = await place.hayloft(['check', '--json', ...site]);
    const changes = events.stdout.split('\n').filter((line) => line.includes('"event":"change"'));
    expect(changes.map((line) => JSON.parse(line).what)).toEqual(['new', 'revised', 'withdrawn', 'left out']);
  });
});

describe('hayloft status', () => {
  it('knows of runs that were made by hand or by cron', async () => {
    place = new Workplace({ 'articles/a.md': article('A') });
    expect(await place.hayloft(['status'])).toMatchObject({ code: 2, stdout: expect.stringContaining('no run') });
    expect(existsSync(join(place.folder, '.hayloft'))).toBe(false);
    await place.hayloft(['build', ...site]);
    const fine = await place.hayloft(['status']);
    expect(fine).toMatchObject({ code: 0, stderr: '' });
    expect(fine.stdout).toMatch(/^All is well\.\n {2}last run {2}\d{4}-.* ago\), .*published\n.*1 published; 1 new\n/);

    place.write('output/tags/x', 'mine');
    place.delete('output/.hayloft.json');
    place.write('articles/b.md', article('B'));
    await place.hayloft(['build', ...site]);
    const bad = await place.hayloft(['status', '--json']);
    expect(bad.code).toBe(3);
    const events = bad.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ event: 'status', is: 'bad', exit_code: 3, last_run: { outcome: 'refused' } });
    expect(events[0]).toMatchObject({ event: 'diagnostic', code: 'output/not-ours' });
  });

  it('knows that a job was killed', async () => {
    place = new Workplace({ 'articles/a.md': article('A') });
    const job = new StartedJob(place);
    await job.line('ready');
    expect(await place.hayloft(['status'])).toMatchObject({ code: 0, stdout: expect.stringContaining('next run') });
    await job.stop('SIGKILL');
    expect(await place.hayloft(['status'])).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/the job is no more(?!.*next run)/s),
    });
  });
});

describe('a job', () => {
  it('tells a dead man’s switch of each good run, and a webhook of one that failed', async () => {
    const asked: string[] = [];
    let wake = () => {};
    const server = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url} ${await bodyOf(request)}`.trim());
      response.end();
      wake();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    undo.push(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const until = async (isMeant: (line: string) => boolean) => {
      while (!asked.some(isMeant)) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
    };
    place = new Workplace({
      'articles/a.md': article('A'),
      'hayloft.config.yaml': `schedule: "* * * * * *"\nnotify: { success: "${url}/good", failure: "${url}/bad" }`,
    });
    const job = new StartedJob(place);
    undo.push(() => job.stop('SIGKILL'));
    await until((line) => line === 'GET /good');
    place.delete('articles');
    await until((line) => line.startsWith('POST /bad {"event":"run-failed","failures":1,'));
  });
});

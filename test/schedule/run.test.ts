import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunUnderWay, startRun as StartRun } from '../../src/schedule/run/start-run.ts';
import { configOf } from '../feed/config.ts';

/** As it is compiled: it starts a process. */
const { startRun } = (await import(new URL('../../dist/schedule/run/start-run.js', import.meta.url).href)) as {
  startRun: typeof StartRun;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hayloft-run-'));
  mkdirSync(join(folder, 'articles'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(articles: number, limitMs = 60_000): RunUnderWay {
  for (let i = 0; i < articles; i++) {
    writeFileSync(
      join(folder, `articles/${i}.md`),
      `---\ntitle: T${i}\ndate: 2026-01-01\n---\n${'Words. '.repeat(200)}\n`,
    );
  }
  const config = configOf({
    articles: [
      {
        ...{ folder: join(folder, 'articles'), shown: 'articles', prefix: '', include: ['**/*.md'], exclude: [] },
        ...{ tags: [], content: 'full', undated: 'leave-out', keep: false, pictures: false },
      },
    ],
    output: join(folder, 'output'),
    state: join(folder, '.hayloft'),
    feed: { entries: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY, formats: ['rss'] },
  });
  return startRun({ config, from: folder }, limitMs);
}

describe('a run in a process of its own', () => {
  it('tells what it did; limits may be infinite', async () => {
    expect(await run(3).ended).toMatchObject({
      report: {
        outcome: 'published',
        tally: { published: 3, changes: { new: 3 } },
        urls: { rss: 'https://example.org/rss.xml' },
        codes: new Map(),
      },
    });
  });

  it('that runs out of memory says so, and takes nobody with it', async () => {
    process.env.NODE_OPTIONS = '--max-old-space-size=8';
    const underWay = run(1200);
    delete process.env.NODE_OPTIONS;
    expect(await underWay.ended).toEqual({ failed: expect.stringMatching(/heap out of memory|OUT_OF_MEMORY/) });
  });

  it('that is killed, or takes too long, says so', async () => {
    const killed = run(1);
    killed.kill();
    expect(await killed.ended).toEqual({ failed: 'was ended by SIGKILL' });
    expect(await run(2000, 300).ended).toEqual({ failed: 'took longer than 0.3 seconds and was given up' });
  });

  it('ends when it is asked to, and has published nothing', async () => {
    const underWay = run(2000);
    underWay.abandon();
    expect(await underWay.ended).toEqual({ failed: 'was given up, since the job ended' });
  });
});

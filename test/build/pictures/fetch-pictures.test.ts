import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failures } from '../../../src/build/pictures/failures.ts';
import { type Fetched, fetchPictures } from '../../../src/build/pictures/fetch-pictures.ts';
import type { FetchLimits } from '../../../src/build/pictures/network.ts';
import { PictureStore } from '../../../src/build/pictures/store.ts';
import { hourMs } from '../../../src/text/instant.ts';
import { PictureSite, png } from './picture-site.ts';

const now = Date.UTC(2026, 10, 24, 8);

let state: string;
let site: PictureSite;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'hayloft-pictures-'));
});
afterEach(async () => {
  await site.close();
  rmSync(state, { recursive: true, force: true });
});

async function run(
  addresses: string[],
  { at = now, before = new Map(), limits = {} }: { at?: number; before?: Failures; limits?: Partial<FetchLimits> } = {},
): Promise<Fetched> {
  const options = { network: site.network(limits), now: at, onDone: () => {} };
  return fetchPictures(addresses, new PictureStore(state), before, options);
}

const serving = async (answer?: RequestListener) => {
  site = await new PictureSite(answer).open();
};
const urls = (count: number, host?: string) => Array.from({ length: count }, (_, i) => site.url(`/${i}.png`, host));

describe('pictures are fetched', () => {
  it('from one host one after the other, with a pause, and from no more than four hosts at once', async () => {
    const asked = new Map<string, number>();
    let most = 0;
    const ends: number[] = [];
    const starts: number[] = [];
    await serving((request, response) => {
      const host = request.headers.host as string;
      asked.set(host, (asked.get(host) ?? 0) + 1);
      expect(asked.get(host)).toBe(1);
      most = Math.max(most, asked.size);
      if (host.startsWith('h0')) starts.push(performance.now());
      setTimeout(() => {
        asked.delete(host);
        if (host.startsWith('h0')) ends.push(performance.now());
        response.end(png(host + request.url));
      }, 20);
    });
    const hosts = Array.from({ length: 7 }, (_, i) => urls(3, `h${i}.test`)).flat();
    const { had } = await run(hosts, { limits: { pauseMs: 40 } });
    expect(had.size).toBe(21);
    expect(most).toBe(4);
    const pauses = starts.slice(1).map((start, i) => start - (ends[i] as number));
    expect(Math.min(...pauses)).toBeGreaterThan(30);
  });

  it('while the time of the run lasts; the rest is left to the next, and blamed on nobody', async () => {
    await serving((request, response) => {
      if (request.url === '/0.png') response.end(png());
    });
    const { had, failures, postponed } = await run(urls(5), { limits: { runMs: 300 } });
    expect({ had: had.size, failures: failures.size, postponed }).toEqual({ had: 1, failures: 0, postponed: 4 });
  });

  it('those first that never failed', async () => {
    await serving();
    const [first, ...others] = urls(3) as [string, string, string];
    await run([first, ...others], { before: new Map([[first, { reason: 'x', count: 1, retryAt: now }]]) });
    expect(site.requests).toEqual(['/1.png', '/2.png', '/0.png'].map((path) => `pictures.test${path}`));
  });
});

describe('a picture that cannot be had', () => {
  it('is tried again when its time has come, each pause twice as long, and may be there then', async () => {
    let isThere = false;
    await serving((_, response) => (isThere ? response.end(png()) : response.writeHead(404).end()));
    const [a] = urls(1) as [string];
    const first = await run([a]);
    expect(first.failures).toEqual(new Map([[a, { reason: 'answered 404', count: 1, retryAt: now + hourMs }]]));

    const early = await run([a], { before: first.failures, at: now + hourMs - 1 });
    expect(early.failures).toEqual(first.failures);
    expect(site.requests).toHaveLength(1);

    const second = await run([a], { before: early.failures, at: now + hourMs });
    expect(second.failures.get(a)).toMatchObject({ count: 2, retryAt: now + 3 * hourMs });

    isThere = true;
    const third = await run([a], { before: second.failures, at: now + 3 * hourMs });
    expect(third).toMatchObject({ had: new Set([a]), failures: new Map() });
  });

  it('does not stand in the way of others from its host', async () => {
    await serving((request, response) =>
      request.url === '/0.png' ? response.writeHead(410).end() : response.end(png(request.url)),
    );
    const { had, failures } = await run(urls(3));
    expect({ had: had.size, failures: failures.size }).toEqual({ had: 2, failures: 1 });
  });

  it('since its host asks for a pause, waits for it with all others from there, which then come first', async () => {
    await serving((request, response) =>
      request.url === '/0.png' ? response.writeHead(429, { 'retry-after': '7200' }).end() : response.end(png()),
    );
    const addresses = urls(3);
    const { failures } = await run([...addresses, site.url('/0.gif', 'other.test')]);
    expect(site.requests).toEqual(['pictures.test/0.png', 'other.test/0.gif']);
    expect([...failures.values()].map(({ count, retryAt }) => [count, retryAt - now])).toEqual([
      [1, 2 * hourMs],
      [0, 2 * hourMs],
      [0, 2 * hourMs],
    ]);
    site.requests.length = 0;
    await run(addresses, { before: failures, at: now + 2 * hourMs });
    expect(site.requests).toEqual(['/1.png', '/2.png', '/0.png'].map((path) => `pictures.test${path}`));
  });

  it('since its host cannot be reached, costs one attempt for all that is wanted from there', async () => {
    await serving();
    const gone = ['http://gone.test:1/a.png', 'http://gone.test:1/b.png'];
    const { had, failures } = await run([...gone, ...urls(1)]);
    expect(had.size).toBe(1);
    expect([...failures.values()].map(({ count }) => count)).toEqual([1, 0]);
  });
});

describe('a store that takes no more', () => {
  it('ends the fetching and is told of', async () => {
    await serving();
    const store = new PictureStore(state);
    writeFileSync(join(state, 'pictures'), 'a file in the place of the folder');
    const options = { network: site.network(), now, onDone: () => {} };
    const { had, failures, full } = await fetchPictures(urls(3), store, new Map(), options);
    expect({ had: had.size, failures: failures.size, code: full?.code }).toEqual({
      had: 0,
      failures: 0,
      code: expect.stringMatching(/^(ENOTDIR|EEXIST)$/),
    });
    expect(site.requests).toHaveLength(1);
  });
});

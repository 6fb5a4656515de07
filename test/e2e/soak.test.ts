import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SaxesParser } from 'saxes';
import { afterEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';
import { StartedJob } from './job.ts';

/** So long it goes on; in a CI longer (HAYLOFT_SOAK_SECONDS). */
const seconds = Number(process.env.HAYLOFT_SOAK_SECONDS ?? 15);

const polled = ['rss.xml', 'atom.xml', 'feed.json', 'index.json', 'feeds.opml', 'tags/t1/rss.xml'];

const isFeed = (path: string) => path.endsWith('rss.xml') || path === 'atom.xml' || path === 'feed.json';

let place: Workplace;
let job: StartedJob | undefined;
afterEach(async () => {
  job?.child.kill('SIGKILL');
  await job?.ended;
  place.remove();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function xmlFault(text: string): string | undefined {
  let fault: string | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => {
    fault ??= message;
  });
  parser.write(text).close();
  return fault;
}

/** Nothing where nobody listens at the moment, or was killed while it answered. */
async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; tag: string; text: string } | undefined> {
  try {
    const response = await fetch(url, { headers });
    return { status: response.status, tag: response.headers.get('etag') ?? '', text: await response.text() };
  } catch {
    return undefined;
  }
}

describe('a folder that changes all the time, clients that poll and walk, and a job that is killed again and again', () => {
  it(
    'gives no answer that is ill-formed, no gap in a walk, loses no entry, and takes no more and more memory',
    async () => {
      const port = await freePort();
      const base = `http://127.0.0.1:${port}/`;
      place = new Workplace({
        'hayloft.config.yaml': `baseUrl: "${base}"\nschedule: "* * * * * *"\nhistory: { entries: 10 }\nfeed: { entries: 8 }\nguard: false\nserver: { limit: false }\npages: false\n`,
      });
      const problems = new Set<string>();
      const seen = new Set<string>();
      const done = { polls: 0, unchanged: 0, deltas: 0, walks: 0, kills: 0 };
      let isOver = false;

      const write = (number: number) =>
        place.write(
          `articles/a${number}.md`,
          `---\ntitle: T${number}\ndate: 2026-01-01\ntags: [t${number % 5}]\n---\nWords of ${number}: ${Math.random()}.\n`,
        );
      let articles = 0;
      const writer = async () => {
        for (; !isOver; await pause(500)) {
          articles += 1;
          write(articles);
          write(1 + Math.floor(Math.random() * articles));
        }
      };
      const poller = async (path: string) => {
        let tag: string | undefined;
        for (; !isOver; await pause(30)) {
          const wantsNews = isFeed(path) && done.polls % 2 === 0;
          const answer = await get(base + path, {
            ...(tag !== undefined && { 'If-None-Match': tag }),
            ...(wantsNews && { 'A-IM': 'feed' }),
          });
          if (!answer) continue;
          done.polls += 1;
          if (answer.status === 304) done.unchanged += 1;
          else if (answer.status === 200 || (answer.status === 226 && wantsNews)) {
            if (answer.status === 226) done.deltas += 1;
            tag = answer.tag;
            const fault = path.endsWith('.json') ? jsonFault(answer.text) : xmlFault(answer.text);
            if (fault !== undefined) problems.add(`${path}: ${fault}`);
          }
          // Before the first run nothing is there.
          else if (answer.status !== 404 || tag !== undefined) problems.add(`${path} answered ${answer.status}`);
        }
      };
      const walker = async () => {
        for (; !isOver; await pause(100)) {
          const known = [...seen];
          const ids = await walk(base, problems);
          if (!ids) continue;
          done.walks += 1;
          for (const id of known) if (!ids.has(id)) problems.add(`lost ${id}`);
          for (const id of ids) seen.add(id);
        }
      };
      const killer = async (forMs: number) => {
        for (const since = Date.now(); Date.now() - since < forMs; done.kills += 1) {
          job = new StartedJob(place, ['--port', String(port)]);
          const ended = await Promise.race([pause(2000 + Math.random() * 2000), job.ended]);
          if (ended) problems.add(`ended by itself: ${job.stderr}`);
          job.child.kill('SIGKILL');
          await job.ended;
        }
      };
      const memory = async () => {
        const answer = await get(`${base}metrics`);
        return Number(/^process_resident_memory_bytes (\d+)/m.exec(answer?.text ?? '')?.[1]);
      };

      articles += 1;
      write(articles);
      const all = [writer(), walker(), walker(), ...polled.map(poller)];
      await killer(seconds * 600);
      job = new StartedJob(place, ['--port', String(port)]);
      await job.run();
      const before = await memory();
      await pause(seconds * 400);
      const after = await memory();
      // A machine that is busy makes few runs meanwhile.
      while ([done.walks, done.unchanged, done.deltas].includes(0)) await pause(100);
      isOver = true;
      await Promise.all(all);
      expect(await job.stop()).toMatchObject({ code: 0 });
      job = new StartedJob(place, ['--port', String(port)]);
      const last = await job.run(0, ({ outcome }) => outcome === 'published');

      expect([...problems]).toEqual([]);
      expect(last.published).toBe(articles);
      expect(after - before).toBeLessThan(50 * 1024 * 1024);
      expect(done.kills).toBeGreaterThan(seconds / 8);
    },
    (seconds + 60) * 1000,
  );
});

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The ids in the archive documents behind a feed; nothing where the walk was cut off. */
async function walk(base: string, problems: Set<string>): Promise<Set<string> | undefined> {
  const ids = new Set<string>();
  let url: string | undefined = `${base}atom.xml`;
  for (let hop = 0; url !== undefined; hop++) {
    const answer = await get(url);
    if (!answer || (hop === 0 && answer.status === 404)) return undefined;
    if (answer.status !== 200) problems.add(`a gap: ${url} answered ${answer.status}`);
    const fault = xmlFault(answer.text);
    if (fault !== undefined) problems.add(`${url}: ${fault}`);
    for (const [, id = ''] of hop === 0 ? [] : answer.text.matchAll(/<entry>.*?<id>(.*?)<\/id>/gs)) {
      if (ids.has(id)) problems.add(`twice in a walk: ${id}`);
      ids.add(id);
    }
    url = /rel="prev-archive" href="([^"]+)"/.exec(answer.text)?.[1];
  }
  return ids;
}

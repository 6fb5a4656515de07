import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLedger } from '../../src/build/state/ledger-file.ts';
import { assertWellFormed } from '../spec/read-feeds.ts';
import { Changing, chance } from './changing-folder.ts';
import { type Ended, ended, program, Workplace } from './hayloft.ts';
import { fileNames, type Seen, served, walk } from './subscriber.ts';
import { tree } from './tree.ts';

/** Runs that are killed; a thorough test asks for 200. */
const kills = Number(process.env.HAYLOFT_KILLS ?? 8);
const seed = Number(process.env.HAYLOFT_PROPERTY_SEED ?? 20260301);

/** Places in what a run records at which its end is missing; at each, one in a line and one between two. */
const cuts = Math.min(10, Math.ceil(kills / 6));

const baseUrl = 'https://example.org/';
const formats = ['rss', 'atom', 'json'] as const;
const config = {
  baseUrl,
  siteId: 'example.org,2026',
  tombstones: true,
  feed: { entries: 8 },
  history: { entries: 3, tags: true },
};

const momentOf = (round: number) => new Date(Date.UTC(2026, 10, 24, 8) + round * 3_600_000).toISOString();
const argsOf = (round: number) => ['build', '--now', momentOf(round), '--accept'];

const atWrites = ['--import', new URL('./kill-at-write.mjs', import.meta.url).href];

/** Runs the program in a process that is killed so long after it began, or at an operation that changes the disk. */
function run(place: Workplace, round: number, killed: { ms?: number; operation?: number } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [...atWrites, program, ...argsOf(round)], {
    cwd: place.folder,
    env: {
      PATH: process.env.PATH,
      ...(killed.operation && { HAYLOFT_KILL_AT: String(killed.operation) }),
      HAYLOFT_OPERATIONS: join(place.folder, 'operations'),
    },
  });
  if (killed.ms !== undefined) setTimeout(() => child.kill('SIGKILL'), killed.ms);
  return ended(child);
}

/** What somebody finds who comes now, in any of the formats. */
function found(place: Workplace, at: string): Map<string, Seen>[] {
  const web = served(join(place.folder, 'output'), baseUrl);
  return formats.map((format) => {
    try {
      const { current, archive } = walk(web, baseUrl + fileNames[format], format);
      return new Map([...archive, ...current].map((each) => [each.id, each]));
    } catch (error) {
      throw new Error(at, { cause: error });
    }
  });
}

function expectWholeDocuments(output: string): void {
  for (const path of readdirSync(output, { recursive: true }) as string[]) {
    if (path.startsWith('.')) continue;
    if (/\.(xml|opml)$/.test(path)) assertWellFormed(readFileSync(join(output, path), 'utf8'));
    if (path.endsWith('.json')) JSON.parse(readFileSync(join(output, path), 'utf8'));
    if (path.endsWith('.html')) expect(readFileSync(join(output, path), 'utf8'), path).toMatch(/<\/html>\n$/);
  }
}

const idsOf = (index: string) =>
  JSON.parse(index).items.flatMap(({ id, state }: { id: string; state: string }) => (state === 'withdrawn' ? [] : id));
const published = (place: Workplace): string[] => idsOf(readFileSync(join(place.folder, 'output/index.json'), 'utf8'));

describe(`${kills} runs over a changing folder, each killed`, () => {
  const random = chance(seed);
  const folder = new Changing(chance(seed + 1), 40);
  const killed = new Workplace();
  let twin: Workplace;
  beforeAll(async () => {
    killed.write('hayloft.config.json', JSON.stringify(config));
    folder.put(killed);
    expect(await run(killed, 0)).toMatchObject({ code: 0 });
    twin = new Workplace();
    cpSync(killed.folder, twin.folder, { recursive: true });
  });
  afterAll(() => {
    killed.remove();
    twin.remove();
  });

  it('leave a ledger that is whole and every entry in its place, and the next run gives what a run gives that was never killed', async () => {
    const output = join(killed.folder, 'output');
    let hits = 0;
    for (let round = 1; round <= kills; round++) {
      const before = published(twin);
      folder.step();
      for (const place of [killed, twin]) folder.put(place);
      const started = performance.now();
      const whole = await run(twin, round);
      expect(whole.signal).toBeNull();
      const runMs = performance.now() - started;
      const operations = Number(readFileSync(join(twin.folder, 'operations'), 'utf8'));

      const moment = random() < 0.3 ? { ms: random() * runMs } : { operation: 1 + Math.floor(random() * operations) };
      if ((await run(killed, round, moment)).signal === 'SIGKILL') hits += 1;
      const at = JSON.stringify({ seed, round, moment, operations });
      const { diagnostics } = readLedger(join(killed.folder, '.hayloft'), '.hayloft');
      expect(
        diagnostics.filter(({ code }) => code !== 'ledger/torn'),
        at,
      ).toEqual([]);
      expectWholeDocuments(output);
      const after = published(twin);
      const lasting = before.filter((id) => after.includes(id));
      for (const seen of found(killed, at))
        expect(
          lasting.filter((id) => !seen.has(id)),
          at,
        ).toEqual([]);

      const next = await run(killed, round);
      expect([next.code, next.stderr.replace(/.* warning ledger\/torn .*\n.*\n/, ''), at]).toEqual([
        whole.code,
        whole.stderr,
        at,
      ]);
      expect(tree(output), at).toEqual(tree(join(twin.folder, 'output')));
    }
    expect(hits).toBeGreaterThan(kills / 2);
  }, 3_600_000);
});

describe('a run that is killed while it records what it does', () => {
  const places: Workplace[] = [];
  afterAll(() => {
    for (const place of places) place.remove();
  });

  function copyOf(place: Workplace): Workplace {
    const copy = new Workplace();
    places.push(copy);
    cpSync(place.folder, copy.folder, { recursive: true });
    return copy;
  }

  /** The documents; what the second run records is a millisecond later than what the first one has recorded. */
  function documentsOf(place: Workplace): Record<string, string> {
    const output = join(place.folder, 'output');
    const paths = (readdirSync(output, { recursive: true }) as string[]).filter((path) => /\.(xml|json)$/.test(path));
    const texts = paths.sort().map((path) => [path, readFileSync(join(output, path), 'utf8')] as const);
    return Object.fromEntries(
      texts.filter(([path]) => !path.startsWith('.')).map(([path, text]) => [path, text.replaceAll(/\.00[01]Z/g, 'Z')]),
    );
  }

  it('whatever of it reached the disk, is followed by one that gives what it would have given', async () => {
    const folder = new Changing(chance(seed + 2), 30);
    const before = new Workplace();
    places.push(before);
    before.write('hayloft.config.json', JSON.stringify(config));
    folder.put(before);
    expect(await run(before, 0)).toMatchObject({ code: 0 });
    for (let i = 0; i < 6; i++) folder.step();
    folder.put(before);
    const whole = copyOf(before);
    const { code } = await run(whole, 1);

    const ledgerOf = (place: Workplace) => readFileSync(join(place.folder, '.hayloft/ledger.jsonl'));
    const [from, bytes] = [ledgerOf(before).length, ledgerOf(whole)];
    const kinds = [...bytes.toString('utf8', from).matchAll(/"event":"(\w+)"/g)].map(([, kind]) => kind);
    expect(new Set(kinds).size).toBeGreaterThan(3);
    const documents = documentsOf(whole);
    for (let part = 1; part < cuts; part++) {
      const within = from + Math.floor(((bytes.length - from) * part) / cuts);
      for (const cut of [within, bytes.indexOf(0x0a, within) + 1]) {
        const place = copyOf(before);
        place.write('.hayloft/ledger.jsonl', bytes.subarray(0, cut));
        expect((await run(place, 1)).code).toBe(code);
        expect(documentsOf(place), `cut at ${cut - from} of ${bytes.length - from}`).toEqual(documents);
      }
    }
  }, 120_000);
});

describe('a first run that is killed', () => {
  const places: Workplace[] = [];
  afterAll(() => {
    for (const place of places) place.remove();
  });

  function begun(): Workplace {
    const place = new Workplace({ 'hayloft.config.json': JSON.stringify(config) });
    places.push(place);
    new Changing(chance(seed), 5).put(place);
    return place;
  }

  it('at whatever operation, is followed by one that gives what it would have given', async () => {
    const whole = begun();
    expect(await run(whole, 0)).toMatchObject({ code: 0 });
    const operations = Number(readFileSync(join(whole.folder, 'operations'), 'utf8'));
    const apart = Math.max(1, Math.floor((2 * operations) / kills));
    for (let operation = 1; operation <= operations; operation += apart) {
      const place = begun();
      expect(await run(place, 0, { operation })).toMatchObject({ signal: 'SIGKILL' });
      const at = { operation, operations };
      expect({ code: (await run(place, 0)).code, ...at }).toEqual({ code: 0, ...at });
      expect(tree(join(place.folder, 'output')), JSON.stringify(at)).toEqual(tree(join(whole.folder, 'output')));
    }
  }, 300_000);
});

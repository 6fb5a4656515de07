import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BuildResult, Config } from '../../src/index.ts';
import { chance } from './changing-folder.ts';
import { collectionOf, fileOf, filesOf, type Kept, pathOf, picture } from './collection.ts';
import { program, Workplace } from './hayloft.ts';
import { tree } from './tree.ts';

/** Damaged places of each file of the cache; a thorough test asks for hundreds. */
const wanted = Number(process.env.HAYLOFT_CACHE_DAMAGES ?? 12);

/** The library as it is published: a process of its own for each run would take most of the time to start. */
const { build, loadConfig } = (await import(
  pathToFileURL(join(program, '../index.js')).href
)) as typeof import('../../src/index.ts');

const articles = collectionOf(30);
const edited = articles[4] as Kept;
const now = '2026-11-24T08:00:00Z';
const laterClock = { NODE_OPTIONS: `--import ${new URL('./later-clock.mjs', import.meta.url).href}` };

// Files are old enough for their stats to be believed, so that as much as possible is taken from the cache.
beforeAll(() => {
  const systemClock = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => systemClock() + 3_600_000);
});
afterAll(() => vi.restoreAllMocks());

/** A site whose cache and ledger can be put back as they were, and nothing else with them. */
class Site {
  readonly place: Workplace;
  #cache = new Map<string, Buffer>();
  #ledger = '';

  constructor(files: Readonly<Record<string, string>> = filesOf(articles)) {
    const config = { baseUrl: 'https://example.org/', siteId: 'example.org,2026', history: { entries: 8 } };
    this.place = new Workplace({ ...files, 'hayloft.config.json': JSON.stringify(config) });
    this.place.write(`articles/${picture.path}`, picture.bytes);
  }

  get cacheFolder(): string {
    return join(this.place.folder, '.hayloft/cache');
  }

  get cacheFiles(): string[] {
    return [...this.#cache.keys()];
  }

  async build(): Promise<BuildResult> {
    const { folder } = this.place;
    const { config } = await loadConfig(folder);
    return build(config as Config, { now: Date.parse(now), write: true, from: folder });
  }

  documents(): Record<string, string> {
    return tree(join(this.place.folder, 'output'));
  }

  ledger(): string {
    return readFileSync(join(this.place.folder, '.hayloft/ledger.jsonl'), 'utf8');
  }

  /** What the next tests begin with. */
  keep(): void {
    this.#ledger = this.ledger();
    this.#cache = bytesIn(this.cacheFolder);
  }

  bytesOf(name: string): Buffer {
    return this.#cache.get(name) as Buffer;
  }

  restore(cache: ReadonlyMap<string, Uint8Array> = this.#cache): void {
    this.place.write('.hayloft/ledger.jsonl', this.#ledger);
    this.place.write(`articles/${pathOf(edited)}`, fileOf(edited));
    rmSync(this.cacheFolder, { recursive: true, force: true });
    for (const [name, bytes] of cache) this.place.write(`.hayloft/cache/${name}`, bytes);
  }

  /** An article says something else than when the cache was written. */
  edit(): void {
    this.place.write(`articles/${pathOf(edited)}`, fileOf({ ...edited, title: 'Written anew' }));
  }
}

function bytesIn(folder: string): Map<string, Buffer> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** What a run comes to. */
interface Outcome {
  readonly documents: Record<string, string>;
  readonly ledger: string;
  readonly told: BuildResult['diagnostics'];
}

describe('a run with a cache that is not what it was', () => {
  const site = new Site();
  afterAll(() => site.place.remove());
  /** Of a run without a cache, over the articles as they were and with one of them edited. */
  let same: Outcome;
  let other: Outcome;

  async function outcome(): Promise<Outcome> {
    const { outcome: is, diagnostics } = await site.build();
    expect(is).toBe('published');
    return { documents: site.documents(), ledger: site.ledger(), told: diagnostics };
  }

  /**
   * What is to come of it, whatever was done to the cache.
   *
   * @param most Remarks on that.
   */
  async function comesTo(expected: Outcome, most = 1): Promise<void> {
    const { documents, ledger, told } = await outcome();
    expect(documents).toEqual(expected.documents);
    expect(ledger).toBe(expected.ledger);
    const remarks = told.filter(({ code }) => code.startsWith('cache/'));
    expect(told.filter((each) => !remarks.includes(each))).toEqual(expected.told);
    expect(remarks.length, JSON.stringify(remarks)).toBeLessThanOrEqual(most);
  }

  beforeAll(async () => {
    await site.build();
    same = await outcome();
    site.keep();
    expect(Object.keys(same.documents).length).toBeGreaterThan(60);
    expect(site.cacheFiles.length).toBeGreaterThan(2);
    rmSync(site.cacheFolder, { recursive: true });
    site.edit();
    other = await outcome();
    expect(other.documents).not.toEqual(same.documents);
    expect([same, other].flatMap(({ told }) => told)).toEqual([]);
  });

  /** In turn: nothing else is new; all documents have to be made again; an article was edited. */
  const turns: readonly [string, () => Outcome][] = [
    ['nothing is new', () => same],
    [
      'every document is lost',
      () => {
        site.place.delete('output');
        return same;
      },
    ],
    [
      'an article was edited',
      () => {
        site.edit();
        return other;
      },
    ],
  ];

  /** Each turn after something was done to the cache. */
  async function eachTurn(spoil: () => void, most = 1): Promise<void> {
    for (const [, turn] of turns) {
      site.restore();
      spoil();
      await comesTo(turn(), most);
    }
  }

  it('comes to the same with one that is whole', () => eachTurn(() => {}));

  it('comes to the same where it is gone, or empty', async () => {
    await eachTurn(() => rmSync(site.cacheFolder, { recursive: true }));
    await eachTurn(() => {
      for (const name of site.cacheFiles) site.place.write(`.hayloft/cache/${name}`, '');
    }, 2);
  });

  it('comes to the same where one of its files is gone, empty or a folder', async () => {
    for (const name of site.cacheFiles) {
      const path = join(site.cacheFolder, name);
      await eachTurn(() => rmSync(path));
      await eachTurn(() => writeFileSync(path, ''));
      site.restore();
      rmSync(path);
      mkdirSync(path);
      await comesTo(same);
    }
  });

  it(`comes to the same wherever a file was cut off or changed (${wanted} places each)`, async () => {
    const random = chance(20261130);
    for (const name of site.cacheFiles) {
      for (let i = 0; i < wanted; i++) {
        const bytes = Buffer.from(site.bytesOf(name));
        const at = Math.floor(random() * bytes.length);
        const [what, turn] = turns[Math.floor(random() * turns.length)] as (typeof turns)[number];
        bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
        site.restore();
        site.place.write(`.hayloft/cache/${name}`, i % 2 === 0 ? bytes : bytes.subarray(0, at));
        await comesTo(turn()).catch((error: Error) => {
          error.message = `${name}, ${i % 2 === 0 ? 'changed' : 'cut off'} at ${at}, ${what}: ${error.message}`;
          throw error;
        });
      }
    }
  }, 600_000);

  it('comes to the same over few changes, whatever they need of it is damaged', async () => {
    site.restore();
    await outcome();
    for (const name of readdirSync(site.cacheFolder).filter((each) => each.endsWith('.pack'))) {
      const bytes = readFileSync(join(site.cacheFolder, name));
      site.place.write(`.hayloft/cache/${name}`, bytes.fill(0x20));
    }
    site.edit();
    await comesTo(other);
  });

  it('comes to the same where its files stand under the names of others', async () => {
    const packs = site.cacheFiles.filter((name) => name.endsWith('.pack'));
    expect(packs.length).toBeGreaterThan(1);
    await eachTurn(() => {
      for (const [i, name] of packs.entries()) {
        site.place.write(`.hayloft/cache/${name}`, site.bytesOf(packs[(i + 1) % packs.length] as string));
      }
    });
  });

  it('comes to the same where nothing can be put there', async () => {
    await eachTurn(() => {
      rmSync(site.cacheFolder, { recursive: true });
      site.place.write('.hayloft/cache', 'a file');
    }, 2);
    rmSync(site.cacheFolder);
  });

  it('comes to the same with one of another collection, whose files have the names of ours', async () => {
    const elsewhere = new Site(
      filesOf(articles.map((one) => ({ ...one, title: `Not ${one.title}`, body: 'Poison.' }))),
    );
    expect(await elsewhere.build()).toMatchObject({ outcome: 'published' });
    const cache = bytesIn(elsewhere.cacheFolder);
    await eachTurn(() => site.restore(cache));
    elsewhere.place.remove();
  });

  it('comes to the same with one of another program that lies in the same place and makes something else', async () => {
    const poisoned = poisonedProgram();
    site.restore(new Map());
    const run = await site.place.hayloft(['build', '--now', now], { env: laterClock, cli: poisoned.cli });
    expect(run).toMatchObject({ code: 0 });
    expect(readFileSync(join(site.place.folder, 'output/feed.json'), 'utf8')).toContain('poison');
    const cache = bytesIn(site.cacheFolder);
    expect([...cache.values()].some((bytes) => bytes.includes('poison'))).toBe(true);
    await eachTurn(() => site.restore(cache));
    rmSync(poisoned.folder, { recursive: true });
  });

  it('comes to the same whatever became of the configuration that was understood before', async () => {
    const run = () => site.place.hayloft(['build', '--now', now], { env: laterClock });
    site.restore();
    expect(await run()).toMatchObject({ code: 0 });
    const whole = readFileSync(join(site.cacheFolder, 'configuration'));
    const random = chance(20261201);
    for (let i = 0; i < wanted / 2; i++) {
      const bytes = Buffer.from(whole);
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
      site.place.write('.hayloft/cache/configuration', i % 2 === 0 ? bytes : bytes.subarray(0, at));
      site.place.delete('output');
      expect(await run(), `damaged at ${at}`).toMatchObject({ code: 0, stderr: '' });
      expect(site.documents(), `damaged at ${at}`).toEqual(same.documents);
      expect(site.ledger()).toBe(same.ledger);
    }
  });

  it('ends with 0 and tells people nothing, and programs in one line', async () => {
    const run = (...more: string[]) => site.place.hayloft(['build', '--now', now, ...more], { env: laterClock });
    const name = site.cacheFiles.find((each) => each.endsWith('.pack')) as string;
    for (const more of [[], ['--json']]) {
      site.restore(
        new Map(site.cacheFiles.map((each) => [each, each === name ? Buffer.from('?') : site.bytesOf(each)])),
      );
      site.place.delete('output');
      const { code, stdout, stderr } = await run(...more);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.split('\n').filter((line) => line.includes('cache/damaged'))).toHaveLength(more.length);
    }
  });
});

/** The same version, but for something that it says of every article. */
function poisonedProgram(): { readonly folder: string; readonly cli: string } {
  const folder = mkdtempSync(join(tmpdir(), 'hayloft-poison-'));
  const repository = resolve(import.meta.dirname, '../..');
  cpSync(join(program, '..'), join(folder, 'dist'), { recursive: true });
  cpSync(join(repository, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const module = join(folder, 'dist/article/content-bytes.js');
  const text = readFileSync(module, 'utf8');
  const changed = text.replace('Buffer.from(html)', "Buffer.from(html + '<p>poison</p>')");
  expect(changed).not.toBe(text);
  writeFileSync(module, changed);
  return { folder, cli: join(folder, 'dist/cli.js') };
}

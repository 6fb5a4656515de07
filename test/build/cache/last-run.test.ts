import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../src/build/cache/cache-folder.ts';
import { amendLastRun, readLastRun, saveLastRun } from '../../../src/build/cache/last-run.ts';
import { type FewDifferences, unchangedRun } from '../../../src/build/unchanged.ts';
import type { Config } from '../../../src/config/config.ts';
import { hourMs } from '../../../src/text/instant.ts';
import { ArticleFolderOnDisk, hash } from './folder.ts';

/** Later than the coarsest clock of a file system counts. */
const believed = 3_000;

let disk: ArticleFolderOnDisk;
let config: Config;
let file: string;
const now = Date.UTC(2026, 10, 24);
const options = () => ({ now, from: disk.root, write: true });

beforeEach(async () => {
  disk = new ArticleFolderOnDisk();
  disk.write('a.md', 'text a');
  disk.write('in/b.md', 'text b');
  config = await disk.config();
  file = join(disk.state, cacheFolder, 'last-run');
});
afterEach(() => rmSync(disk.root, { recursive: true }));

const unchanged = (over: object = {}, of = config) => 'result' in unchangedRun(of, { ...options(), ...over });

describe('a run that finds nothing new', () => {
  it('says what the last one would say a second time', () => {
    saveLastRun(config, options(), disk.run(believed));
    expect(unchangedRun(config, options())).toEqual({
      result: {
        outcome: 'published',
        files: 2,
        published: 2,
        kept: 0,
        changes: { added: [], revised: [], resurfaced: [], moved: [], withdrawn: [], restored: [] },
        feeds: [],
        documents: [{ path: 'rss.xml', bytes: 5, change: 'unchanged' }],
        removed: [],
        diagnostics: [
          { severity: 'warning', code: 'content/missing-file', message: 'no file "b.png"', file: 'articles/a.md' },
        ],
      },
    });
    expect(unchangedRun(config, { ...options(), write: false })).toMatchObject({ result: { outcome: 'compared' } });
  });

  it('is none where there was no other, the disk differs, or anything that a run goes by', () => {
    expect(unchanged()).toBe(false);
    saveLastRun(config, options(), disk.run(believed));
    expect(unchanged()).toBe(true);
    expect(unchanged({ accept: true })).toBe(true);
    expect(unchanged({ rehash: true })).toBe(false);
    expect(unchanged({ from: '/' })).toBe(false);
    expect(unchanged({}, { ...config, title: 'Another' })).toBe(false);
    expect(unchanged({}, { ...config, feed: { ...config.feed, entries: Number.POSITIVE_INFINITY } })).toBe(false);
    disk.write('a.md', 'another text');
    expect(unchanged()).toBe(false);
  });

  it('does not mind how the output is served', () => {
    saveLastRun(config, options(), disk.run(believed));
    expect(unchanged({}, { ...config, server: { ...config.server, port: 1 }, schedule: false })).toBe(true);
  });

  it('is none before the last one, nor when something is to come out', () => {
    const run = disk.run(believed);
    saveLastRun(config, options(), { ...run, result: { ...run.result, nextDue: now + hourMs } });
    expect(unchanged({ now: now + hourMs - 1 })).toBe(true);
    expect(unchanged({ now: now + hourMs })).toBe(false);
    expect(unchanged({ now: now - 1 })).toBe(false);
  });

  it('is none after one that left something to be tried again, was behind the ledger, or met links', () => {
    saveLastRun(config, options(), { ...disk.run(believed), settled: false });
    expect(unchanged()).toBe(false);
    rmSync(file);
    saveLastRun(config, options(), { ...disk.run(believed), lastAt: now + hourMs + 1 });
    expect(existsSync(file)).toBe(false);
    const run = disk.run(believed);
    saveLastRun(config, options(), { ...run, scans: run.scans.map((scan) => ({ ...scan, isOdd: true })) });
    expect(existsSync(file)).toBe(false);
  });

  it('writes nothing, unless files had to be read and it may', () => {
    saveLastRun(config, options(), disk.run(believed));
    const written = readFileSync(file);
    expect(unchanged()).toBe(true);
    expect(readFileSync(file).equals(written)).toBe(true);
    saveLastRun(config, options(), disk.run(-hourMs));
    const young = readFileSync(file);
    expect(unchanged({ write: false })).toBe(true);
    expect(readFileSync(file).equals(young)).toBe(true);
    expect(unchanged()).toBe(true);
    expect(readFileSync(file).equals(young)).toBe(false);
    expect(unchanged()).toBe(true);
  });
});

/** What differs, where it is little and all else holds. */
function foundNow(over: object = {}) {
  const unchanged = unchangedRun(config, { ...options(), ...over });
  return 'found' in unchanged ? unchanged.found : undefined;
}

describe('a run that finds little that is new', () => {
  beforeEach(() => {
    saveLastRun(config, options(), disk.run(believed));
    disk.write('a.md', 'another text');
  });

  it('is told all of it, also one that writes nothing; one that believes no stat looks at everything', () => {
    disk.write('in/c.md', 'text c');
    for (const over of [{}, { write: false }]) {
      const found = foundNow(over);
      expect(found?.differences).toMatchObject({
        changed: [{ folder: 0, inside: 'a.md' }],
        added: [{ folder: 0, inside: 'in/c.md' }],
      });
      expect(found?.lastRun).toMatchObject({ at: now, settled: true });
    }
    expect(foundNow({ rehash: true })).toBeUndefined();
  });

  it('is told nothing of more than a hundred places, of odd ones, or where anything else is not as it was', () => {
    for (let i = 1; i < 100; i += 1) disk.write(`${i}.md`, 'text');
    expect(foundNow()?.differences.added).toHaveLength(99);
    expect(foundNow({ now: now - 1 })).toBeUndefined();
    expect(foundNow({ from: '/' })).toBeUndefined();
    disk.write('100.md', 'text');
    expect(foundNow()).toBeUndefined();
    for (let i = 1; i <= 100; i += 1) rmSync(disk.at(`${i}.md`));
    expect(foundNow()).toBeDefined();
    symlinkSync('a.md', disk.at('link.md'));
    expect(foundNow()).toBeUndefined();
  });

  it('does not look into an output folder that the last one made among articles', () => {
    config = { ...config, output: disk.at('output') };
    saveLastRun(config, options(), disk.run(believed));
    disk.write('output/rss.xml', '<rss/>');
    expect(foundNow()?.differences).toMatchObject({ added: [], others: [{ folder: 0, inside: 'output' }] });
  });

  it('leaves it to the next one as what was found and made before', () => {
    const { lastRun, differences } = foundNow() as FewDifferences;
    const snapshot = differences.amended({
      isArticle: () => true,
      hashOf: ({ inside }) => hash(disk.at(inside)),
      watched: { drop: new Set(), add: [] },
    });
    const { result } = disk.run(0);
    const terms = { at: now + 1, nextDue: now + hourMs, settled: true, catalog: 'of this run' };
    expect(amendLastRun(config, options(), lastRun, { snapshot, result, ...terms })).toEqual([]);
    expect(readLastRun(disk.state, disk.root).lastRun).toMatchObject({ key: lastRun.key, ...terms });
    expect(unchanged()).toBe(false);
    expect(unchanged({ now: now + hourMs })).toBe(false);
    expect(unchangedRun(config, { ...options(), now: now + 1 })).toMatchObject({
      result: {
        changes: { added: [] },
        documents: [{ path: 'rss.xml', change: 'unchanged' }],
        removed: [],
        diagnostics: [{ code: 'content/missing-file' }],
      },
    });
  });
});

describe('what the last run wrote down', () => {
  it('is what it was, or is not believed, whichever byte is damaged and wherever it ends', () => {
    saveLastRun(config, options(), disk.run(believed));
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 0x10;
      for (const wrong of [damaged, bytes.subarray(0, at)]) {
        writeFileSync(file, wrong);
        expect(unchanged()).toBe(false);
      }
    }
    expect(unchangedRun(config, options())).toEqual({
      diagnostics: [
        {
          severity: 'note',
          code: 'cache/damaged',
          file: '.hayloft/cache/last-run',
          message: 'was damaged and is made anew; that costs time only',
        },
      ],
    });
    writeFileSync(file, bytes);
    expect(unchanged()).toBe(true);
  });

  it('is passed over where another version wrote it, without a word', () => {
    saveLastRun(config, options(), disk.run(believed));
    writeFileSync(file, readFileSync(file).fill('hayloft cache 0\n', 0, 16));
    expect(readLastRun(disk.state, disk.root)).toEqual({ diagnostics: [] });
  });

  it.each([0, 1, 5])('is taken as it is where a folder holds %i names', (count) => {
    rmSync(disk.articles, { recursive: true });
    mkdirSync(disk.articles);
    for (let i = 0; i < count; i += 1) disk.write(`é ${'x'.repeat(i)}/${i}.md`, `text ${i}`);
    saveLastRun(config, options(), disk.run(believed));
    expect(unchanged()).toBe(true);
  });

  it('is left out where it cannot be written, and that is told', () => {
    mkdirSync(disk.state);
    writeFileSync(join(disk.state, cacheFolder), 'in its way');
    expect(saveLastRun(config, options(), disk.run(believed))).toMatchObject([
      { severity: 'warning', code: 'cache/cannot-write', file: '.hayloft/cache/last-run' },
    ]);
  });

  it('is not written where the run must not write to the folder', () => {
    if (process.getuid?.() === 0) return;
    mkdirSync(disk.state);
    chmodSync(disk.state, 0o555);
    expect(saveLastRun(config, options(), disk.run(believed))).toHaveLength(1);
    chmodSync(disk.state, 0o755);
  });
});

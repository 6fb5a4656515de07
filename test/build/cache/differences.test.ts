import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Differences, differences } from '../../../src/build/cache/differences.ts';
import type { Snapshot } from '../../../src/build/cache/snapshot.ts';
import { ArticleFolderOnDisk, hash } from './folder.ts';

/** Later than the coarsest clock of a file system counts. */
const believed = 3_000;

let disk: ArticleFolderOnDisk;
beforeEach(() => {
  disk = new ArticleFolderOnDisk();
  disk.write('a.md', 'text a');
  disk.write('b.md', 'text b');
  disk.write('in/c.md', 'text c');
  disk.write('in/deep/d.md', 'text d');
  disk.write('in/e.png', 'picture');
  disk.write('z.md', 'text z');
});
afterEach(() => rmSync(disk.root, { recursive: true }));

/** By kind, the paths; nothing of a kind that is empty. */
function found({ same, touched, watchedChanged, renewed, amended, ...places }: Differences) {
  const kinds = Object.entries(places).map(([kind, list]) => [kind, list.map(({ inside }) => inside).sort()] as const);
  return Object.fromEntries(kinds.filter(([, list]) => list.length > 0));
}

/** What is found when this is done after a walk that may believe all stats. */
function foundAfter(change: () => void, snapshot: Snapshot = disk.snapshot(believed)) {
  change();
  const differing = differences(snapshot);
  expect(differing.same).toBe(Object.keys(found(differing)).length + differing.watchedChanged.length === 0);
  expect(differences(snapshot, { most: 0 }).same).toBe(differing.same);
  return found(differing);
}

/** Other bytes of the same length, with the times that the file had. */
function rewriteUnnoticed(path: string): void {
  const { atime, mtime } = statSync(path);
  writeFileSync(path, readFileSync(path, 'utf8').toUpperCase());
  utimesSync(path, atime, mtime);
}

describe('articles', () => {
  it('are the same when nothing was done, and none of them is read', () => {
    const differing = differences(disk.snapshot(believed));
    expect(differing).toMatchObject({ same: true, touched: [] });
    expect(differing.renewed).toBeUndefined();
  });

  it('with other bytes are changed, also of the same length and with the time that they had', () => {
    expect(foundAfter(() => disk.write('a.md', 'another text'))).toEqual({ changed: ['a.md'] });
    expect(foundAfter(() => rewriteUnnoticed(disk.at('in/c.md')))).toEqual({ changed: ['in/c.md'] });
  });

  it('that were written just before the walk are read: nothing about them but the bytes may tell a second change', () => {
    const snapshot = disk.snapshot(0);
    // As if the clock of the file system had not gone on: what the walk saw is what is there, but for the bytes.
    disk.write('a.md', 'TEXT A');
    const stats = snapshot.folders[0]?.articles.stats;
    const { mtimeMs, ctimeMs, size, ino } = statSync(disk.at('a.md'));
    stats?.set([mtimeMs, ctimeMs, size, ino]);
    expect(foundAfter(() => {}, snapshot)).toEqual({ changed: ['a.md'] });
    expect(foundAfter(() => {}, { ...snapshot, takenAt: Date.now() + believed })).toEqual({});
  });

  it('that were written just before the walk and not again cost one reading, which the next run is spared', () => {
    const first = differences({ ...disk.snapshot(0) });
    expect(first).toMatchObject({ same: true, touched: [] });
    const later = { ...(first.renewed as Snapshot), takenAt: Date.now() + believed };
    expect(differences(later).renewed).toBeUndefined();
  });

  it('whose time lies in the future are read', () => {
    const future = Date.now() / 1000 + 86_400;
    utimesSync(disk.at('a.md'), future, future);
    expect(differences(disk.snapshot(believed)).renewed).toBeDefined();
  });

  it('that were only touched are not changed, and believed from then on', () => {
    const snapshot = disk.snapshot(believed);
    utimesSync(disk.at('b.md'), 1, 1);
    const differing = differences(snapshot);
    expect(differing).toMatchObject({ same: true, touched: [disk.at('b.md')] });
    const renewed = { ...(differing.renewed as Snapshot), takenAt: Date.now() + believed };
    expect(differences(renewed)).toMatchObject({ same: true, touched: [] });
  });

  it('of which no bytes are known are changed unless their stat can be believed', () => {
    const snapshot = disk.snapshot(0);
    snapshot.folders[0]?.articles.hashes.fill(0, 0, 16);
    expect(found(differences(snapshot))).toEqual({ changed: ['a.md'] });
    expect(differences({ ...snapshot, takenAt: Date.now() + believed }).same).toBe(true);
  });

  it('that swapped their names are changed, both', () => {
    const swap = () => {
      renameSync(disk.at('a.md'), disk.at('t.md'));
      renameSync(disk.at('b.md'), disk.at('a.md'));
      renameSync(disk.at('t.md'), disk.at('b.md'));
    };
    expect(foundAfter(swap)).toEqual({ changed: ['a.md', 'b.md'] });
  });

  it('that got another name, in another case only as well, are gone and new', () => {
    expect(foundAfter(() => renameSync(disk.at('a.md'), disk.at('y.md')))).toEqual({
      removed: ['a.md'],
      added: ['y.md'],
    });
    expect(foundAfter(() => renameSync(disk.at('b.md'), disk.at('B.md')))).toEqual({
      removed: ['b.md'],
      added: ['B.md'],
    });
  });

  it('that are new or gone are named, wherever they lie, and those beside them are held against their own', () => {
    const snapshot = disk.snapshot(believed);
    const change = () => {
      disk.write('0.md', 'new');
      disk.write('in/deeper/f.md', 'new');
      rmSync(disk.at('in/deep'), { recursive: true });
      disk.write('z.md', 'other');
    };
    expect(foundAfter(change, snapshot)).toEqual({
      added: ['0.md', 'in/deeper/f.md'],
      removed: ['in/deep/d.md'],
      others: ['in/deep', 'in/deeper'],
      changed: ['z.md'],
    });
  });

  it('whose place a folder took are gone', () => {
    const change = () => {
      rmSync(disk.at('a.md'));
      disk.write('a.md/x.md', 'text');
    };
    expect(foundAfter(change)).toEqual({ removed: ['a.md'], others: ['a.md'], added: ['a.md/x.md'] });
  });

  it('are not gone where their folder cannot be looked into', () => {
    const change = () => {
      rmSync(disk.at('in'), { recursive: true });
      symlinkSync('nowhere', disk.at('in'));
    };
    // A link in the place of a folder is something else; what lies behind it is a question for a scan.
    expect(foundAfter(change)).toMatchObject({ odd: ['in'] });
  });
});

describe('other names', () => {
  it('count: a picture that is new, gone or renamed may be one that an article shows', () => {
    expect(foundAfter(() => disk.write('in/new.png', ''))).toEqual({ added: ['in/new.png'] });
    expect(foundAfter(() => rmSync(disk.at('in/e.png')))).toEqual({ others: ['in/e.png'] });
  });

  it('that are passed over count as names, and nothing below them does', () => {
    expect(foundAfter(() => mkdirSync(disk.at('.git')))).toEqual({ others: ['.git'] });
    expect(foundAfter(() => disk.write('.git/x.md', ''))).toEqual({});
  });

  it('that are links, or not UTF-8, are for a scan to understand', () => {
    expect(foundAfter(() => symlinkSync('a.md', disk.at('l.md')))).toEqual({ odd: ['l.md'] });
    expect(disk.scan().isOdd).toBe(true);
    rmSync(disk.at('l.md'));
    expect(disk.scan().isOdd).toBe(false);
    const unreadable = Buffer.concat([Buffer.from(`${disk.at('in')}/`), Buffer.of(0xe9), Buffer.from('.png')]);
    expect(foundAfter(() => writeFileSync(unreadable, ''))).toMatchObject({ odd: ['in/\uFFFD.png'] });
    expect(disk.scan().isOdd).toBe(true);
  });
});

describe('a folder of articles', () => {
  it('that is another by way of links is not compared', () => {
    const change = () => {
      renameSync(disk.articles, join(disk.root, 'elsewhere'));
      symlinkSync('elsewhere', disk.articles);
    };
    expect(foundAfter(change)).toEqual({ odd: [''] });
  });

  it('that is gone is not compared', () => {
    expect(foundAfter(() => rmSync(disk.articles, { recursive: true }))).toEqual({ odd: [''] });
  });

  it('is walked without the output folder in it', () => {
    const inside = new ArticleFolderOnDisk();
    inside.write('a.md', 'text');
    Object.assign(inside, { output: inside.at('output') });
    inside.write('output/b.md', 'made');
    const snapshot = inside.snapshot(believed);
    inside.write('output/b.md', 'made anew');
    expect(differences(snapshot).same).toBe(true);
    rmSync(inside.root, { recursive: true });
  });
});

describe('watched files', () => {
  const watching = (path: string, known: boolean, laterMs = believed) =>
    disk.snapshot(laterMs, [known ? { path, hash: hash(path) } : { path }]);

  it.each([true, false])('are seen to change, to go and to come (hash known: %s)', (known) => {
    const path = disk.at('in/e.png');
    const before = watching(path, known);
    rewriteUnnoticed(path);
    expect(differences(before).watchedChanged).toEqual([path]);
    const changed = watching(path, known);
    rmSync(path);
    expect(differences(changed).watchedChanged).toEqual([path]);
    const absent = disk.snapshot(believed, [{ path: join(disk.root, 'ledger') }]);
    expect(differences(absent).same).toBe(true);
    writeFileSync(join(disk.root, 'ledger'), '');
    expect(differences(absent).watchedChanged).toEqual([join(disk.root, 'ledger')]);
  });

  it('are taken by their stat alone where no hash is known, however young they are', () => {
    const path = disk.at('in/e.png');
    expect(differences(watching(path, false, 0)).same).toBe(true);
    utimesSync(path, 1, 1);
    expect(differences(watching(path, true, 0)).same).toBe(true);
    const touched = watching(path, true);
    utimesSync(path, 2, 2);
    expect(differences(touched)).toMatchObject({ same: true, touched: [path] });
  });
});

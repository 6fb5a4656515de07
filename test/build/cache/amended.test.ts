import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Amendment, type Differences, differences } from '../../../src/build/cache/differences.ts';
import type { Snapshot } from '../../../src/build/cache/snapshot.ts';
import { ArticleFolderOnDisk, hash } from './folder.ts';

/** Later than the coarsest clock of a file system counts. */
const believed = 3_000;

let disk: ArticleFolderOnDisk;
beforeEach(() => {
  disk = new ArticleFolderOnDisk();
});
afterEach(() => rmSync(disk.root, { recursive: true }));

const nothingWatched = { drop: new Set<string>(), add: [] };

/** As a run knows it that has read what was changed. */
function knowledge(watched: Amendment['watched'] = nothingWatched): Amendment {
  const articles = new Set(disk.scan().files.map(({ absolute }) => absolute));
  return {
    isArticle: ({ inside }) => articles.has(disk.at(inside)),
    hashOf: ({ inside }) => hash(disk.at(inside)),
    watched,
  };
}

function amended(snapshot: Snapshot, output?: string): Snapshot {
  const { amended } = differences(snapshot, output === undefined ? {} : { output });
  return amended?.(knowledge()) as Snapshot;
}

const aged = (snapshot: Snapshot): Snapshot => ({ ...snapshot, takenAt: Date.now() + believed });

function found({ renewed, amended, ...differing }: Differences) {
  return differing;
}

type Change = (pick: <T>(of: readonly T[]) => T | undefined, text: string) => void;

function filesNow(): string[] {
  return entriesNow()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function foldersNow(): string[] {
  return entriesNow()
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function entriesNow() {
  return readdirSync(disk.articles, { recursive: true, withFileTypes: true });
}

const inside = (path: string) => relative(disk.articles, path);

const changes: Record<string, Change> = {
  edit(pick, text) {
    const file = pick(filesNow());
    if (file) disk.write(inside(file), text);
  },
  editWithEqualTimeAndSize(pick) {
    const file = pick(filesNow());
    if (!file) return;
    const { atime, mtime } = statSync(file);
    writeFileSync(file, Buffer.from(readFileSync(file)).reverse());
    utimesSync(file, atime, mtime);
  },
  touch(pick) {
    const file = pick(filesNow());
    if (file) utimesSync(file, 1, 1);
  },
  add(pick, text) {
    const folder = pick([disk.articles, ...foldersNow()]) as string;
    const ending = pick(['md', 'markdown', 'png', 'txt']);
    disk.write(join(inside(folder), `${text}.${ending}`), text);
  },
  addPassedOver(pick, text) {
    const folder = pick([disk.articles, ...foldersNow()]) as string;
    disk.write(join(inside(folder), pick(['.hidden.md', '.git/a.md', 'node_modules/b.md']) as string), text);
  },
  remove(pick) {
    const file = pick(filesNow());
    if (file) rmSync(file);
  },
  rename(pick, text) {
    const file = pick(filesNow());
    const folder = pick([disk.articles, ...foldersNow()]) as string;
    if (file) renameSync(file, join(folder, `${text}-${basename(file)}`));
  },
  swap(pick) {
    const [one, other] = [pick(filesNow()), pick(filesNow().reverse())];
    if (!one || !other || one === other) return;
    renameSync(one, disk.at('swapped'));
    renameSync(other, one);
    renameSync(disk.at('swapped'), other);
  },
  newFolder(pick, text) {
    const folder = join(pick([disk.articles, ...foldersNow()]) as string, `new-${text}`);
    mkdirSync(folder, { recursive: true });
    for (const name of pick([[], ['x.md'], ['x.md', 'in/y.md', 'z.png', 'in/deep/0.md']]) ?? []) {
      disk.write(join(inside(folder), name), name + text);
    }
  },
  removeFolder(pick) {
    const folder = pick(foldersNow());
    if (folder) rmSync(folder, { recursive: true });
  },
  emptyFolder(pick) {
    const folder = pick(foldersNow());
    if (!folder) return;
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  },
  renameFolder(pick, text) {
    const folder = pick(foldersNow());
    if (folder) renameSync(folder, join(dirname(folder), `${text}-renamed`));
  },
  folderInPlaceOfFile(pick, text) {
    const file = pick(filesNow());
    if (!file) return;
    rmSync(file);
    disk.write(join(inside(file), 'in.md'), text);
  },
  fileInPlaceOfFolder(pick, text) {
    const folder = pick(foldersNow());
    if (!folder) return;
    rmSync(folder, { recursive: true });
    disk.write(inside(folder), text);
  },
};

/** In 60 files, a few changes at a time. */
const histories = fc.array(
  fc.array(
    fc.record({
      change: fc.constantFrom(...Object.keys(changes)),
      picks: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
      text: fc.constantFrom('a', 'k', 'some', 'zz'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 5 },
);

function sixtyFiles(): void {
  for (let i = 0; i < 60; i += 1) {
    const folder = ['', 'in/', 'in/deep/', 'other/', 'other/a/b/', 'é/'][i % 6];
    disk.write(`${folder}${i % 7 === 0 ? `${i}.png` : `${i}.md`}`, `text ${i}`);
  }
}

function apply(round: (typeof histories extends fc.Arbitrary<infer T> ? T : never)[number]): void {
  for (const { change, picks, text } of round) {
    const left = [...picks];
    const pick = <T>(of: readonly T[]) => of[(left.pop() ?? 0) % Math.max(1, of.length)];
    try {
      changes[change]?.(pick, text);
    } catch (error) {
      // A name that is taken, by what is of another kind.
      if (!/^(EISDIR|ENOTDIR|ENOTEMPTY|EEXIST|EINVAL)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** By path, each file that is not passed over: of an article, the hash. */
function contents(): Map<string, string | undefined> {
  const { files, others } = disk.scan();
  const articles = files.map(({ path, absolute }) => [path, hash(absolute)] as const);
  return new Map<string, string | undefined>([...articles, ...others.map((path) => [path, undefined] as const)]);
}

function changesSince(before: ReturnType<typeof contents>) {
  const now = contents();
  const articles = [...before].filter(([, hash]) => hash !== undefined);
  const paths = (of: typeof articles) => of.map(([path]) => path).sort();
  return {
    changed: paths(articles.filter(([path, hash]) => now.has(path) && now.get(path) !== hash)),
    removed: paths(articles.filter(([path]) => !now.has(path))),
    added: paths([...now].filter(([path]) => !before.has(path))),
  };
}

function inOrder({ changed, removed, added }: Differences) {
  const paths = (places: Differences['changed']) => places.map((place) => place.inside).sort();
  return { changed: paths(changed), removed: paths(removed), added: paths(added) };
}

describe('an amended snapshot', () => {
  it('is what a whole scan would have taken, whatever was changed, each time', () => {
    fc.assert(
      fc.property(histories, (history) => {
        rmSync(disk.articles, { recursive: true, force: true });
        sixtyFiles();
        let scanned = disk.snapshot(0);
        let kept = scanned;
        for (const round of history) {
          const before = contents();
          apply(round);
          expect(inOrder(differences(kept))).toEqual(changesSince(before));
          for (const as of [aged, (snapshot: Snapshot) => snapshot]) {
            expect(found(differences(as(kept)))).toEqual(found(differences(as(scanned))));
          }
          kept = amended(kept);
          scanned = disk.snapshot(0);
          expect(kept.folders).toEqual(scanned.folders);
          expect(differences(kept).same).toBe(true);
          // Nor has any to be read for it, once they have not changed for a while.
          expect(differences(aged(kept))).toMatchObject({ same: true, touched: [] });
          expect(differences(aged(kept)).renewed).toBeUndefined();
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is of the time of the comparison, whose stats it holds: what was written after it is seen', () => {
    disk.write('a.md', 'text a');
    disk.write('b.md', 'text b');
    const snapshot = disk.snapshot(believed);
    disk.write('a.md', 'another text');
    disk.write('c.md', 'text c');
    const before = Date.now();
    const differing = differences(snapshot);
    const known = knowledge();
    const hashes = new Map(['a.md', 'c.md'].map((name) => [name, hash(disk.at(name))]));
    disk.write('a.md', 'more text');
    disk.write('c.md', 'TEXT C');
    const kept = differing.amended?.({ ...known, hashOf: (place) => hashes.get(place.inside) }) as Snapshot;
    expect(kept.takenAt).toBeGreaterThanOrEqual(before);
    expect(kept.takenAt).toBeLessThanOrEqual(Date.now());
    expect(
      differences(kept)
        .changed.map((place) => place.inside)
        .sort(),
    ).toEqual(['a.md', 'c.md']);
  });

  it('leaves out the output folder, which came to lie among the articles', () => {
    disk.write('a.md', 'text');
    const snapshot = disk.snapshot(believed);
    const output = disk.at('output');
    Object.assign(disk, { output });
    disk.write('output/b.md', 'made');
    expect(differences(snapshot, { output })).toMatchObject({ added: [], others: [{ inside: 'output' }] });
    const kept = amended(snapshot, output);
    expect(kept.folders).toEqual(disk.snapshot(0).folders);
    disk.write('output/c.md', 'made');
    expect(differences(kept).same).toBe(true);
  });

  it('takes each folder for itself', () => {
    const others = new ArticleFolderOnDisk();
    for (const each of [disk, others]) each.write('a.md', 'text a');
    const snapshotOfBoth = () => {
      const { takenAt, folders, watched } = disk.snapshot(0);
      return { takenAt, folders: [...folders, ...others.snapshot(0).folders], watched };
    };
    const before = snapshotOfBoth();
    disk.write('a.md', 'another');
    others.write('b.md', 'text b');
    const asked: unknown[] = [];
    const kept = differences(before).amended?.({
      isArticle: ({ folder, inside }) => asked.push({ folder, inside }) > 0,
      hashOf: ({ folder, inside }) => hash([disk, others][folder]?.at(inside) as string),
      watched: nothingWatched,
    });
    expect(asked).toEqual([{ folder: 1, inside: 'b.md' }]);
    expect(kept?.folders).toEqual(snapshotOfBoth().folders);
    rmSync(others.root, { recursive: true });
  });

  it('knows the new files that are no articles by their names', () => {
    disk.write('a.md', 'text');
    const snapshot = disk.snapshot(believed);
    disk.write('b.md', 'text');
    const kept = differences(snapshot).amended?.({ ...knowledge(), isArticle: () => false }) as Snapshot;
    expect(kept.folders[0]).toMatchObject({ marks: Uint8Array.of(4, 0) });
    expect(differences(kept).same).toBe(true);
  });

  it('watches what is to be watched, as it is when the run has ended', () => {
    const path = (name: string) => join(disk.root, name);
    for (const name of ['articles/a.md', 'kept', 'read', 'ledger', 'dropped', 'unheeded']) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), name);
    }
    const snapshot = disk.snapshot(0, [
      { path: path('kept') },
      { path: path('read'), hash: hash(path('read')) },
      { path: path('ledger') },
      { path: path('dropped') },
      { path: path('unheeded') },
    ]);
    utimesSync(path('read'), 1, 1);
    writeFileSync(path('unheeded'), 'changed');
    const differing = differences(snapshot);
    expect(differing).toMatchObject({ watchedChanged: [path('unheeded')], touched: [path('read')] });
    writeFileSync(path('ledger'), 'longer than before');
    writeFileSync(path('new'), 'new');
    const add = [{ path: path('ledger') }, { path: path('new'), hash: hash(path('new')) }];
    const kept = differing.amended?.(knowledge({ drop: new Set([path('dropped')]), add })) as Snapshot;
    expect(kept.watched.paths).toEqual(['kept', 'read', 'unheeded', 'ledger', 'new'].map(path));
    const now = (watched: Snapshot['watched'], name: string) => {
      const i = watched.paths.indexOf(path(name));
      return [watched.files.stats.subarray(i * 4, i * 4 + 4), watched.files.hashes.subarray(i * 16, i * 16 + 16)];
    };
    const whole = disk.snapshot(0, [
      { path: path('kept') },
      { path: path('read'), hash: hash(path('read')) },
      ...add,
    ]).watched;
    for (const name of ['kept', 'read', 'ledger', 'new']) expect(now(kept.watched, name)).toEqual(now(whole, name));
    expect(differences(kept)).toMatchObject({ watchedChanged: [path('unheeded')], touched: [] });
  });
});

describe('a comparison', () => {
  it('amends nothing where something is odd, and ends there if little is asked for', () => {
    disk.write('a.md', 'text');
    disk.write('z.md', 'text');
    const snapshot = disk.snapshot(believed);
    symlinkSync('a.md', disk.at('b.md'));
    rmSync(disk.at('z.md'));
    expect(differences(snapshot)).toMatchObject({ odd: [{ inside: 'b.md' }], removed: [{ inside: 'z.md' }] });
    expect(differences(snapshot).amended).toBeUndefined();
    expect(differences(snapshot, { most: 9 })).toMatchObject({ odd: [{ inside: 'b.md' }], removed: [] });
  });

  it('finds files odd that it is not allowed to look at', () => {
    disk.write('in/a.md', 'text');
    const snapshot = disk.snapshot(believed);
    disk.write('in/b.md', 'text');
    chmodSync(disk.at('in'), 0o444);
    if (process.getuid?.() !== 0) {
      expect(inOrder(differences(snapshot))).toEqual({ changed: [], removed: [], added: [] });
      expect(differences(snapshot).odd).toHaveLength(2);
    }
    chmodSync(disk.at('in'), 0o755);
  });

  it('ends where more differs than is asked for, and then nothing can be amended', () => {
    for (const name of ['a', 'b', 'c']) disk.write(`${name}.md`, name);
    const snapshot = disk.snapshot(believed);
    for (const name of ['a', 'b', 'c']) disk.write(`${name}.md`, `other ${name}`);
    expect(differences(snapshot, { most: 3 })).toMatchObject({ changed: { length: 3 }, amended: expect.any(Function) });
    const over = differences(snapshot, { most: 1 });
    expect(over.changed).toHaveLength(2);
    expect(over.amended).toBeUndefined();
  });
});

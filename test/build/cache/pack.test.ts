import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPacked, type Packed, type Stored } from '../../../src/article/stored.ts';
import { CacheDamaged, PackReader, PackWriter, packPath, sumOf } from '../../../src/build/cache/pack.ts';
import { onFullDisk } from './full-disk.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'hayloft-pack-')), 'cache');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

/** No two alike; the last is longer than what a pack keeps before it writes. */
const texts = ['', 'a', 'the second', '日本 🎈', 'x'.repeat(3 * 1024 * 1024)].map((text) => Buffer.from(text));

function putAll(writer: PackWriter, all: readonly Uint8Array[] = texts): Stored[] {
  return writer.during(() => all.map((bytes) => writer.put(bytes)));
}

/** Of a run that ended. */
function written(first = 1): Packed[] {
  const writer = new PackWriter({ folder, first });
  const stored = putAll(writer);
  writer.close();
  expect(stored.every(isPacked)).toBe(true);
  return stored as Packed[];
}

/** @param own The first number of a pack that is of this run. */
function read(stored: readonly Stored[], own: number): Buffer[] {
  const reader = new PackReader(folder, own);
  try {
    return stored.map((each) => Buffer.from(reader.read(each)));
  } finally {
    reader.close();
  }
}

describe('a pack', () => {
  it('gives back what was put there, to the run that put it and to the next', () => {
    const stored = written();
    expect(stored.map(({ pack }) => pack)).toEqual(texts.map(() => 1));
    for (const own of [1, 2]) {
      for (const [i, bytes] of read(stored, own).entries()) expect(bytes.equals(texts[i] as Buffer)).toBe(true);
    }
  });

  it('can be read while more is put there, in whatever order', () => {
    const writer = new PackWriter({ folder, first: 1 });
    const reader = new PackReader(folder, 1);
    const stored: Stored[] = [];
    for (const [i, bytes] of texts.entries()) {
      stored.push(...putAll(writer, [bytes]));
      for (let back = i; back >= 0; back--) {
        expect(Buffer.from(reader.read(stored[back] as Stored)).equals(texts[back] as Buffer)).toBe(true);
      }
    }
    reader.close();
    writer.close();
  });

  it('is one of its own for each who writes, and no earlier one is touched', () => {
    written();
    const before = readFileSync(packPath(folder, 1));
    const writers = [new PackWriter({ folder, first: 1 }), new PackWriter({ folder, first: 1 })];
    const stored = writers.map((writer) => putAll(writer, [Buffer.from('more')])[0] as Packed);
    for (const writer of writers) writer.close();
    expect(stored.map(({ pack }) => pack)).toEqual([2, 3]);
    expect(readFileSync(packPath(folder, 1)).equals(before)).toBe(true);
  });

  it('can be read among many others, in turn', () => {
    const small = texts.slice(0, 4);
    const stored = Array.from({ length: 100 }, () => putAll(new PackWriter({ folder, first: 1 }), small)[2] as Packed);
    expect(new Set(stored.map(({ pack }) => pack)).size).toBe(100);
    for (const bytes of read([...stored, ...stored], 1000)) expect(bytes.equals(texts[2] as Buffer)).toBe(true);
  });

  it('is not made where nothing is put there, nor where nothing is to be written', () => {
    new PackWriter({ folder, first: 1 }).during(() => undefined);
    const [stored] = putAll(new PackWriter({ first: 1 }), [Buffer.from('in memory')]) as [Uint8Array];
    expect(Buffer.from(stored).toString()).toBe('in memory');
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });

  it('gives nothing where it is gone, or was cut off at any place', () => {
    const stored = written();
    const end = (stored.at(-1) as Packed).at + (stored.at(-1) as Packed).length;
    const lengths = new Set([...stored.map(({ at }) => at), ...stored.map(({ at, length }) => at + length - 1)]);
    for (const length of [...lengths].filter((each) => each >= 0 && each < end).sort((a, b) => b - a)) {
      truncateSync(packPath(folder, 1), length);
      for (const each of stored) {
        // What is of this run was written a moment ago: only its length is looked at.
        for (const own of [1, 2]) {
          if (each.at + each.length > length) expect(() => read([each], own)).toThrow(CacheDamaged);
          else expect(sumOf(read([each], own)[0] as Buffer)).toBe(each.sum);
        }
      }
    }
    rmSync(packPath(folder, 1));
    for (const each of stored) expect(() => read([each], 2)).toThrow(CacheDamaged);
  });

  it('gives no other bytes where any of it was changed', () => {
    const stored = written().slice(0, -1);
    const whole = readFileSync(packPath(folder, 1));
    for (let at = 0; at < whole.length && at < 40; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] as number) ^ (1 << (at % 8));
      writeFileSync(packPath(folder, 1), changed);
      for (const [i, each] of stored.entries()) {
        const isHit = at >= each.at && at < each.at + each.length;
        if (isHit) expect(() => read([each], 2)).toThrow(CacheDamaged);
        else expect((read([each], 2)[0] as Buffer).equals(texts[i] as Buffer)).toBe(true);
      }
    }
  });

  it('gives nothing where another has its name, or a folder', () => {
    const stored = written().slice(1);
    writeFileSync(packPath(folder, 1), 'y'.repeat(4 * 1024 * 1024));
    for (const each of stored) expect(() => read([each], 2)).toThrow(CacheDamaged);
    rmSync(packPath(folder, 1));
    mkdirSync(packPath(folder, 1));
    for (const each of stored) expect(() => read([each], 2)).toThrow(CacheDamaged);
  });
});

describe('where the disk takes no more', () => {
  const size = 300_000;
  const many = Array.from({ length: 12 }, (_, i) => Buffer.alloc(size, i + 1));

  it.each([0, 1, size, 4 * size, 4 * size + 1, 9.9 * size])(
    'what is put into a pack stays in memory, and what was put there before is still there (room for %i bytes)',
    (room) => {
      const writer = new PackWriter({ folder, first: 1 });
      const before = putAll(writer, many.slice(0, 2));
      const after = onFullDisk(room, () => putAll(writer, many.slice(2)));
      const later = putAll(writer, many.slice(0, 1));
      writer.close();
      expect([before, after, later].map((all) => all.map(isPacked))).toEqual([
        [true, true],
        many.slice(2).map(() => false),
        [false],
      ]);
      const all = [...before, ...after, ...later];
      const same = [...many, many[0] as Buffer];
      expect(read(all, 1).every((bytes, i) => bytes.equals(same[i] as Buffer))).toBe(true);
    },
  );

  it('also if there is no room for the first byte, or no folder can be made', () => {
    const stored = onFullDisk(0, () => putAll(new PackWriter({ folder, first: 1 }), many));
    expect(read(stored, 1).every((bytes, i) => bytes.equals(many[i] as Buffer))).toBe(true);
    expect(stored.some(isPacked)).toBe(false);

    writeFileSync(join(folder, '..', 'file'), '');
    const nowhere = new PackWriter({ folder: join(folder, '..', 'file', 'cache'), first: 1 });
    expect(read(putAll(nowhere, many), 1).every((bytes, i) => bytes.equals(many[i] as Buffer))).toBe(true);
  });

  it('nothing is lost where all of it just fits', () => {
    const stored = onFullDisk(12 * size, () => putAll(new PackWriter({ folder, first: 1 }), many));
    expect(stored.every(isPacked)).toBe(true);
    expect(read(stored, 2).every((bytes, i) => bytes.equals(many[i] as Buffer))).toBe(true);
  });
});

it('a defect in the work is no full disk', () => {
  const writer = new PackWriter({ folder, first: 1 });
  let times = 0;
  expect(() =>
    writer.during(() => {
      times++;
      throw new TypeError('a defect');
    }),
  ).toThrow('a defect');
  expect(times).toBe(1);
});

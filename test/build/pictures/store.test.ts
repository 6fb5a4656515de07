import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PictureStore, picturePath } from '../../../src/build/pictures/store.ts';
import { storedPictures } from '../../../src/build/pictures/stored-pictures.ts';
import { png } from './picture-site.ts';

const now = Date.UTC(2026, 10, 24, 8);
const a = 'https://pictures.test/a.png';
const b = 'https://pictures.test/b.png';
const baseUrl = 'https://site.example/';

let state: string;
beforeEach(() => {
  state = join(realpathSync(mkdtempSync(join(tmpdir(), 'hayloft-pictures-'))), 'state');
});
afterEach(() => rmSync(join(state, '..'), { recursive: true, force: true }));

async function add(address: string, text: string, at = now): Promise<void> {
  const store = new PictureStore(state);
  await store.add(address, at, { bytes: png(text), type: 'image/png' });
  await store.close();
}

const hashOf = (text: string) => createHash('sha256').update(png(text)).digest('hex');
const fileOf = (text: string) => picturePath(join(state, 'pictures'), { sha256: hashOf(text), type: 'image/png' });
const index = () => join(state, 'pictures', 'index.jsonl');
/** By address, the content of its picture, as another run finds it. */
const known = () => [...new PictureStore(state).pictures].map(([address, { sha256 }]) => [address, sha256]);
const find = (address: string) => {
  const { folder, pictures } = new PictureStore(state);
  return storedPictures({ folder, pictures }, baseUrl).find(address);
};

describe('the store', () => {
  it('says of each address which picture is there, whole, under the name of its content', async () => {
    await add(a, 'a');
    await add(b, 'a');
    expect(known()).toEqual([
      [a, hashOf('a')],
      [b, hashOf('a')],
    ]);
    expect(readFileSync(fileOf('a'))).toEqual(png('a'));
    expect(readdirSync(join(state, 'pictures'))).toEqual([hashOf('a').slice(0, 2), 'index.jsonl']);
  });

  it('is empty where there is none, and makes none by being looked at', () => {
    expect(known()).toEqual([]);
    expect(existsSync(state)).toBe(false);
  });

  it('cannot be read where its index cannot', () => {
    mkdirSync(index(), { recursive: true });
    expect(() => new PictureStore(state)).toThrow(/EISDIR/);
  });

  it('loses no address to a line that was cut off at any byte, and goes on behind the last whole one', async () => {
    await add(a, 'a');
    const { length: whole } = readFileSync(index());
    await add(b, 'b');
    const { length } = readFileSync(index());
    for (let size = whole; size < length - 1; size++) {
      truncateSync(index(), size);
      expect(known()).toEqual([[a, hashOf('a')]]);
      await add(b, 'b');
      expect(new PictureStore(state).damagedLines).toEqual([]);
      expect(known()).toHaveLength(2);
    }
  });

  it('takes a last line that only lacks its line feed', async () => {
    await add(a, 'a');
    truncateSync(index(), readFileSync(index()).length - 1);
    expect(known()).toHaveLength(1);
    await add(b, 'b');
    expect(known()).toHaveLength(2);
  });

  it('does not cut off what another run has added meanwhile', async () => {
    await add(a, 'a');
    appendFileSync(index(), '{"address":');
    const slow = new PictureStore(state);
    await add(b, 'b');
    await slow.add(`${b}2`, now, { bytes: png('c'), type: 'image/png' });
    await slow.close();
    expect(known()).toHaveLength(3);
  });

  it('passes damaged lines over, says which, and keeps them', async () => {
    await add(a, 'a');
    const damaged = ['<<<<<<< ours', '{}', 'null', `{"address":"x","at":"2026-11-24T08:00:00Z","sha256":"../x"}`];
    appendFileSync(index(), `${damaged.join('\n')}\n`);
    await add(b, 'b');
    const store = new PictureStore(state);
    expect(store.damagedLines).toEqual([2, 3, 4, 5]);
    expect(store.pictures.size).toBe(2);
    expect(readFileSync(index(), 'utf8')).toContain('<<<<<<< ours');
  });

  it('takes the latest picture of an address, whatever the order of the lines', async () => {
    await add(a, 'new', now + 1);
    await add(a, 'old', now);
    expect(known()).toEqual([[a, hashOf('new')]]);
    writeFileSync(
      index(),
      readFileSync(index(), 'utf8')
        .trimEnd()
        .split('\n')
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(known()).toEqual([[a, hashOf('new')]]);
  });

  it('whose run was killed between file and index takes the picture again, into the same place', async () => {
    await add(a, 'a');
    rmSync(index());
    writeFileSync(fileOf('a'), 'half');
    expect(find(a)).toEqual({ kind: 'wanted' });
    await add(a, 'a');
    expect(find(a)).toMatchObject({ kind: 'copy' });
    expect(readFileSync(fileOf('a'))).toEqual(png('a'));
    expect(readdirSync(join(fileOf('a'), '..'))).toHaveLength(1);
  });
});

describe('an article shows', () => {
  it('the copy of a picture that is in the store', async () => {
    await add(a, 'a');
    const to = `media/${hashOf('a').slice(0, 32)}.png`;
    const file = { from: fileOf('a'), to, type: 'image/png', length: png('a').length };
    expect(find(a)).toEqual({ kind: 'copy', file, url: baseUrl + to });
  });

  it('the copy from a store that lies elsewhere, behind a link', async () => {
    const elsewhere = join(state, '..', 'elsewhere');
    mkdirSync(state);
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(state, 'pictures'));
    await add(a, 'a');
    const found = find(a);
    expect(found.kind === 'copy' && found.file.from.startsWith(elsewhere)).toBe(true);
  });

  it('what lies on our own site as it is', () => {
    expect(find('https://site.example/media/a.png')).toEqual({ kind: 'own' });
    expect(find('https://site.example.test/media/a.png')).toEqual({ kind: 'wanted' });
  });

  it.each<[string, (path: string) => void]>([
    ['went', (path) => rmSync(path)],
    ['was changed', (path) => writeFileSync(path, png('b'))],
    ['was cut off', (path) => truncateSync(path, 8)],
    [
      'became a link',
      (path) => {
        rmSync(path);
        symlinkSync(index(), path);
      },
    ],
  ])('no copy whose file %s: it is wanted again', async (_, happens) => {
    await add(a, 'a');
    happens(fileOf('a'));
    expect(find(a)).toEqual({ kind: 'wanted' });
  });

  it('nothing that is no picture, though the index says so', async () => {
    const store = new PictureStore(state);
    await store.add(a, now, { bytes: Buffer.from('<svg onload="alert(1)"/>'), type: 'image/svg+xml' });
    await store.add(b, now, { bytes: png('b'), type: 'image/gif' });
    await store.close();
    expect([find(a), find(b)]).toEqual([{ kind: 'wanted' }, { kind: 'wanted' }]);
  });
});

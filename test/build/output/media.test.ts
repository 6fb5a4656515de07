import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mediaOf, mediaPath } from '../../../src/build/output/media.ts';
import type { Diagnostic } from '../../../src/diagnostic.ts';
import { entryOf } from '../../feed/entry.ts';

let folder: string;
let from: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hayloft-media-')));
  mkdirSync(join(folder, 'articles'));
  mkdirSync(join(folder, 'outside'));
  from = join(folder, 'articles', 'a.png');
  writeFileSync(from, 'picture');
  writeFileSync(join(folder, 'outside', 'a.png'), 'picture');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Paths of what is published of two entries that refer to the file, and the files named in what is reported. */
function published(): { paths: string[]; told: (string | undefined)[] } {
  const to = mediaPath(Buffer.from('picture'), 'png');
  const entry = entryOf({ media: [{ from, to, type: 'image/png', length: 7 }] });
  const diagnostics: Diagnostic[] = [];
  const found = mediaOf(
    [entry, { ...entry, id: 'b' }],
    () => false,
    (diagnostic) => diagnostics.push(diagnostic),
  );
  const documents = [...found];
  return { paths: documents.map(({ path }) => path), told: diagnostics.map(({ file }) => file) };
}

describe('a file that entries refer to', () => {
  it('is published once, under a name made from its content', () => {
    expect(published()).toEqual({ paths: [expect.stringMatching(/^media\/[0-9a-f]{32}\.png$/)], told: [] });
  });

  it.each<[string, () => void]>([
    ['changed', () => writeFileSync(from, 'other')],
    ['went', () => rmSync(from)],
    [
      'became a link',
      () => {
        rmSync(from);
        symlinkSync(join(folder, 'outside', 'a.png'), from);
      },
    ],
    [
      'became a FIFO',
      () => {
        rmSync(from);
        execFileSync('mkfifo', [from]);
      },
    ],
    [
      'lies behind a link',
      () => {
        renameSync(join(folder, 'articles'), join(folder, 'before'));
        symlinkSync(join(folder, 'outside'), join(folder, 'articles'));
      },
    ],
  ])('is left out and named where it %s since its article was read', (_, happens) => {
    happens();
    expect(published()).toEqual({ paths: [], told: ['articles/a.md'] });
  });
});

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../../src/article/decode.ts';
import { missingFolders, scanFolder } from '../../../src/build/articles/scan.ts';
import type { ArticleFolder } from '../../../src/config/config.ts';
import { defaults } from '../../../src/config/defaults.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hayloft-scan-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
}

const articles = (inside = '.'): ArticleFolder => ({
  ...defaults.folder,
  folder: join(folder, inside),
  shown: 'articles',
  prefix: '',
});

/** Permissions mean nothing to root. */
function withoutPrivilege<Result>(run: () => Result): Result {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a name', () => {
  it('that begins with a dot, and node_modules, is passed over, and named where it may hold articles', () => {
    write('a.md', '.b.md', '.c.png', '.trash/d.md', 'x/node_modules/e.md');
    const { files, others, diagnostics } = scanFolder(articles(), join(folder, 'output'));
    expect(files.map(({ path }) => path)).toEqual(['a.md']);
    expect(others).toEqual([]);
    expect(diagnostics.map(({ severity, code, file }) => `${severity} ${code} ${file}`).sort()).toEqual([
      'note file/passed-over articles/.b.md',
      'note file/passed-over articles/.trash',
      'note file/passed-over articles/x/node_modules',
    ]);
  });

  it('that is the same in other letter case or another normalization is named: elsewhere they are one file', () => {
    write('caf\u00e9.md', 'cafe\u0301.md', 'a.md', 'A.md');
    const { files, diagnostics } = scanFolder(articles(), join(folder, 'output'));
    // Where the file system takes them for one, there is nothing to say.
    if (files.length < 4) return;
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'file/name-differs-by-case differs from articles/A.md by case only',
      expect.stringMatching(/^file\/name-differs-by-case differs .* only in how the same letters are encoded$/),
    ]);
  });

  it('has its extension in either case', () => {
    write('README.MD', 'b.Markdown', 'c.txt');
    const { files, others } = scanFolder(articles(), join(folder, 'output'));
    expect(files.map(({ path }) => path)).toEqual(['README.MD', 'b.Markdown']);
    expect(others).toEqual(['c.txt']);
  });
});

describe('a folder without permission', () => {
  it.each([
    ['to list it', 0o000, 'articles/closed', ['clips/closed/']],
    ['to enter it', 0o444, 'articles/closed/b.md', ['clips/closed/b.md']],
  ])('%s is named, nothing below it counts as gone, and the others are read', (_, mode, named, places) => {
    write('a.md', 'closed/b.md', 'open/c.md');
    chmodSync(join(folder, 'closed'), mode);
    const prefixed = { ...articles(), prefix: 'clips/' };
    const { files, unseen, diagnostics } = withoutPrivilege(() => scanFolder(prefixed, join(folder, 'output')));
    chmodSync(join(folder, 'closed'), 0o755);
    expect(files.map(({ path }) => path)).toEqual(['clips/a.md', 'clips/open/c.md']);
    expect(unseen).toEqual(places);
    expect(diagnostics).toMatchObject([{ code: 'file/unreadable', file: named, message: 'cannot be opened (EACCES)' }]);
  });

  it.each(['', 'clips/'])('to list it, which is the articles folder "%s", hides all that it holds', (prefix) => {
    write('closed/b.md');
    chmodSync(join(folder, 'closed'), 0o111);
    const { unseen } = withoutPrivilege(() => scanFolder({ ...articles('closed'), prefix }, join(folder, 'output')));
    chmodSync(join(folder, 'closed'), 0o755);
    expect(unseen).toEqual([prefix]);
  });

  it('to look into it may hold the articles folder, which then is missing', () => {
    write('closed/articles/a.md');
    chmodSync(join(folder, 'closed'), 0o000);
    const missing = withoutPrivilege(() => missingFolders([articles('closed/articles')]));
    chmodSync(join(folder, 'closed'), 0o755);
    expect(missing).toMatchObject([{ code: 'build/no-articles-folder', file: 'articles' }]);
  });
});

describe('what takes the place of an article', () => {
  const unseenOf = () => {
    const { files, unseen, diagnostics } = scanFolder(articles('in'), join(folder, 'output'));
    return { files: files.map(({ path }) => path), unseen, codes: diagnostics.map(({ code }) => code) };
  };
  const link = (target: string, path: string) => {
    mkdirSync(join(folder, 'in'), { recursive: true });
    symlinkSync(target, join(folder, 'in', path));
  };

  it('hides it, if it is too large, a pipe, or a link that leads nowhere, in a circle or out of the folder', () => {
    write('in/large.md', 'out.md');
    truncateSync(join(folder, 'in/large.md'), maxFileBytes + 1);
    execFileSync('mkfifo', [join(folder, 'in/pipe.md')]);
    link('gone', 'lost.md');
    link('circle.md', 'circle.md');
    link(join(folder, 'out.md'), 'away.md');
    const { files, unseen, codes } = unseenOf();
    expect(files).toEqual([]);
    expect([...unseen].filter((path) => !path.endsWith('/')).sort()).toEqual([
      'away.md',
      'circle.md',
      'large.md',
      'lost.md',
      'pipe.md',
    ]);
    expect([...codes].sort()).toEqual([
      'file/link-leaves-folder',
      'file/link-loop',
      'file/not-a-file',
      'file/too-large',
      'file/unreadable',
    ]);
  });

  it('hides all that was in a folder, if it is a link that leads nowhere or out of the folder', () => {
    write('out/a.md');
    link('gone', '2023');
    link(join(folder, 'out'), '2024e\u0301');
    expect([...unseenOf().unseen].filter((path) => path.endsWith('/')).sort()).toEqual(['2023/', '2024\u00e9/']);
  });

  it('does not hide it, if it is a link to another article, or is passed over', () => {
    write('in/a.md', 'in/.b.md', 'in/node_modules/c.md', 'in/d/e.md');
    link('a.md', 'f.md');
    link('d', 'g');
    expect(unseenOf()).toMatchObject({ files: ['a.md', 'd/e.md'], unseen: [] });
  });
});

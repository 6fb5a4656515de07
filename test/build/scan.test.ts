import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingFolders, scanFolder } from '../../src/build/scan.ts';
import type { ArticleFolder } from '../../src/config/config.ts';
import { defaults } from '../../src/config/defaults.ts';

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

  it('has its extension in either case', () => {
    write('README.MD', 'b.Markdown', 'c.txt');
    const { files, others } = scanFolder(articles(), join(folder, 'output'));
    expect(files.map(({ path }) => path)).toEqual(['README.MD', 'b.Markdown']);
    expect(others).toEqual(['c.txt']);
  });
});

describe('a folder without permission', () => {
  it.each([
    ['to list it', 0o000, 'articles/closed'],
    ['to enter it', 0o444, 'articles/closed/b.md'],
  ])('%s is named, and the others are read', (_, mode, named) => {
    write('a.md', 'closed/b.md', 'open/c.md');
    chmodSync(join(folder, 'closed'), mode);
    const { files, diagnostics } = withoutPrivilege(() => scanFolder(articles(), join(folder, 'output')));
    chmodSync(join(folder, 'closed'), 0o755);
    expect(files.map(({ path }) => path)).toEqual(['a.md', 'open/c.md']);
    expect(diagnostics).toMatchObject([{ code: 'file/unreadable', file: named, message: 'cannot be opened (EACCES)' }]);
  });

  it('to look into it may hold the articles folder, which then is missing', () => {
    write('closed/articles/a.md');
    chmodSync(join(folder, 'closed'), 0o000);
    const missing = withoutPrivilege(() => missingFolders([articles('closed/articles')]));
    chmodSync(join(folder, 'closed'), 0o755);
    expect(missing).toMatchObject([{ code: 'build/no-articles-folder', file: 'articles' }]);
  });
});

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scanFolder } from '../../../src/build/articles/scan.ts';
import type { PublishedRun, WatchedFile } from '../../../src/build/cache/last-run.ts';
import { factsOf, type Snapshot, snapshotFolder, statOf } from '../../../src/build/cache/snapshot.ts';
import { noChanges } from '../../../src/build/result.ts';
import type { Config } from '../../../src/config/config.ts';
import { defaults } from '../../../src/config/defaults.ts';
import { loadConfig } from '../../../src/config/load.ts';

export const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A folder of articles with a day-old time, so that a walk some seconds from now may believe their stats. */
export class ArticleFolderOnDisk {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'hayloft-cache-')));
  readonly articles = join(this.root, 'articles');
  readonly output = join(this.root, 'output');
  readonly state = join(this.root, '.hayloft');

  at(inside: string): string {
    return join(this.articles, inside);
  }

  write(inside: string, text: string): string {
    const path = this.at(inside);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    const yesterday = Date.now() / 1000 - 86_400;
    utimesSync(path, yesterday, yesterday);
    return path;
  }

  scan() {
    const folder = { ...defaults.folder, folder: this.articles, shown: 'articles', prefix: '' };
    return scanFolder(folder, this.output);
  }

  /**
   * As a run would take it that begins so much later than now: nothing can set a time of change back, so that only a
   * walk in the future can believe it.
   */
  snapshot(laterMs: number, watched: readonly WatchedFile[] = []): Snapshot {
    const { root, listing } = this.scan();
    return {
      takenAt: Date.now() + laterMs,
      folders: [snapshotFolder(root, listing, (shown) => hash(join(this.root, shown)))],
      watched: {
        paths: watched.map(({ path }) => path),
        files: factsOf(watched.map(({ path, hash }) => ({ stat: statOf(path), hash }))),
      },
    };
  }

  async config(): Promise<Config> {
    const { config } = await loadConfig(this.root, { articles: ['articles'], baseUrl: 'https://example.org/' });
    return config as Config;
  }

  run(laterMs: number, watched: readonly WatchedFile[] = []): PublishedRun {
    const scan = this.scan();
    return {
      takenAt: Date.now() + laterMs,
      scans: [scan],
      hashes: new Map(scan.files.map(({ shown, absolute }) => [shown, hash(absolute)])),
      watched,
      lastAt: undefined,
      settled: true,
      catalog: 'of this run',
      theme: '',
      result: {
        outcome: 'published',
        files: scan.files.length,
        published: scan.files.length,
        kept: 0,
        changes: { ...noChanges, added: [{ id: 'a', file: 'articles/a.md', title: 'A' }] },
        feeds: [],
        documents: [{ path: 'rss.xml', bytes: 5, change: 'new' }],
        removed: ['old.xml'],
        diagnostics: [
          { severity: 'warning', code: 'content/missing-file', message: 'no file "b.png"', file: 'articles/a.md' },
          { severity: 'warning', code: 'entry/doubtful', message: 'shares much', file: 'articles/a.md' },
        ],
      },
    };
  }
}

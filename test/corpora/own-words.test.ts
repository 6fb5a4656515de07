import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { FoundFile } from '../../src/article/content/local-files.ts';
import { scanFolder } from '../../src/build/articles/scan.ts';
import { defaults } from '../../src/config/defaults.ts';
import { read } from '../article/reading.ts';
import { notRun } from '../not-run.ts';

const corpora = resolve(import.meta.dirname, '../../../shared/corpora');
const list = join(corpora, 'collections.json');

/** Every so many, of thousands. */
const step = 5;

/** As if every reference led to a picture of the folder. */
function found(reference: string): FoundFile {
  const to = `media/${reference.length}.png`;
  return {
    kind: 'media',
    file: { from: '/a.png', to, type: 'image/png', length: 1 },
    url: `https://elsewhere.example/${to}`,
  };
}

it('real articles have the same words wherever they are published, and whatever lies beside them', (context) => {
  if (!existsSync(list)) notRun(context, `there are no collections in ${corpora}`);
  const { collections } = JSON.parse(readFileSync(list, 'utf8'));
  const undated = { ...defaults.folder, undated: 'first-seen' } as const;
  const differing: string[] = [];
  let compared = 0;
  for (const { name, in: inside } of collections) {
    const folder = { ...undated, folder: join(corpora, name, inside), shown: name, prefix: '' };
    for (const [i, { absolute, path, shown }] of scanFolder(folder, join(corpora, 'output')).files.entries()) {
      if (i % step !== 0) continue;
      const bytes = readFileSync(absolute);
      const { article: here } = read(bytes, { path, defaults: undated });
      const { article: elsewhere } = read(bytes, {
        path: `renamed/${path}`,
        defaults: undated,
        timezone: 'Pacific/Auckland',
        baseUrl: 'https://elsewhere.example/feeds/',
        clippings: 'page',
        pageUrl: ({ published }) => `https://elsewhere.example/${new Date(published).getUTCFullYear()}/page`,
        files: { find: found },
      });
      if (!here || !elsewhere) continue;
      compared++;
      if (here.textHash !== elsewhere.textHash || here.sketch !== elsewhere.sketch) differing.push(shown);
    }
  }
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(1000);
}, 60_000);

import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanFolder } from '../../src/build/articles/scan.ts';
import { defaults } from '../../src/config/defaults.ts';
import { Workplace } from '../e2e/hayloft.ts';
import { notRun } from '../not-run.ts';
import { findings } from '../site/html-validate.ts';
import { accessibilityFindings } from './accessibility.ts';
import { Beholder, hasBrowser, layoutShift, nothing, scrollsSideways } from './browser.ts';
import { build, hrefOf, pagesIn, readOutput } from './site.ts';
import { StaticServer } from './static-server.ts';

/** Real articles of other people: never part of this repository. */
const corpora = resolve(import.meta.dirname, '../../../shared/corpora');
const list = join(corpora, 'collections.json');
const isThere = existsSync(list);

/** At most so many articles of each collection, spread over it. */
const perCollection = 40;

let server: StaticServer;
let place: Workplace;
let output: string;
let beholder: Beholder | undefined;

beforeAll(async () => {
  if (!isThere) return;
  server = await new StaticServer().listen();
  place = new Workplace();
  await makeSample();
  output = join(place.folder, 'output');
  server.folder = output;
  if (hasBrowser) beholder = await Beholder.open();
});
afterAll(async () => {
  await beholder?.close();
  place?.remove();
  server?.close();
});

/** One site of articles of all collections. */
async function makeSample(): Promise<void> {
  const { collections } = JSON.parse(readFileSync(list, 'utf8')) as {
    collections: readonly { name: string; in: string; exclude?: readonly string[] }[];
  };
  for (const { name, in: inside, exclude = [] } of collections) {
    const folder = { ...defaults.folder, exclude, folder: join(corpora, name, inside), shown: name, prefix: '' };
    const { files } = scanFolder(folder, join(corpora, 'output'));
    const step = Math.ceil(files.length / perCollection);
    for (const { absolute, path } of files.filter((_, i) => i % step === 0)) {
      cpSync(absolute, join(place.folder, name, path));
    }
  }
  const articles = collections.map(({ name }) => ({ path: name, source: name, undated: 'first-seen' }));
  place.write('hayloft.config.json', JSON.stringify({ baseUrl: server.baseUrl, title: 'Collections', articles }));
  await build(place, '2026-11-24T08:00:00Z');
}

/** So many, spread over all. */
function spread<Each>(all: readonly Each[], count: number): Each[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, i) => i % step === 0).slice(0, count);
}

/** Pages of the sample: so many of each kind. */
function sampleOf(count: number): string[] {
  const folders = ['archive/', 'sources/', 'tags/', 'articles/'];
  const all = pagesIn(output);
  const others = all.filter((path) => !folders.some((folder) => path.startsWith(folder)));
  return [
    ...others,
    ...folders.flatMap((folder) =>
      spread(
        all.filter((path) => path.startsWith(folder)),
        folder === 'articles/' ? 2 * count : count,
      ),
    ),
  ];
}

describe('pages of real articles', () => {
  it('are valid HTML', async (context) => {
    if (!isThere) notRun(context, `there are no collections in ${corpora}`);
    const pages = sampleOf(30);
    expect(pages.length).toBeGreaterThan(100);
    const found = await Promise.all(
      pages.map(async (path) => (await findings(readOutput(place, path))).map((it) => `${path}: ${it}`)),
    );
    expect(found.flat()).toEqual([]);
  });

  it('can be used by everybody, on a phone and on a desk, by day and by night', async (context) => {
    if (!isThere) notRun(context, `there are no collections in ${corpora}`);
    if (!beholder) notRun(context, 'chromium is missing');
    const { page, seen, context: tab } = await beholder.visit();
    const bad: unknown[] = [];
    for (const [i, path] of sampleOf(2).entries()) {
      for (const [width, colorScheme] of [
        [360, i % 2 === 0 ? 'light' : 'dark'],
        [1200, i % 2 === 0 ? 'dark' : 'light'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.goto(server.baseUrl + hrefOf(path));
        for (const finding of await accessibilityFindings(page)) bad.push({ path, width, colorScheme, finding });
        if (await scrollsSideways(page)) bad.push({ path, width, finding: 'too wide' });
        if ((await layoutShift(page)) > 0) bad.push({ path, width, finding: 'it moves' });
      }
    }
    expect(bad).toEqual([]);
    expect(seen).toEqual(nothing);
    await tab.close();
  });
});

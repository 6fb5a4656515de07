import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionOf, fileOf, pathOf, picture } from './collection.ts';
import { program, Workplace } from './hayloft.ts';
import { fileNames, reached, served, walk } from './subscriber.ts';

/** Articles that come one a run; a thorough test asks for 1,000. */
const wanted = Number(process.env.HAYLOFT_APPENDED ?? 24);
/** Entries of a full page. */
const size = wanted > 200 ? 100 : 4;

const baseUrl = 'https://example.org/';
const formats = ['rss', 'atom', 'json'] as const;

/** The library as it is published: a process of its own for each run would take most of the time to start. */
const { build, loadConfig } = (await import(
  pathToFileURL(join(program, '../index.js')).href
)) as typeof import('../../src/index.ts');

describe(`${wanted} articles that come one a run`, () => {
  let place: Workplace;
  beforeAll(() => {
    place = new Workplace({
      'hayloft.config.json': JSON.stringify({
        baseUrl,
        siteId: 'example.org,2026',
        pages: false,
        feed: { entries: 5 },
        history: { entries: size },
        articles: [{ path: 'articles', source: 'Press' }],
      }),
    });
    place.write(`articles/${picture.path}`, picture.bytes);
  });
  afterAll(() => place.remove());

  it('leave every full page untouched, and a walk reaches all of them at any moment', async () => {
    const { config, diagnostics } = await loadConfig(place.folder);
    if (!config) throw new Error(JSON.stringify(diagnostics));
    const web = served(join(place.folder, 'output'), baseUrl);
    const full = new Map<string, [bigint, string]>();
    for (const [i, one] of collectionOf(wanted).entries()) {
      place.write(`articles/${pathOf(one)}`, fileOf(one));
      const now = Date.UTC(2026, 10, 24) + i * 60_000;
      const { outcome } = await build(config, { now, write: true, from: place.folder });
      expect(outcome).toBe('published');

      for (const [path, before] of full) expect([path, stateOf(place, path)]).toEqual([path, before]);
      for (const feed of ['', 'sources/press/']) {
        for (const format of formats) {
          const url = `${baseUrl}${feed}${fileNames[format]}`;
          if (web(url) === undefined) continue;
          const found = walk(web, url, format);
          const count = reached(found).size;
          if (feed === '') expect(count).toBe(i + 1);
          for (let page = 1; page * size <= found.archive.length; page++) {
            const path = `${feed}archive/${page}/${fileNames[format]}`;
            full.set(path, full.get(path) ?? stateOf(place, path));
          }
        }
      }
    }
    const pages = [...full.keys()].filter((path) => path.startsWith('archive/'));
    expect(pages).toHaveLength(Math.floor(wanted / size) * formats.length);
    expect(full.size).toBeGreaterThan(pages.length);
  }, 3_600_000);
});

/** When it was last written, and its bytes. */
function stateOf(place: Workplace, path: string): [bigint, string] {
  const absolute = join(place.folder, 'output', path);
  return [statSync(absolute, { bigint: true }).mtimeNs, readFileSync(absolute, 'utf8')];
}

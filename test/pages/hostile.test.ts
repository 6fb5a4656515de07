import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from '../e2e/hayloft.ts';
import { makeHostileFolder } from '../hostile/make.ts';
import { Beholder, hasBrowser, inBrowser, nothing, scrollsSideways } from './browser.ts';
import { hostileArticles } from './hostile/collection.ts';
import { ReadPage, scripts } from './hostile/dangers.ts';
import { evil } from './hostile/payloads.ts';
import { build, hrefOf, pagesIn, readOutput } from './site.ts';
import { StaticServer } from './static-server.ts';

let server: StaticServer;
let place: Workplace;
let output: string;
/** All pages, by path. */
let pages: ReadonlyMap<string, ReadPage>;
let beholder: Beholder;

beforeAll(async () => {
  server = await new StaticServer().listen();
  place = new Workplace();
  makeHostileFolder(place.folder);
  // All of them are built by test/hostile; here each page is parsed as well.
  const articles = readdirSync(join(place.folder, 'articles'), { recursive: true, withFileTypes: true });
  const files = articles.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const [i, path] of files.sort().entries()) if (i % 3 > 0) rmSync(path, { force: true });
  for (const [path, text] of Object.entries(hostileArticles(server.baseUrl)))
    place.write(`articles/pages/${path}`, text);
  place.write('hayloft.config.json', JSON.stringify({ title: 'Hostile', baseUrl: server.baseUrl }));
  await build(place, '2026-11-24T08:00:00Z');
  output = join(place.folder, 'output');
  server.folder = output;
  pages = new Map(pagesIn(output).map((path) => [path, new ReadPage(path, readOutput(place, path), server.baseUrl)]));
  if (hasBrowser) beholder = await Beholder.open();
}, 120_000);
afterAll(async () => {
  await beholder?.close();
  place.remove();
  server.close();
});

describe('pages of a hostile collection', () => {
  it('hold nothing that runs, loads from elsewhere, or leads out of the web', () => {
    expect(pages.size).toBeGreaterThan(500);
    expect([...pages.values()].flatMap((page) => page.dangers())).toEqual([]);
  });

  it('keep a text that changes direction to itself', () => {
    expect([...pages.values()].flatMap((page) => page.unfenced())).toEqual([]);
  });

  it('are where pages may be, and nothing that is ours is at another place or replaced', () => {
    expect(new Set(readdirSync(place.folder))).toEqual(
      new Set(['.hayloft', 'articles', 'hayloft.config.json', 'outside', 'output']),
    );
    expect(pages.get('index.html')?.heading).toBe('Hostile');
    expect(readOutput(place, 'rss.xml')).toMatch(/^<\?xml/);
    expect(JSON.parse(readOutput(place, 'search/index.json'))).toEqual(expect.any(Object));
    for (const script of scripts) {
      expect(readOutput(place, script)).toBe(
        readFileSync(join('dist/site/browser', script.slice('theme/'.length)), 'utf8'),
      );
    }
    const ours = /^(?:index|search)\.html$|^(?:archive|sources|tags|feeds|media|theme|search)\//i;
    const displaced = [...pages.values()].filter(
      ({ path, heading }) => ours.test(path) && /^Permalink \d/.test(heading),
    );
    expect(displaced.map(({ path }) => path)).toEqual([]);
    const strangers = (readdirSync(output, { recursive: true }) as string[]).filter((path) =>
      path.split('/').some((part) => /^\.(?!hayloft\.json$)|[\u0000-\u001f\\]|^\.\.$/.test(part)),
    );
    expect(strangers).toEqual([]);
  });

  it('are the same when they are built again', async () => {
    const { stdout } = await place.hayloft(['build', '--json', '--now', '2026-11-24T09:00:00Z', '--rehash']);
    const changed = stdout
      .split('\n')
      .filter((line) => line.includes('"event":"document"') && !line.includes('"unchanged"'));
    expect(changed).toEqual([]);
  }, 120_000);

  inBrowser(
    'run nothing and ask for nothing elsewhere',
    async () => {
      const all = [...pages.keys()];
      const chosen = [
        ...all.filter((path) => /^(?:index|search)\.html$/.test(path)),
        ...every(
          all.filter((path) => /^articles\/pages\/(?:text|block|address)\//.test(path)),
          2,
        ),
        ...all.filter((path) => /^(?:archive|sources|tags)\/(?:index|\d{4}|2020-0\d)\.html$/.test(path)),
        ...every(
          all.filter((path) => /^articles\/(?:markup|links|media|fields)\//.test(path)),
          30,
        ),
        ...every(
          all.filter((path) => /^(?:sources|tags)\/[^/]+\/index\.html$/.test(path)),
          120,
        ),
      ];
      expect(chosen.length).toBeGreaterThan(80);
      const before = beholder.connectionsElsewhere;
      const bad: unknown[] = [];
      await Promise.all(
        Array.from({ length: 3 }, async (_, tab) => {
          const { page, seen, context } = await beholder.visit({ viewport: { width: 360, height: 640 } });
          for (const path of every(chosen.slice(tab), 3)) {
            await page.goto(server.baseUrl + hrefOf(path));
            await page.mouse.move(100, 300);
            if (await page.evaluate("'pwned' in globalThis")) bad.push({ path, did: 'run' });
            if (await scrollsSideways(page)) bad.push({ path, did: 'break out of its column' });
            if (!page.url().startsWith(server.baseUrl)) bad.push({ path, did: `go to ${page.url()}` });
          }
          // A picture that the author forgot is no danger.
          const isForgotten = (message: string) => message.includes('404') && !message.includes(`//${evil}`);
          const dangers = (messages: readonly string[]) => messages.filter((message) => !isForgotten(message));
          expect({ ...seen, console: dangers(seen.console), failed: dangers(unhurried(seen.failed)) }).toEqual(nothing);
          await context.close();
        }),
      );
      expect(bad).toEqual([]);
      expect(beholder.connectionsElsewhere).toBe(before);
    },
    120_000,
  );

  inBrowser('are found by search, whose results run nothing either', async () => {
    const { page, seen, context } = await beholder.visit({ viewport: { width: 360, height: 640 } });
    for (const query of [
      'script',
      'onerror',
      'javascript',
      evil,
      '<img src=x onerror=alert(1)>',
      '__proto__',
      'constructor',
      '\u202E',
      'W'.repeat(500),
    ]) {
      await page.goto(`${server.baseUrl}search.html?${new URLSearchParams({ q: query, source: query, tag: query })}`);
      await page.goto(`${server.baseUrl}search.html?${new URLSearchParams({ q: query })}`);
      await expect.poll(() => page.getByRole('status').first().textContent()).toMatch(/\S/);
      if (query === 'onerror') expect(await page.locator('.results > li').count()).toBeGreaterThan(5);
      expect(await page.evaluate("'pwned' in globalThis")).toBe(false);
      const addresses = await page.evaluate<string[]>(
        "Array.from(document.querySelectorAll('.results a'), (it) => it.href)",
      );
      expect(addresses.filter((address) => !/^https?:/.test(address))).toEqual([]);
    }
    expect({ ...seen, failed: unhurried(seen.failed) }).toEqual(nothing);
    await context.close();
  });
});

/** Without what was left unfinished because the next page was gone to. */
function unhurried(failed: readonly string[]): string[] {
  return failed.filter((message) => !message.endsWith('net::ERR_ABORTED'));
}

/** Each so many. */
function every<Each>(all: readonly Each[], step: number): Each[] {
  return all.filter((_, i) => i % step === 0);
}

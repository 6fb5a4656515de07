import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { inBrowser, nothing, type Visit } from './browser.ts';
import { everyKind, kinds } from './site.ts';
import { triedSite } from './tried-site.ts';

const tried = triedSite();

const h1 = (page: Page) => page.locator('main h1').first();
const inMain = (page: Page, name: string | RegExp) =>
  page.locator('main').getByRole('link', { name, exact: true }).first();

/** From the front door through the page of a source to an article, by nothing but clicks. */
async function toTheStrait({ page }: Visit, frontDoor: string): Promise<void> {
  await page.goto(frontDoor);
  await page
    .getByRole('link', { name: /^Strait Weather Desk/ })
    .first()
    .click();
  await page.waitForURL(/sources\/strait-weather-desk\/index\.html$/);
  expect(await h1(page).textContent()).toContain('Strait Weather Desk');
  await inMain(page, 'The Strait at Six in the Morning').click();
  await page.waitForURL(/articles\/2026\/03\/strait\.html$/);
  expect(await h1(page).textContent()).toBe('The Strait at Six in the Morning');
}

inBrowser(
  'a reader comes from the front door over a source to an article, its picture, its tag and its Markdown',
  async () => {
    const visit = await tried.beholder.visit();
    const { page, seen, context } = visit;
    await toTheStrait(visit, tried.server.baseUrl);
    await expect.poll(() => pictureWidth(page)).toBeGreaterThan(0);
    const time = page.locator('main time').first();
    expect(await time.getAttribute('datetime')).toMatch(/^2026-03-14(?:T05:10:00Z)?$/);
    expect(await time.textContent()).toContain('14');
    const markdown = page.getByRole('link', { name: 'strait.md' });
    expect(await (await page.request.get(await addressOf(page, markdown))).text()).toContain(
      'A moist easterly is lifted',
    );
    await inMain(page, 'Gibraltar').click();
    await page.waitForURL(/tags\/gibraltar\/index\.html$/);
    expect(await inMain(page, 'The Strait at Six in the Morning').isVisible()).toBe(true);
    expect(seen).toEqual(nothing);
    await context.close();
  },
);

/** Of the first picture, as its bytes have it: 0 until they are there. */
const pictureWidth = (page: Page): Promise<number> => page.evaluate("document.querySelector('main img').naturalWidth");

/** Absolute, whatever `<base>` and the page's own address make of it. */
async function addressOf(page: Page, link: Locator): Promise<string> {
  return new URL((await link.getAttribute('href')) as string, await page.evaluate<string>('document.baseURI')).href;
}

inBrowser('a clipping leads to its original', async () => {
  const { page, context } = await tried.beholder.visit();
  await page.goto(tried.server.baseUrl);
  await page.getByRole('link', { name: 'Clipped whole' }).first().click();
  await page.waitForURL(/articles\/clips\/quoted\.html$/);
  const [request] = await Promise.all([
    page.waitForRequest('https://news.example/clipped-whole'),
    page.locator('main a[href="https://news.example/clipped-whole"]').first().click(),
  ]);
  expect(request.isNavigationRequest()).toBe(true);
  // Nobody elsewhere has to know which page of an archive one reads, and no page here lends its window.
  expect(request.headers().referer ?? tried.server.origin).not.toContain('quoted');
  await context.close();
});

inBrowser('every address of a feed is copied by its button, which says so', async () => {
  for (const path of [kinds['the front door'], kinds['a source'], kinds['a tag'], kinds['a feed asked for by name']]) {
    const { page, context, seen } = await tried.beholder.visit();
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: tried.server.origin });
    await page.goto(tried.server.baseUrl + path);
    // Its name changes once it has copied.
    const buttons = page.getByRole('button', { name: /cop(?:y|ied)/i });
    await expect.poll(() => buttons.count()).toBeGreaterThan(0);
    const copied: string[] = [];
    for (const button of await buttons.all()) {
      await button.click();
      await expect.poll(() => page.getByRole('status').first().textContent()).toMatch(/copied/i);
      const read = () => page.evaluate<string>('navigator.clipboard.readText()');
      await expect.poll(read).not.toBe(copied.at(-1));
      copied.push(await read());
    }
    const offered = await page.evaluate<string[]>(
      "Array.from(document.querySelectorAll('link[rel=alternate]'), (it) => it.href)",
    );
    expect(copied.sort()).toEqual(offered.sort());
    expect(seen).toEqual(nothing);
    await context.close();
  }
});

inBrowser('one click gets all feeds as OPML', async () => {
  const { page, context } = await tried.beholder.visit();
  await page.goto(tried.server.baseUrl);
  const opml = page.getByRole('link', { name: /opml/i }).first();
  const [download] = await Promise.all([page.waitForEvent('download'), opml.click()]);
  expect(download.suggestedFilename()).toBe('feeds.opml');
  expect(readFileSync((await download.path()) as string, 'utf8')).toContain(`${tried.server.baseUrl}sources/tide/`);
  await context.close();
});

inBrowser(
  'the archive is walked from its years to a month and an article, and from there to the month before',
  async () => {
    const { page, seen, context } = await tried.beholder.visit();
    await page.goto(tried.server.baseUrl);
    await page
      .getByRole('link', { name: /^archive$/i })
      .first()
      .click();
    await page.waitForURL(/archive\/index\.html$/);
    await page.locator('main a[href$="archive/2024.html"]').first().click();
    await page.waitForURL(/archive\/2024\.html$/);
    await page.goto(`${tried.server.baseUrl}archive/2026-05.html`);
    expect(await page.locator('main .card').count()).toBe(8);
    await page.locator('main a[href$="archive/2026-04.html"]').first().click();
    await page.waitForURL(/archive\/2026-04\.html$/);
    await inMain(page, 'How Dry Is Dry?').click();
    expect(await h1(page).textContent()).toBe('How Dry Is Dry?');
    // A source with more entries than its page shows leads to its own years.
    await page.goto(`${tried.server.baseUrl}${kinds['a source']}`);
    await page.locator('main a[href$="sources/tide/2023.html"]').first().click();
    await page.waitForURL(/sources\/tide\/2023\.html$/);
    expect(await inMain(page, 'Tide table 1').isVisible()).toBe(true);
    expect(seen).toEqual(nothing);
    await context.close();
  },
);

inBrowser('what became of an article is said: withdrawn, kept without its file, revised', async () => {
  const { page, seen, context } = await tried.beholder.visit();
  await page.goto(tried.server.baseUrl + kinds['an article that was withdrawn']);
  const withdrawn = await page.content();
  expect(withdrawn).not.toMatch(/Taken back|Words that nobody should read/);
  expect(withdrawn).toMatch(/noindex/);
  expect((await page.locator('main').textContent())?.length).toBeGreaterThan(20);
  await page.goto(tried.server.baseUrl + kinds['an article that lost its file']);
  expect(await page.locator('main').textContent()).toContain('Its file is gone.');
  const banner = page.locator('main [role=note], main .banner').first();
  expect((await banner.textContent())?.length).toBeGreaterThan(10);
  await page.goto(tried.server.baseUrl + kinds['an article with two versions']);
  await page.locator('main details summary').last().click();
  expect(await page.locator('main details[open] time').count()).toBe(2);
  expect(seen).toEqual(nothing);
  await context.close();
});

describe('without scripts', () => {
  inBrowser('all but search works, and search says what it lacks', async () => {
    const visit = await tried.beholder.visit({ javaScriptEnabled: false });
    const { page, seen, context } = visit;
    await toTheStrait(visit, tried.server.baseUrl);
    await page.goto(tried.server.baseUrl);
    expect(await page.getByRole('button', { name: /copy/i }).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /opml/i }).first().click(),
    ]);
    expect(download.suggestedFilename()).toBe('feeds.opml');
    await page.goto(tried.server.baseUrl + kinds.search);
    // Not at once: where scripts run it would be seen for a moment.
    await page
      .getByText(/script/i)
      .first()
      .waitFor();
    expect({ ...seen, downloads: [] }).toEqual(nothing);
    await context.close();
  });
});

describe('from a folder, without any server', () => {
  inBrowser('all but search works, and its buttons copy', async () => {
    const visit = await tried.beholder.visit();
    const { page, seen, context } = visit;
    const at = (path: string) => pathToFileURL(join(tried.place.folder, 'output', path)).href;
    await toTheStrait(visit, at('index.html'));
    await expect.poll(() => pictureWidth(page)).toBeGreaterThan(0);
    await page.goto(at('index.html'));
    const buttons = page.getByRole('button', { name: /copy/i });
    await expect.poll(() => buttons.count()).toBeGreaterThan(0);
    await buttons.first().click();
    await expect.poll(() => page.getByRole('status').first().textContent()).toMatch(/copied/i);
    for (const { path } of everyKind.filter(({ name }) => name !== 'search')) await page.goto(at(path));
    expect(seen).toEqual(nothing);
    // Modules cannot be loaded from a folder: the page stands, and says that search needs more.
    await page.goto(at(kinds.search));
    expect(await h1(page).isVisible()).toBe(true);
    await context.close();
  });
});

describe('with nothing but the keyboard', () => {
  inBrowser('on every kind of page the skip link comes first, is seen, and leads to what is said', async () => {
    const { page, context } = await tried.beholder.visit();
    for (const { name, path } of everyKind) {
      await page.goto(tried.server.baseUrl + path);
      await page.keyboard.press('Tab');
      const skip = await page.evaluate<string>('document.activeElement.textContent');
      const first = { name, skip, isInView: await isInView(page) };
      expect(first).toEqual({ name, skip: expect.stringMatching(/skip/i), isInView: true });
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate('location.href')).toBe(`${tried.server.baseUrl}${path}#main`);
      await page.keyboard.press('Tab');
      expect({ name, header: await page.evaluate("document.activeElement.matches('body > header *')") }).toEqual({
        name,
        header: false,
      });
    }
    await context.close();
  });

  inBrowser('whatever can be reached is reached in the order in which it stands, and is seen', async () => {
    const { page, context } = await tried.beholder.visit({ viewport: { width: 1000, height: 700 } });
    for (const path of [kinds['the front door'], kinds['an article with everything in it'], kinds.search]) {
      await page.goto(tried.server.baseUrl + path);
      await page.evaluate(`
        globalThis.all = [...document.querySelectorAll('*')];
        // Of a date, the part that is typed next is marked, which nobody can see from outside.
        globalThis.marked = (it) => it.type === 'date' || (() => { const { outlineStyle, boxShadow } = getComputedStyle(it); return outlineStyle !== 'none' || boxShadow !== 'none'; })();
      `);
      const order: number[] = [];
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        const at = (await page.evaluate('all.indexOf(document.activeElement)')) as number;
        if (at < (order.at(-1) ?? 0) || (await page.evaluate('document.activeElement === document.body'))) break;
        order.push(at);
        const element = await page.evaluate('document.activeElement.outerHTML.slice(0, 200)');
        expect({ element, marked: await page.evaluate('marked(document.activeElement)') }).toEqual({
          element,
          marked: true,
        });
        expect({ element, inView: await isInView(page) }).toEqual({ element, inView: true });
      }
      expect(order.length).toBeGreaterThan(5);
    }
    await context.close();
  });
});

/** Whether some of the focused element lies in the window. */
function isInView(page: Page): Promise<boolean> {
  return page.evaluate(`(() => {
    const { top, bottom, left, right, width, height } = document.activeElement.getBoundingClientRect();
    return width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  })()`);
}

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findings } from '../site/html-validate.ts';
import { accessibilityFindings } from './accessibility.ts';
import { inBrowser, layoutShift, nothing, scrollsSideways } from './browser.ts';
import { everyKind, kinds, readOutput } from './site.ts';
import { triedSite } from './tried-site.ts';

const tried = triedSite();

const widths = [320, 360, 1000, 1600];

inBrowser('every kind of page is quiet, moves nothing while it loads, and fits phones and wide screens', async () => {
  const { page, seen, context } = await tried.beholder.visit();
  const bad: unknown[] = [];
  for (const { name, path } of everyKind) {
    await page.setViewportSize({ width: 360, height: 700 });
    await page.goto(tried.server.baseUrl + path);
    await settled(page);
    const shift = await layoutShift(page);
    if (shift !== 0) bad.push({ name, shift });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 700 });
      if (await scrollsSideways(page)) bad.push({ name, width, widest: await widest(page) });
    }
  }
  expect(bad).toEqual([]);
  expect(seen).toEqual(nothing);
  await context.close();
});

inBrowser('every kind of page can be used by everybody, by day and by night', async () => {
  const { page, context } = await tried.beholder.visit();
  const bad: unknown[] = [];
  for (const [i, { name, path }] of everyKind.entries()) {
    for (const width of [360, 1200]) {
      const colorScheme = (width === 360) === (i % 2 === 0) ? 'dark' : 'light';
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.goto(tried.server.baseUrl + path);
      for (const finding of await accessibilityFindings(page)) bad.push({ name, width, colorScheme, finding });
    }
  }
  expect(bad).toEqual([]);
  await context.close();
});

inBrowser('every kind of page is valid HTML', async () => {
  const found = await Promise.all(
    everyKind.map(async ({ name, path }) =>
      (await findings(readOutput(tried.place, path))).map((it) => `${name}: ${it}`),
    ),
  );
  expect(found.flat()).toEqual([]);
});

inBrowser('pages are light or dark as the reader has it, down to their ground', async () => {
  const { page, context } = await tried.beholder.visit();
  await page.goto(tried.server.baseUrl + kinds['an article']);
  const lightness: Record<string, number> = {};
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    lightness[colorScheme] = await lightnessOfGround(page);
  }
  expect(lightness.light).toBeGreaterThan(0.8);
  expect(lightness.dark).toBeLessThan(0.3);
  await context.close();
});

inBrowser('a right-to-left article is set from the right, and what is code in it from the left', async () => {
  const { page, context } = await tried.beholder.visit();
  await page.goto(tried.server.baseUrl + kinds['an article in Arabic']);
  const directionOf = (selector: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).direction`);
  expect(await directionOf('main h1')).toBe('rtl');
  expect(await page.evaluate("document.querySelector('main [lang=ar]') !== null")).toBe(true);
  const text = "[...document.querySelectorAll('main p')].find((it) => it.textContent.includes('تهب'))";
  expect(await page.evaluate(`getComputedStyle(${text}).direction`)).toBe('rtl');
  expect(await directionOf('main pre')).toBe('ltr');
  await context.close();
});

inBrowser('print leaves the navigation out, and says where links to elsewhere lead', async () => {
  const { page, context } = await tried.beholder.visit();
  await page.goto(tried.server.baseUrl + kinds['an article with everything in it']);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const navigation of await page.getByRole('navigation').all()) expect(await navigation.isVisible()).toBe(false);
  // Ink on paper, whatever the screen was.
  expect(await lightnessOfGround(page)).toBeGreaterThan(0.8);
  const behind = `getComputedStyle(document.querySelector('main a[href="https://example.org/"]'), '::after').content`;
  expect(await page.evaluate(behind)).toMatch(/example\.org|attr\(href\)/);
  expect((await page.pdf()).length).toBeGreaterThan(1000);
  await context.close();
});

inBrowser('a page is painted with its style when nothing but itself has come', async () => {
  for (const path of [kinds['the front door'], kinds['an article'], kinds.search]) {
    const { page, context } = await tried.beholder.visit();
    const later: (() => void)[] = [];
    await page.route('**/*', async (route) => {
      if (!route.request().isNavigationRequest()) await new Promise<void>((done) => later.push(done));
      await route.continue();
    });
    await page.goto(tried.server.baseUrl + path, { waitUntil: 'commit' });
    await expect.poll(() => page.evaluate("performance.getEntriesByName('first-contentful-paint').length")).toBe(1);
    expect(await page.evaluate('document.styleSheets[0].cssRules.length')).toBeGreaterThan(10);
    // Unstyled, it would be eight pixels of Times.
    expect(await page.evaluate('getComputedStyle(document.body).fontFamily')).not.toMatch(/^"?Times/);
    for (const go of later) go();
    await context.close();
  }
});

inBrowser(
  'an ordinary article is a page of less than 30 KB, and asks for nothing that is not its picture',
  async () => {
    const { page, context } = await tried.beholder.visit();
    const { length } = tried.server.requests;
    await page.goto(tried.server.baseUrl + kinds['an article']);
    await settled(page);
    expect(tried.server.requests.slice(length)).toEqual([
      kinds['an article'],
      expect.stringMatching(/^media\/\w+\.png$/),
    ]);
    for (const { path } of everyKind.filter(({ name }) => /article|clipping/.test(name))) {
      expect(Buffer.byteLength(readOutput(tried.place, path))).toBeLessThan(30_000);
    }
    await context.close();
  },
);

/** What came by the end of loading is painted, and what that moved was reported. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

/** From 0, black, to 1, white. */
function lightnessOfGround(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const grounds = [document.body, document.documentElement].map((it) => getComputedStyle(it).backgroundColor);
    const ground = grounds.find((it) => it !== 'rgba(0, 0, 0, 0)') ?? 'rgb(255, 255, 255)';
    const context = document.createElement('canvas').getContext('2d');
    context.fillStyle = ground;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  })()`);
}

/** What makes a page too wide. */
function widest(page: Page): Promise<string[]> {
  return page.evaluate(`
    [...document.querySelectorAll('body *')]
      .filter((it) => it.getBoundingClientRect().right > innerWidth && getComputedStyle(it).position !== 'fixed')
      .map((it) => it.outerHTML.slice(0, 100))
      .slice(-3)
  `);
}

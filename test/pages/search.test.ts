import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBrowser, nothing } from './browser.ts';
import { kinds } from './site.ts';
import { triedSite } from './tried-site.ts';

const tried = triedSite();

/** Titles of the results that are shown, best first. */
const results = (page: Page): Promise<string[]> =>
  page.evaluate("Array.from(document.querySelectorAll('.results > li'), (it) => it.querySelector('a').textContent)");

const said = (page: Page) => page.getByRole('status').first().textContent();

async function openSearch(query: Readonly<Record<string, string>> = {}) {
  const visit = await tried.beholder.visit();
  await visit.page.goto(`${tried.server.baseUrl}${kinds.search}?${new URLSearchParams(query)}`);
  return visit;
}

const queries: readonly { what: string; query: Record<string, string>; finds: readonly string[] }[] = [
  { what: 'a word', query: { q: 'easterly' }, finds: ['The Strait at Six in the Morning'] },
  { what: 'the beginning of a word', query: { q: 'easter' }, finds: ['The Strait at Six in the Morning'] },
  {
    what: 'two words, of which each is elsewhere alone',
    query: { q: 'moist cloud' },
    finds: ['The Strait at Six in the Morning'],
  },
  { what: 'a word of a title', query: { q: 'Revised' }, finds: ['Revised once'] },
  { what: 'what was written last, not what was before', query: { q: 'wording another' }, finds: ['Revised once'] },
  { what: 'Japanese', query: { q: '灯台' }, finds: ['東京の灯台'] },
  { what: 'Japanese in the text', query: { q: '晴れる' }, finds: ['東京の灯台'] },
  { what: 'Arabic', query: { q: 'الضباب' }, finds: ['الرياح الشرقية'] },
  { what: 'Arabic without its article', query: { q: 'ضباب' }, finds: ['الرياح الشرقية'] },
  {
    what: 'a name with a sign',
    query: { q: 'c++', tag: 'c-plus-plus-cedb1bac' },
    finds: ['Everything & more', 'Reading a Feed in Twelve Lines', 'Tags That Are Hard to Shelve'],
  },
  {
    what: 'a source alone',
    query: { source: 'strait-weather-desk' },
    finds: ['The Strait at Six in the Morning', 'Three Dry Days'],
  },
  { what: 'a tag alone', query: { tag: 'gibraltar' }, finds: ['The Strait at Six in the Morning'] },
  {
    what: 'a span of days',
    query: { q: 'tide', from: '2023-07-01', until: '2023-07-11' },
    finds: ['Tide table 1', 'Tide table 2'],
  },
  {
    what: 'a source and a day',
    query: { source: 'tide', from: '2023-07-21', until: '2023-07-21' },
    finds: ['Tide table 3'],
  },
  { what: 'nothing', query: { q: 'zzyzzyx' }, finds: [] },
  { what: 'nothing of what was taken back', query: { q: 'nobody should read' }, finds: [] },
];

inBrowser.for(queries)('an address finds $what', async ({ query, finds }) => {
  const { page, seen, context } = await openSearch(query);
  await expect.poll(() => said(page)).toMatch(/\S/);
  await expect.poll(async () => (await results(page)).sort()).toEqual([...finds].sort());
  expect(seen).toEqual(nothing);
  await context.close();
});

inBrowser('whoever types finds, at each letter, without a mouse, and comes back to what was found', async () => {
  const { page, seen, context } = await openSearch();
  const before = tried.server.requests.length;
  await page.waitForTimeout(200);
  expect(tried.server.requests.slice(before).filter((path) => path.startsWith('search/'))).toEqual([]);
  await page.keyboard.press('/');
  expect(await page.evaluate('document.activeElement.id')).toBe('q');
  await page.keyboard.type('lig');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('moist easterly', { delay: 10 });
  await expect.poll(() => results(page)).toEqual(['The Strait at Six in the Morning']);
  expect(new URL(page.url()).searchParams.get('q')).toBe('moist easterly');
  const steps: string[] = [];
  for (let i = 0; i < 30 && steps.at(-1) !== 'The Strait at Six in the Morning'; i++) {
    await page.keyboard.press('Tab');
    steps.push(await page.evaluate('document.activeElement.textContent'));
  }
  expect(steps.at(-1)).toBe('The Strait at Six in the Morning');
  await page.keyboard.press('Enter');
  await page.waitForURL(/articles\/2026\/03\/strait\.html$/);
  await page.goBack();
  await expect.poll(() => results(page)).toEqual(['The Strait at Six in the Morning']);
  expect(await page.locator('#q').inputValue()).toBe('moist easterly');
  expect(seen).toEqual(nothing);
  await context.close();
});

inBrowser('a reader chooses a source, a tag and days from what there is', async () => {
  const { page, seen, context } = await openSearch();
  await page.locator('#q').fill('tide');
  await expect.poll(async () => (await results(page)).length).toBeGreaterThan(9);
  await choose(page, 'source', 'Tide Log');
  await page.locator('[name=until]').fill('2023-07-01');
  await expect.poll(() => results(page)).toEqual(['Tide table 1']);
  await choose(page, 'tag', 'tides');
  await expect.poll(() => results(page)).toEqual(['Tide table 1']);
  await expect
    .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
    .toMatchObject({ q: 'tide', source: 'tide', tag: 'tides', until: '2023-07-01' });
  expect(seen).toEqual(nothing);
  await context.close();
});

/** Chooses by the beginning of what the choice shows, behind which may stand a number. */
async function choose(page: Page, name: string, label: string): Promise<void> {
  const labels = () =>
    page.evaluate<string[]>(`Array.from(document.querySelector('[name=${name}]').options, (it) => it.label)`);
  await expect.poll(labels).toEqual(expect.arrayContaining([expect.stringContaining(label)]));
  const chosen = (await labels()).find((it) => it.startsWith(label)) as string;
  await page.locator(`[name=${name}]`).selectOption({ label: chosen });
}

inBrowser('the form leads from every page that has one to what it finds', async () => {
  const { page, context } = await tried.beholder.visit();
  await page.goto(tried.server.baseUrl + kinds['an article']);
  const field = page.getByRole('searchbox').first();
  if ((await field.count()) > 0) {
    await field.fill('easterly');
    await field.press('Enter');
  } else {
    await page
      .getByRole('link', { name: /^search$/i })
      .first()
      .click();
    await page.waitForURL(/search\.html/);
    await page.locator('#q').fill('easterly');
    await page.locator('#q').press('Enter');
  }
  await expect.poll(() => results(page)).toEqual(['The Strait at Six in the Morning']);
  expect(new URL(page.url()).pathname).toBe(`${tried.server.below}search.html`);
  await context.close();
});

inBrowser('results mark what matched, give their day and source, and lead to the page', async () => {
  const { page, context } = await openSearch({ q: 'easterly' });
  const result = page.locator('.results > li').first();
  await expect.poll(() => result.count()).toBe(1);
  expect(await result.locator('time').getAttribute('datetime')).toMatch(/^2026-03-14/);
  expect(await result.textContent()).toContain('Strait Weather Desk');
  await context.close();
});

inBrowser('an index that is damaged or gone is said to be, and breaks nothing', async () => {
  const { page, seen, context } = await openSearch();
  await page.route('**/hay/search/**', (route) => route.fulfill({ status: 200, body: '{"format":[\u0000' }));
  await page.locator('#q').fill('easterly');
  await expect.poll(() => said(page)).toMatch(/\S/);
  expect(await results(page)).toEqual([]);
  expect(seen.errors).toEqual([]);
  await context.close();
});

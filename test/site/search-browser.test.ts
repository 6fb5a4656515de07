import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Html, html } from '../../src/site/html.ts';
import { searchModules } from '../../src/site/search/modules.ts';
import { searchPage } from '../../src/site/theme/search-page.ts';
import { stylesheet } from '../../src/site/theme/stylesheet.ts';
import type { SiteFacts } from '../../src/site/views.ts';
import { notRun } from '../not-run.ts';
import { type Article, archiveOf, documentsOf, rowOf } from './searched.ts';

const program = '/usr/bin/chromium';
const hasBrowser = existsSync(program);

const modules = resolve(import.meta.dirname, '../../dist/site/browser');

const articles: Article[] = [
  {
    title: 'A barn in the rain',
    text: 'The hay stays dry under its roof.',
    source: 'The Hay Post',
    tags: ['Barns'],
    date: '2024-02-29',
    language: 'en',
  },
  {
    title: 'Feno e pão',
    text: 'Não há feno sem sol, nem pão sem trigo. Coração.',
    source: 'Observador',
    tags: ['Pão'],
    date: '2025-06-01',
    language: 'pt',
  },
  {
    title: '東京都の猫カフェ',
    text: '吾輩は猫である。名前はまだ無い。',
    source: '猫新聞',
    tags: ['猫'],
    date: '2025-07-01',
    language: 'ja',
  },
  {
    title: '杭州的西湖',
    text: '今天天气很好，我们去公园散步。',
    source: '西湖日报',
    date: '2025-08-01',
    language: 'zh',
  },
  {
    title: 'قراءة في كتاب قديم',
    text: 'ذهب الولد إلى المدرسة والمكتبة ليقرأ الكُتُب.',
    source: 'الجزيرة',
    date: '2025-09-01',
    language: 'ar',
  },
  {
    title: '<img src=x onerror=alert(1)> & "hay"',
    text: '<script>alert(1)</script> hostile',
    source: '<b>Bad</b>',
    date: '2025-10-01',
  },
];
const barns = Array.from(
  { length: 300 },
  (_, i): Article => ({
    title: `Note ${i}`,
    text: `Straw, bale ${i}, and ${i % 7 === 0 ? 'a haystack' : 'nothing else'}.`,
    source: i % 2 === 0 ? 'The Hay Post' : 'Field Notes',
    tags: i % 50 === 0 ? ['Barns'] : ['Straw'],
    date: `20${String(10 + Math.floor(i / 30)).padStart(2, '0')}-05-17`,
  }),
);
const all = [...barns.slice(0, 150), ...articles, ...barns.slice(150)];

const words = {
  language: 'en',
  locale: 'en-GB',
  direction: 'ltr',
  search: 'Search',
  source: 'Source',
  tags: 'Tags',
  from: 'From',
  until: 'Until',
  anySource: 'Any source',
  anyTag: 'Any tag',
  sort: 'Sort',
  sortByRelevance: 'Relevance',
  sortByDate: 'Date',
  noResults: 'Nothing found',
  moreResults: 'More results',
  searchFailed: 'The index could not be loaded.',
  searchNeedsScript: 'Search needs scripts.',
  results: (n: number) => (n === 1 ? '1 result' : `${n} results`),
};

const page = html`<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'self'">
<title>Search</title>
<style>${new Html(stylesheet)}</style>
<link rel="icon" href="data:,">
<script src="theme/search.js" type="module"></script>
</head>
<body><main>${searchPage({ self: 'search.html' }, { words } as unknown as SiteFacts)}</main></body>
</html>`;

function choicesOf(names: (article: Article) => readonly string[]) {
  const counts = new Map<string, number>();
  for (const name of all.flatMap(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ slug: name.toLowerCase().replaceAll(' ', '-'), name, count }));
}

let index: Map<string, string>;
let server: Server;
let browser: Browser;
let tab: Page;
let asked: string[];
let said: string[];

beforeAll(async () => {
  if (!hasBrowser) return;
  index = documentsOf({
    ...archiveOf(all.map(rowOf)),
    sources: choicesOf(({ source }) => (source ? [source] : [])),
    tags: choicesOf(({ tags = [] }) => tags),
  });
  server = createServer(({ url = '' }, response) => {
    const path = new URL(url, 'http://localhost').pathname.slice(1);
    asked.push(path);
    const text = textAt(path);
    const extension = path.slice(path.lastIndexOf('.'));
    const type = { '.js': 'text/javascript', '.html': 'text/html' }[extension] ?? 'text/plain; charset=utf-8';
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  browser = await chromium.launch({
    executablePath: program,
    // It asks for hosts of its maker by itself, and waits for them.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(async () => {
  if (!hasBrowser) return;
  asked = [];
  said = [];
  await tab?.close();
  tab = await browser.newPage();
  tab.on('console', (message) => said.push(message.text()));
  tab.on('pageerror', (error) => said.push(String(error)));
});

function textAt(path: string): string | undefined {
  if (path === 'search.html') return page.markup;
  const module = searchModules.find((name) => path === `theme/${name}`);
  if (module) return readFileSync(join(modules, module), 'utf8');
  return path.startsWith('articles/') ? '<title>An article</title>' : index.get(path);
}

async function open(query = ''): Promise<void> {
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/search.html${query}`);
}

/** Waits until the page says this. */
async function says(text: string): Promise<void> {
  await tab.locator('#search-status', { hasText: new RegExp(`^${text}$`) }).waitFor({ timeout: 10_000 });
}

function titles(): Promise<string[]> {
  return tab.locator('#search-results h3').allTextContents();
}

it('has a browser to search with', (context) => {
  if (!hasBrowser && !process.env.HAYLOFT_PROGRAMS) notRun(context, 'chromium is missing');
  expect(hasBrowser).toBe(true);
});

describe.skipIf(!hasBrowser)('the search page', () => {
  it('loads nothing of the index before it is used', async () => {
    await open();
    await tab.waitForTimeout(300);
    expect(asked.filter((path) => path.startsWith('search/'))).toEqual([]);
    await tab.keyboard.press('/');
    await tab.keyboard.type('roof');
    await says('1 result');
    expect(await titles()).toEqual(['A barn in the rain']);
    expect(said).toEqual([]);
  });

  it.each([
    ['the beginning of a word', 'hays', '43 results'],
    ['a word without its accents', 'coracao', '1 result'],
    ['a word that is marked', 'PÃO', '1 result'],
    ['Japanese', '猫', '1 result'],
    ['Japanese in the middle of a run', '東京都', '1 result'],
    ['Chinese', '公园散步', '1 result'],
    ['Arabic without its article', 'مكتبة', '1 result'],
    ['Arabic with points that nobody typed', 'الكتب', '1 result'],
    ['several words', 'bale 77', '1 result'],
    ['what is nowhere', 'zeppelin', 'Nothing found'],
    ['words of which one is nowhere', 'hay zeppelin', 'Nothing found'],
  ])('finds %s', async (_, text, found) => {
    await open(`?q=${encodeURIComponent(text)}`);
    await says(found);
    expect(said).toEqual([]);
  });

  it('finds by source, tag and days, and keeps all of it in the address', async () => {
    await open('?q=straw');
    await says('300 results');
    await tab.getByLabel('Source').selectOption({ label: 'The Hay Post (151)' });
    await says('150 results');
    await tab.getByLabel('Tags').selectOption('barns');
    await says('6 results');
    await tab.getByLabel('From').fill('2012-01-01');
    await tab.getByLabel('Until').fill('2016-05-17');
    await says('3 results');
    const search = new URL(tab.url()).search;
    expect(search).toBe('?q=straw&source=the-hay-post&tag=barns&from=2012-01-01&until=2016-05-17');
    await open(search);
    await says('3 results');
    await tab.getByRole('searchbox').fill('');
    await tab.getByLabel('Sort').selectOption('date');
    await says('3 results');
    await tab.getByLabel('Until').fill('');
    await says('5 results');
    expect((await titles())[0]).toBe('A barn in the rain');
  });

  it('takes names as they are typed where there are too many to choose from', async () => {
    const facts = index.get('search/index.json') as string;
    const more = Array.from({ length: 300 }, (_, i) => ({ slug: `tag-${i}`, name: `Tag ${i}`, count: 1 }));
    const { tags, ...others } = JSON.parse(facts);
    index.set('search/index.json', JSON.stringify({ ...others, tags: [...tags, ...more] }));
    await open('?q=straw&tag=straw');
    await says('294 results');
    expect(await tab.getByLabel('Tags').inputValue()).toBe('Straw');
    await tab.getByLabel('Tags').fill('Barns');
    await says('6 results');
    expect(new URL(tab.url()).searchParams.get('tag')).toBe('barns');
    index.set('search/index.json', facts);
  });

  it('shows the best first, marks what was found, and says in which language it is', async () => {
    await open('?q=hay');
    await tab.locator('#search-results li').first().waitFor();
    const [first = ''] = await titles();
    expect(first).toBe('<img src=x onerror=alert(1)> & "hay"');
    expect(await tab.locator('#search-results li').first().locator('mark').allTextContents()).toEqual(['hay']);
    await open('?q=猫');
    await says('1 result');
    expect(await tab.locator('h3 mark').allTextContents()).toEqual(['猫']);
    expect(await tab.locator('h3').getAttribute('lang')).toBe('ja');
    expect(await tab.locator('time').getAttribute('datetime')).toBe('2025-07-01');
    expect(await tab.locator('time').textContent()).toBe('1 July 2025');
  });

  it('says what it needs where its script does not run, and not before that is sure', async () => {
    const needs = () => tab.getByText('Search needs scripts.');
    await open();
    await expect.poll(() => needs().count()).toBe(0);
    await tab.route('**/search.js', (route) => route.abort());
    await open();
    expect((await needs().boundingBox())?.height).toBe(0);
    await expect.poll(() => needs().isVisible(), { timeout: 5000 }).toBe(true);
    await tab.close();
    tab = await browser.newPage({ javaScriptEnabled: false });
    await open();
    expect(await needs().isVisible()).toBe(true);
  });

  it('is used with the keyboard alone', async () => {
    await open();
    await tab.keyboard.press('/');
    await tab.keyboard.type('straw');
    await says('300 results');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('ArrowDown');
    const focused = () => tab.evaluate<string>('document.activeElement.textContent');
    expect(await focused()).toBe((await titles())[1]);
    await tab.keyboard.press('ArrowUp');
    await tab.keyboard.press('ArrowUp');
    expect(await tab.evaluate('document.activeElement.id')).toBe('q');
    await tab.getByRole('button', { name: 'More results' }).press('Enter');
    await expect.poll(() => tab.locator('#search-results li').count()).toBe(20);
    await expect.poll(focused).toBe((await titles())[10]);
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/articles\//);
    await tab.goBack();
    await says('300 results');
    expect(await tab.getByRole('searchbox').inputValue()).toBe('straw');
  });

  it('says so where the index is gone or damaged, and searches again where it came back', async () => {
    const kept = new Map(index);
    index.clear();
    await open('?q=hay');
    await says('The index could not be loaded.');
    for (const [path, text] of kept) index.set(path, path.startsWith('search/facts/') ? text.slice(0, 9) : text);
    await tab.getByRole('searchbox').fill('hays');
    await says('The index could not be loaded.');
    for (const [path, text] of kept) index.set(path, text);
    await tab.getByRole('searchbox').fill('haystac');
    await says('43 results');
    for (const [path, text] of kept) if (path.endsWith('.txt')) index.set(path, `\n\t${[...text].reverse().join('')}`);
    await open('?q=hay');
    await says('Nothing found');
    expect(said.filter((text) => !text.includes('404'))).toEqual([]);
  });
});

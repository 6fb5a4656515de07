/** Shows the pages of this repository's own articles: `npm run screenshots` writes the pictures of README.md. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium } from 'playwright-core';

/** By file under docs/. */
const pictures: Readonly<Record<string, { readonly page: string } & BrowserContextOptions>> = {
  'front-door.png': { page: 'index.html', viewport: { width: 1080, height: 720 }, colorScheme: 'light' },
  'article.png': {
    page: 'articles/2026/03/strait.html',
    viewport: { width: 400, height: 720 },
    colorScheme: 'dark',
  },
};

const config = {
  title: 'The Hayloft',
  description: 'Notes on hay, weather and what to keep of what one reads.',
  baseUrl: 'https://example.org/',
  language: 'en',
  articles: resolve('articles'),
};

const folder = mkdtempSync(join(tmpdir(), 'hayloft-screenshots-'));
try {
  writeFileSync(join(folder, 'hayloft.config.json'), JSON.stringify(config));
  const { status, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), 'build'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  for (const [file, { page: path, ...options }] of Object.entries(pictures)) {
    const page = await browser.newPage(options);
    await page.goto(pathToFileURL(join(folder, 'output', path)).href);
    await page.screenshot({ path: join('docs', file) });
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true });
}

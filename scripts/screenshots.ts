/** Shows the pages of this repository's own articles: `npm run screenshots` writes the pictures of README.md. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium } from 'playwright-core';

/** By file under docs/. */
const pictures: Readonly<Record<string, { readonly page: string } & BrowserContextOptions>> = {
  'front-door.png': { page: 'index.html', viewport: { width: 1200, height: 800 }, colorScheme: 'light' },
  'article.png': {
    page: 'articles/2026/03/hasakake.html',
    viewport: { width: 400, height: 800 },
    colorScheme: 'dark',
  },
};

const output = mkdtempSync(join(tmpdir(), 'hayloft-screenshots-'));
try {
  const args = ['build', '--output', output, '--state', join(output, '.state'), '--base-url', 'https://example.org/'];
  const { status, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  for (const [file, { page: path, ...options }] of Object.entries(pictures)) {
    const page = await browser.newPage(options);
    await page.goto(pathToFileURL(join(output, path)).href);
    await page.screenshot({ path: join('docs', file) });
  }
  await browser.close();
} finally {
  rmSync(output, { recursive: true });
}

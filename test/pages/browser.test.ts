import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  Beholder,
  hasBrowser,
  inBrowser,
  layoutShift,
  nothing,
  sayWithoutBrowser,
  scrollsSideways,
} from './browser.ts';
import { StaticServer } from './static-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'hayloft-seen-'));
let server: StaticServer;
let beholder: Beholder;

beforeAll(async () => {
  server = await new StaticServer().listen();
  server.folder = folder;
  if (hasBrowser) beholder = await Beholder.open();
});
afterAll(async () => {
  await beholder?.close();
  server.close();
  rmSync(folder, { recursive: true });
});

sayWithoutBrowser();

/** Else the browser asks for `/favicon.ico`, and says on the console that there is none. */
const icon = '<link rel="icon" href="data:,">';

async function look(markup: string, head = '') {
  const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">${head}${icon}<title>a</title></head><body>${markup}`;
  writeFileSync(join(folder, 'a.html'), page);
  const visit = await beholder.visit({ viewport: { width: 360, height: 640 } });
  await visit.page.goto(`${server.baseUrl}a.html`);
  await visit.page.waitForTimeout(200);
  return visit;
}

// Whoever finds nothing in good pages has to find something in bad ones.
inBrowser('nothing is seen of a page that does nothing', async () => {
  const before = beholder.connectionsElsewhere;
  const { seen, page, context } = await look('<p>words</p>');
  expect(seen).toEqual(nothing);
  expect([await layoutShift(page), await scrollsSideways(page)]).toEqual([0, false]);
  expect(beholder.connectionsElsewhere).toBe(before);
  await context.close();
});

inBrowser('scripts, dialogs, failed and remote requests are seen, and what a policy refuses', async () => {
  const before = beholder.connectionsElsewhere;
  const { seen, context } = await look(
    '<img src="http://evil.example/a.png" alt=""><img src="none.png" alt=""><script>alert(1); console.log(2); throw Error("3")</script>',
  );
  expect(seen).toMatchObject({
    dialogs: ['alert 1'],
    errors: ['3'],
    outside: ['http://evil.example/a.png'],
    console: expect.arrayContaining(['log: 2']),
    failed: expect.arrayContaining([`${server.baseUrl}none.png 404`]),
  });
  expect(beholder.connectionsElsewhere).toBeGreaterThan(before);
  await context.close();

  const policy = `<meta http-equiv="content-security-policy" content="default-src 'none'; img-src data:">`;
  const refused = await look('<p style="color:red">a</p><script>alert(1)</script>', policy);
  expect(refused.seen.violations).toEqual(['style-src-attr inline', 'script-src-elem inline']);
  expect(refused.seen.dialogs).toEqual([]);
  await refused.context.close();
});

inBrowser('what moves, and what is too wide, is seen', async () => {
  const { page, context } = await look(
    '<div id="a"></div><p>words</p><pre style="width:999px">wide</pre><script>setTimeout(() => { a.style.height = "300px" }, 50)</script>',
  );
  expect(await layoutShift(page)).toBeGreaterThan(0);
  expect(await scrollsSideways(page)).toBe(true);
  await context.close();
});

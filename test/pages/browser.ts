import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { notRun } from '../not-run.ts';

const program = '/usr/bin/chromium';

/** Whether there is Debian's Chromium; {@link sayWithoutBrowser} says what follows where there is none. */
export const hasBrowser = existsSync(program);

/** A test that needs the browser. */
export const inBrowser = it.skipIf(!hasBrowser);

/** Stands first in every file of tests that need one; with HAYLOFT_PROGRAMS=1 it has to be there. */
export function sayWithoutBrowser(): void {
  it('has a browser to look with', (context) => {
    if (!hasBrowser && !process.env.HAYLOFT_PROGRAMS) notRun(context, 'chromium is missing');
    expect(hasBrowser).toBe(true);
  });
}

/** What happened while a page was looked at. Of a good one all are empty. */
export interface Seen {
  /** Whatever it said, at any level. */
  readonly console: string[];
  readonly errors: string[];
  /** Addresses of requests that were neither to its origin nor `data:`. */
  readonly outside: string[];
  /** Addresses of requests that were answered with 4xx or 5xx, or not at all. */
  readonly failed: string[];
  /** `directive blocked`, of each `securitypolicyviolation`. */
  readonly violations: string[];
  readonly dialogs: string[];
  readonly downloads: string[];
  readonly popups: string[];
}

export const nothing: Seen = {
  console: [],
  errors: [],
  outside: [],
  failed: [],
  violations: [],
  dialogs: [],
  downloads: [],
  popups: [],
};

/** A page in a context of its own, and what was seen of it. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly seen: Seen;
}

/**
 * A host that should never hear of us: any connection is counted, whatever it was for. Names of
 * examples (RFC 2606) lead to it, and all others nowhere: Chromium asks for some of its maker by itself.
 */
class Elsewhere {
  connections = 0;
  readonly #server = createServer((socket) => {
    this.connections++;
    socket.on('error', () => {}).destroy();
  });

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
  }
}

const names = ['*.example', 'example.org', '*.example.org', 'example.com', '*.example.com'];

/** Chromium, and all other hosts of the world. */
export class Beholder {
  readonly #elsewhere: Elsewhere;
  readonly #browser: Browser;

  static async open(): Promise<Beholder> {
    const elsewhere = await new Elsewhere().listen();
    const args = [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--no-proxy-server'],
      `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1:${elsewhere.port}, `).join('')}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    ];
    return new Beholder(elsewhere, await chromium.launch({ executablePath: program, args }));
  }

  private constructor(elsewhere: Elsewhere, browser: Browser) {
    this.#elsewhere = elsewhere;
    this.#browser = browser;
  }

  /** How often any host of a name of examples was connected to since the start. */
  get connectionsElsewhere(): number {
    return this.#elsewhere.connections;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#elsewhere.close();
  }

  /** A page that is watched from before its first byte. */
  async visit(options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.#browser.newContext(options);
    // What is not there after that will not come.
    context.setDefaultTimeout(5000);
    const seen: Seen = structuredClone(nothing);
    await context.exposeBinding('hayloftViolation', (_, violation: string) => void seen.violations.push(violation));
    await context.addInitScript({ content: observe });
    context.on('dialog', (dialog) => {
      seen.dialogs.push(`${dialog.type()} ${dialog.message()}`);
      void dialog.dismiss();
    });
    const page = await context.newPage();
    context.on('page', (popup) => {
      seen.popups.push(popup.url());
    });
    watch(page, seen);
    return { page, context, seen };
  }
}

function watch(page: Page, seen: Seen): void {
  const isInside = (url: string) => {
    const { protocol, host } = new URL(url);
    const own = new URL(page.url());
    // Before its first document a page is about:blank: what it asks for then is that document.
    return protocol === 'data:' || own.protocol === 'about:' || (protocol === own.protocol && host === own.host);
  };
  page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => seen.errors.push(message));
  page.on('download', (download) => seen.downloads.push(download.suggestedFilename()));
  page.on('request', (request) => {
    if (!isInside(request.url())) seen.outside.push(request.url());
  });
  page.on('requestfailed', (request) => seen.failed.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) seen.failed.push(`${response.url()} ${response.status()}`);
  });
}

/** Runs in the page before anything of its own; a text, since here nobody knows of a DOM. */
const observe = `
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    hayloftViolation(effectiveDirective + ' ' + blockedURI);
  });
  globalThis.hayloftShift = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) hayloftShift += value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** How far things moved under the reader's eyes, summed over the page's life; 0 where nothing did. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate('hayloftShift');
}

/** Whether something can be reached only by scrolling sideways. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > innerWidth');
}

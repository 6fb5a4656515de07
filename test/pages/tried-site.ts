import { afterAll, beforeAll } from 'vitest';
import type { Workplace } from '../e2e/hayloft.ts';
import { Beholder, hasBrowser, sayWithoutBrowser } from './browser.ts';
import { makeSite } from './site.ts';
import { StaticServer } from './static-server.ts';

/** The site of {@link makeSite}, served, and a browser to look at it: there while the tests of a file run. */
export interface TriedSite {
  readonly server: StaticServer;
  readonly place: Workplace;
  readonly beholder: Beholder;
}

/** Without a browser nothing is made, and that is said. */
export function triedSite(): TriedSite {
  const tried: { -readonly [Part in keyof TriedSite]?: TriedSite[Part] } = {};
  beforeAll(async () => {
    if (!hasBrowser) return;
    tried.server = await new StaticServer().listen();
    tried.place = await makeSite(tried.server);
    tried.beholder = await Beholder.open();
  });
  afterAll(async () => {
    await tried.beholder?.close();
    tried.place?.remove();
    tried.server?.close();
  });
  sayWithoutBrowser();
  return tried as TriedSite;
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Document } from '../../feed/document.ts';

/** Modules of this program that browsers run. */
const folder = fileURLToPath(new URL('../../site/browser/', import.meta.url));

/** What pages of feeds load; all other modules are the search page's. */
const copyScript = 'copy.js';

/** The scripts of pages, as they are compiled. */
export function* scriptDocuments(hasSearch: boolean): Generator<Document> {
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.js') || (name !== copyScript && !hasSearch)) continue;
    yield { path: `theme/${name}`, chunks: [readFileSync(`${folder}/${name}`)] };
  }
}

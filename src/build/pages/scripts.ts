import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Document } from '../../feed/document.ts';
import { searchModules } from '../../site/search/modules.ts';

/** Modules of this program that browsers run. */
const folder = fileURLToPath(new URL('../../site/browser/', import.meta.url));

/** The scripts of pages, as they are compiled. */
export function* scriptDocuments(hasSearch: boolean): Generator<Document> {
  for (const name of ['copy.js', ...(hasSearch ? searchModules : [])]) {
    yield { path: `theme/${name}`, chunks: [readFileSync(`${folder}/${name}`)] };
  }
}

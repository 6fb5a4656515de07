import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface IndexedItem {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly state: 'published' | 'kept' | 'withdrawn';
}

/** Every item of the archive index of an output folder: of its full pages, then of its current one. */
export function indexedItems(output: string): IndexedItem[] {
  const folder = join(output, 'archive/index');
  const pages = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return [...pages, join(output, 'index.json')].flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).items);
}

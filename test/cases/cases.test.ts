import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Workplace } from '../e2e/hayloft.ts';

/**
 * Each folder beside this file is a condition: a configuration, `articles/`, and in `expected/` what a build makes of
 * them. `UPDATE_CASES=1 npx vitest run test/cases` writes `expected/` anew; read the difference before you commit it.
 */
const conditions = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const documents = ['rss.xml', 'atom.xml', 'feed.json', 'feeds.opml', 'index.json'];

let place: Workplace;
afterEach(() => place.remove());

it.each(conditions)('%s: documents and diagnostics are those in expected/', async (condition) => {
  const folder = join(import.meta.dirname, condition);
  const expected = join(folder, 'expected');
  place = new Workplace();
  for (const name of ['articles', 'hayloft.config.yaml']) {
    cpSync(join(folder, name), join(place.folder, name), { recursive: true });
  }
  const { stderr } = await place.hayloft(['build', '--now', '2026-11-24T08:00:00Z']);
  const made = new Map([
    ['diagnostics.txt', stderr],
    ...documents.map((name) => [name, readFileSync(join(place.folder, 'output', name), 'utf8')] as const),
  ]);
  if (process.env.UPDATE_CASES) {
    rmSync(expected, { recursive: true, force: true });
    mkdirSync(expected);
    for (const [name, text] of made) writeFileSync(join(expected, name), text);
  }
  for (const [name, text] of made) expect(text, name).toBe(readFileSync(join(expected, name), 'utf8'));
});

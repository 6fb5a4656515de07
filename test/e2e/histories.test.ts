import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Changing, chance } from './changing-folder.ts';
import { Workplace } from './hayloft.ts';
import { fileNames, reached, served, walk } from './subscriber.ts';
import { remembered, tree } from './tree.ts';

/** Days in the life of a folder; CI asks for more. */
const days = Math.ceil(Number(process.env.HAYLOFT_HISTORIES ?? 150) / 20);
const seed = Number(process.env.HAYLOFT_PROPERTY_SEED ?? 20260301);

const baseUrl = 'https://example.org/';
const formats = ['rss', 'atom', 'json'] as const;
const config = {
  ...{ baseUrl, siteId: 'example.org,2026', guard: false, pages: false },
  ...{ feed: { entries: 8 }, history: { entries: 10 } },
};

const places: Workplace[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

function placeOf(folder: Changing): Workplace {
  const place = new Workplace({ 'hayloft.config.json': JSON.stringify(config) });
  places.push(place);
  folder.put(place);
  return place;
}

const build = (place: Workplace, day: number) =>
  place.hayloft(['build', '--now', new Date(Date.UTC(2026, 10, 24, 8) + day * 3_600_000).toISOString()]);

interface Item {
  readonly id: string;
  readonly state: string;
}

describe(`${days} days of a changing folder`, () => {
  it('give each day what its articles and its ledger give elsewhere, in which every entry is found, and none is lost', async () => {
    const folder = new Changing(chance(seed), 40);
    const place = placeOf(folder);
    const path = (name: string) => join(place.folder, name);
    const ever = new Set<string>();
    for (let day = 0; day < days; day++) {
      folder.put(place);
      const built = await build(place, day);
      expect(built.signal).toBeNull();

      const elsewhere = placeOf(folder);
      cpSync(path('.hayloft'), join(elsewhere.folder, '.hayloft'), { recursive: true });
      expect(await build(elsewhere, day + 1)).toMatchObject({ code: built.code, stderr: built.stderr });
      expect(tree(join(elsewhere.folder, 'output'))).toEqual(tree(path('output')));
      expect(remembered(join(elsewhere.folder, '.hayloft'))).toEqual(remembered(path('.hayloft')));

      const items: Item[] = JSON.parse(readFileSync(path('output/index.json'), 'utf8')).items;
      const shown = items.filter(({ state }) => state !== 'withdrawn').map(({ id }) => id);
      for (const format of formats) {
        const found = reached(walk(served(path('output'), baseUrl), baseUrl + fileNames[format], format));
        expect([...found.keys()].sort()).toEqual([...shown].sort());
      }
      for (const { id } of items) ever.add(id);
      expect([...ever].filter((id) => !items.some((item) => item.id === id))).toEqual([]);
      folder.step();
    }
  }, 600_000);
});

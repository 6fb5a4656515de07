import { cpSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectionOf, fileOf, filesOf, isBare, type Kept, pathOf, picture } from './collection.ts';
import { Workplace } from './hayloft.ts';
import { fileNames, reached, Subscriber, served, walk } from './subscriber.ts';

const formats = ['rss', 'atom', 'json'] as const;
const nothingNew = { unread: [], resurfaced: [] };

const places: Workplace[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

/** A folder with these articles, and what is to be there of another one: its state, or all of it. */
function placeWith(articles: readonly Kept[], from?: Workplace, what = '.'): Workplace {
  const place = new Workplace(filesOf(articles));
  place.write(`articles/${picture.path}`, picture.bytes);
  if (from) cpSync(join(from.folder, what), join(place.folder, what), { recursive: true });
  return place;
}

function configured(place: Workplace, baseUrl: string, timezone: string): void {
  place.write('hayloft.config.json', JSON.stringify({ baseUrl, timezone, siteId: 'example.org,2026', pages: false }));
}

async function build(place: Workplace, now: string): Promise<void> {
  const ended = await place.hayloft(['build', '--now', now]);
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
}

/** One subscriber a format, who reads all that a walk over the archive reaches. */
class Subscribers {
  readonly #of = formats.map((format) => ({ format, reader: new Subscriber() }));

  visit(place: Workplace, baseUrl: string) {
    const web = served(join(place.folder, 'output'), baseUrl);
    return this.#of.map(({ format, reader }) =>
      reader.visit(reached(walk(web, baseUrl + fileNames[format], format)).values()),
    );
  }
}

const here = 'https://example.org/';
const there = 'https://elsewhere.example/press/';

async function published(articles: readonly Kept[]): Promise<Workplace> {
  const place = placeWith(articles);
  configured(place, here, 'UTC');
  await build(place, '2026-11-24T08:00:00Z');
  return place;
}

describe('1,000 articles', () => {
  const articles = collectionOf(1000);
  let first: Workplace;
  beforeAll(async () => {
    first = await published(articles);
  });
  afterAll(() => first.remove());

  /** What subscribers see after changed articles are built in another folder, with the ledger and the versions alone. */
  async function afterMoving(change: (article: Kept, i: number) => Kept) {
    const readers = new Subscribers();
    expect(readers.visit(first, here).map(({ unread }) => unread.length)).toEqual([1000, 1000, 1000]);
    const second = placeWith(articles.map(change), first, '.hayloft');
    places.push(second);
    configured(second, there, 'Asia/Tokyo');
    await build(second, '2026-11-25T08:00:00Z');
    return readers.visit(second, there);
  }

  const renamed = (one: Kept, i: number): Kept => ({
    ...one,
    folder: `archive/${i % 13}/`,
    name: `renamed-${1000 - i}`,
  });
  const retagged = (one: Kept, i: number): Kept => ({ ...one, tags: [`other-${i % 5}`, ...one.tags.slice(1)] });
  const resourced = (one: Kept, i: number): Kept => ({ ...one, source: `Source ${i % 3}` });
  const aYearBack = (one: Kept, i: number): Kept =>
    i % 2 === 0 || isBare(one) ? one : { ...one, date: one.date.replace(/^\d+/, (year) => `${Number(year) - 1}`) };
  const retitled = (one: Kept, i: number): Kept => (isBare(one) ? one : { ...one, title: `A title of its own, ${i}` });
  const allButTitles = (one: Kept, i: number) => aYearBack(resourced(retagged(renamed(one, i), i), i), i);

  it('renamed, moved, retagged, from other sources, dated back, at another address, in another zone and folder: nobody sees one as new, back at the top or changed', async () => {
    const seen = await afterMoving(allButTitles);
    expect(seen).toEqual(formats.map(() => ({ ...nothingNew, changed: [] })));
  });

  it('and retitled in the same go, too: nobody sees one as new or back at the top', async () => {
    const seen = await afterMoving((one, i) => retitled(allButTitles(one, i), i));
    expect(seen).toMatchObject(formats.map(() => nothingNew));
  });
});

describe('many files at once', () => {
  const articles = collectionOf(200);
  let before: Workplace;
  beforeAll(async () => {
    before = await published(articles);
  });
  afterAll(() => before.remove());

  let place: Workplace;
  let readers: Subscribers;
  beforeEach(() => {
    place = placeWith([], before);
    places.push(place);
    readers = new Subscribers();
    readers.visit(place, here);
  });

  const inPlace = (one: Kept) => join(place.folder, 'articles', pathOf(one));
  const some = (from: number, count: number) => articles.slice(from, from + count);
  async function expectNothingNew(): Promise<void> {
    await build(place, '2026-11-25T08:00:00Z');
    expect(readers.visit(place, here)).toEqual(formats.map(() => ({ ...nothingNew, changed: [] })));
  }

  it('that swap their names, 50 pairs, keep what they are', async () => {
    for (const [i, one] of some(0, 50).entries()) {
      const other = articles[199 - i] as Kept;
      renameSync(inPlace(one), `${inPlace(one)}.swapped`);
      renameSync(inPlace(other), inPlace(one));
      renameSync(`${inPlace(one)}.swapped`, inPlace(other));
    }
    await expectNothingNew();
  });

  it('that change their names in a ring keep what they are', async () => {
    const ring = some(0, 50).map(inPlace);
    for (const path of ring) renameSync(path, `${path}.was`);
    for (const [i, path] of ring.entries()) renameSync(`${path}.was`, ring[(i + 1) % ring.length] as string);
    await expectNothingNew();
  });

  it('that are copied, 50 of them, make 50 new entries, and those they are copied from stay', async () => {
    const copied = articles.filter(({ original }) => original === undefined).slice(0, 50);
    for (const one of copied) place.write(`articles/copies/${one.name}.md`, fileOf(one));
    await build(place, '2026-11-25T08:00:00Z');
    const seen = readers.visit(place, here);
    expect(seen.map(({ unread }) => unread.length)).toEqual([50, 50, 50]);
    expect(seen).toMatchObject(formats.map(() => ({ resurfaced: [], changed: [] })));
  });

  it('that are copied, and then changed where they were: the copies are new, the others stay', async () => {
    const copied = some(0, 50).filter((one) => one.body.length > 300 && one.original === undefined);
    for (const one of copied) {
      place.write(`articles/copies/${one.name}.md`, fileOf(one));
      place.write(`articles/${pathOf(one)}`, fileOf({ ...one, body: `${one.body}\n\nWith more of it, added later.` }));
    }
    await build(place, '2026-11-25T08:00:00Z');
    const [, atom] = readers.visit(place, here);
    expect(copied.length).toBeGreaterThan(15);
    expect(atom).toMatchObject({ resurfaced: [] });
    expect([atom?.unread.length, atom?.changed.length]).toEqual([copied.length, copied.length]);
  });

  it('in a folder that is moved as a whole keep what they are', async () => {
    renameSync(join(place.folder, 'articles/essays'), join(place.folder, 'articles/notes/older'));
    await expectNothingNew();
  });

  it('whose names change in case only, 50 of them, keep what they are', async () => {
    for (const one of some(0, 50)) {
      renameSync(inPlace(one), join(dirname(inPlace(one)), `${one.name.toUpperCase()}.MD`));
    }
    await expectNothingNew();
  });
});

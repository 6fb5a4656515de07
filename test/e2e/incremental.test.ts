import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildResult } from '../../src/build/result.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { dayMs, hourMs } from '../../src/text/instant.ts';
import { chance } from './changing-folder.ts';
import { collectionOf, fileOf, type Kept, pathOf, picture } from './collection.ts';
import { program, Workplace } from './hayloft.ts';
import { remembered, tree } from './tree.ts';

/**
 * Whatever small changes came before, a run comes to the very same as one that has nothing but the articles and the
 * ledger: output, ledger, versions, and what it says. It is held against that now and then; what went wrong before stays
 * wrong until the document is made anew.
 */

/** Edits in all, each followed by a run; CI asks for more. */
const edits = Number(process.env.HAYLOFT_EDITS ?? 40);
const seed = Number(process.env.HAYLOFT_PROPERTY_SEED ?? 20260301);
/** Edits in the life of one folder, and how many of them go by between two comparisons. */
const life = 20;
const unseen = 5;

/** Threads need the compiled program. */
const compiled = pathToFileURL(resolve(program, '../build/build.js')).href;
const { build } = (await import(compiled)) as typeof import('../../src/build/build.ts');

const site = {
  baseUrl: 'https://example.org/',
  siteId: 'example.org,2026',
  guard: false,
  articles: ['articles', 'clippings'],
};
const settings: readonly object[] = [
  { feed: { entries: 6 }, history: { entries: 3, tags: true }, timezone: 'Asia/Tokyo' },
  {
    feed: { entries: 'all', bytes: 9000 },
    groups: { tags: { formats: ['atom'] } },
    feeds: { sea: { title: 'Sea', tags: { any: ['sea'] }, entries: 5 }, late: { title: 'Late', from: '2020-03-01' } },
  },
  {
    articles: [
      { path: 'articles', content: 'summary' },
      { path: 'clippings', tags: ['clipped'], source: 'Press' },
    ],
    link: { page: '{year}/{month}/{name}/' },
    sources: { tide: { name: 'The Daily Tide', hosts: ['news.example.com'] } },
    history: { entries: 4 },
    pages: { markdown: false, noindex: true },
  },
  { groups: { sources: false, tags: false }, history: false, feed: { formats: ['json'] }, pages: { markdown: false } },
  {
    articles: [{ path: 'articles', undated: 'first-seen' }, 'clippings'],
    link: { clippings: 'page' },
    pages: { search: false, noindex: true },
    tombstones: true,
    history: { entries: 2 },
  },
];

const places: Workplace[] = [];
beforeEach(() => {
  // Files that were written a moment ago are old enough for their stats to be believed.
  const { now } = Date;
  vi.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + hourMs);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const place of places.splice(0)) place.remove();
});

/** One of two folders. */
const placeOf = (one: Kept): string => (one.folder.startsWith('clippings/') ? '' : 'articles/') + pathOf(one);

/** Two folders of articles, and who keeps them. */
class Keeper {
  readonly place: Workplace;
  readonly #random: () => number;
  readonly #all = collectionOf(200);
  readonly #articles = this.#all.slice(0, 24);
  readonly #gone: Kept[] = [];
  #count = 24;

  constructor(random: () => number, config: object) {
    this.#random = random;
    this.place = new Workplace({
      'hayloft.config.json': JSON.stringify({ ...site, ...config }),
      ...Object.fromEntries(this.#articles.map((one) => [placeOf(one), fileOf(one)])),
      'articles/fixed.md': '---\ntitle: Fixed\ndate: 2020-01-01\n---\n![[dot.png]]\n',
      'clippings/fixed.md': '---\ntitle: Fixed as well\ndate: 2020-01-02\n---\nWords.\n',
    });
    this.place.write(`articles/${picture.path}`, picture.bytes);
    places.push(this.place);
  }

  /** Does something of all that people do, and says what. */
  edit(): string {
    const names = Object.keys(this.#edits);
    const name = names[this.#below(names.length)] as string;
    this.#edits[name]?.();
    return name;
  }

  readonly #edits: Readonly<Record<string, () => void>> = {
    'a new article': () => this.#add({}),
    'a new article with a name for others to share': () =>
      this.#add({ tags: [`new-${this.#below(4)}`], source: `Source ${this.#below(3)}` }),
    'a new clipping of an original': () => this.#add({ original: `https://news.example.com/${this.#below(9)}` }),
    'other words': () => this.#change(({ body }) => ({ body: `${body}\n\nMore of it: ${this.#below(1000)}.` })),
    'words of the same length': () => this.#change(({ body }) => ({ body: body.replace(/\d/g, '7') })),
    'another title': () => this.#change(({ title }) => ({ title: `${title}'` })),
    'other tags': () => this.#change(() => ({ tags: [`t${this.#below(9)}`, 'sea'] })),
    'a tag in other letters': () => this.#change(({ tags }) => ({ tags: tags.map((tag) => tag.toUpperCase()) })),
    'no tags and no source': () => this.#change(({ source: _, ...one }) => ({ ...one, source: undefined, tags: [] })),
    'another date': () => this.#change(() => ({ date: `2020-0${1 + this.#below(9)}-1${this.#below(9)}` })),
    'a date to come': () => this.#change(() => ({ date: `2026-11-${25 + this.#below(5)}T12:00:00Z` })),
    'a link to another': () =>
      this.#change(({ body }) => ({ body: `${body}\n\n[[${this.#one().name}]], ![[new-${this.#below(3)}.png]]` })),
    'a permalink that others have, or that none can have': () =>
      this.#change(() => ({ permalink: ['/a', '/A.html', '/a/', '/b', '/tags/a', undefined][this.#below(6)] })),
    'a permalink of its own': () => this.#change(({ name }) => ({ permalink: `/${this.#below(3)}/${name}` })),
    'a private comment': () =>
      this.#change(({ body }) => ({ body: `${body}\n\n%%Not for others: ${this.#below(9)}%%` })),
    'no private comment': () => this.#change(({ body }) => ({ body: body.replaceAll('%%', '') })),
    'a draft': () => this.#write(this.#one(), (text) => text.replace('---\n', '---\ndraft: true\n')),
    'a name that file systems may take for another': () => {
      const { name, ...one } = this.#one();
      this.#add({ ...one, title: `${one.title} as well`, name: name.toUpperCase() });
    },
    'a copy': () => this.#add({ ...this.#one(), name: `copy-${this.#count}` }),
    'another name': () => this.#move((one) => ({ ...one, name: `moved-${this.#count++}` })),
    'another folder': () => this.#move((one) => ({ ...one, folder: `moved/${this.#below(3)}/` })),
    'one less': () => this.#gone.push(this.#remove(this.#below(this.#articles.length))),
    'one that comes back': () => {
      for (const one of this.#gone.splice(0, 1)) this.#add(one);
    },
    'a comment, or none any more': () =>
      this.#change(({ body }) => ({ body: body.includes('%%') ? body.replaceAll('%%', '') : `${body}\n\n%% mine %%` })),
    'a picture': () =>
      this.place.write(`articles/new-${this.#below(3)}.png`, Buffer.concat([picture.bytes, Buffer.of(this.#below(9))])),
    'one picture less': () => rmSync(join(this.place.folder, `articles/new-${this.#below(3)}.png`), { force: true }),
    'a file that is no article': () => this.place.write(`articles/notes/${this.#below(9)}.txt`, ''),
  };

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #one(): Kept {
    return this.#articles[this.#below(this.#articles.length)] as Kept;
  }

  #add(change: Partial<Kept>): void {
    const one = { ...(this.#all[this.#count++ % this.#all.length] as Kept), ...change };
    this.#articles.push(one);
    this.#write(one);
  }

  #change(of: (one: Kept) => object): void {
    const at = this.#below(this.#articles.length);
    const one = this.#articles[at] as Kept;
    this.#articles[at] = { ...one, ...of(one) };
    this.#write(this.#articles[at] as Kept);
  }

  #move(to: (one: Kept) => Kept): void {
    const at = this.#below(this.#articles.length);
    const [from, target] = [this.#articles[at] as Kept, to(this.#articles[at] as Kept)];
    this.#articles[at] = target;
    mkdirSync(dirname(this.#pathOf(target)), { recursive: true });
    renameSync(this.#pathOf(from), this.#pathOf(target));
  }

  #remove(at: number): Kept {
    const [one] = this.#articles.splice(at, 1) as [Kept];
    rmSync(this.#pathOf(one), { force: true });
    return one;
  }

  #write(one: Kept, as: (text: string) => string = (text) => text): void {
    this.place.write(placeOf(one), as(fileOf(one)));
  }

  #pathOf(one: Kept): string {
    return join(this.place.folder, placeOf(one));
  }
}

interface Run {
  readonly result: BuildResult;
  /** Whether it looked at everything, which is told on the way. */
  readonly isWhole: boolean;
}

/** The runs of one site, and those that are held against them. */
class Runs {
  readonly #folder: string;
  readonly #config: Config;
  now = Date.UTC(2026, 10, 24, 8);

  constructor(folder: string, config: Config) {
    this.#folder = folder;
    this.#config = config;
  }

  async next(): Promise<Run> {
    let isWhole = false;
    const onProgress = () => {
      isWhole = true;
    };
    const result = await build(this.#config, { now: this.now, write: true, from: this.#folder, onProgress });
    return { result, isWhole };
  }

  /** From the ledger of before, without cache and output: what they come to is compared when both are done. */
  async nextCompared(): Promise<Run> {
    const { state } = this.#config;
    const cold = { output: this.#path('cold/output'), state: this.#path('cold/state') };
    await rm(this.#path('cold'), { recursive: true, force: true });
    await cp(state, cold.state, { recursive: true, filter: (path) => path !== join(state, 'cache') });
    const ours = await this.next();
    const theirs = await build({ ...this.#config, ...cold }, { now: this.now, write: true, from: this.#folder });
    expect(facts(ours.result)).toEqual(facts(theirs));
    expect(tree(this.#config.output)).toEqual(tree(cold.output));
    expect(remembered(state)).toEqual(remembered(cold.state));
    return ours;
  }

  #path(path: string): string {
    return join(this.#folder, path);
  }
}

/** What has to be equal of what two runs come to. */
function facts({ outcome, files, published, kept, nextDue, changes, feeds, documents, diagnostics }: BuildResult) {
  const sorted = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
  return {
    ...{ outcome, files, published, kept, nextDue, feeds },
    changes: Object.values(changes).map(sorted),
    documents: sorted(documents.map(({ path, bytes }) => ({ path, bytes }))),
    diagnostics: new Set(sorted(diagnostics)),
  };
}

const isBusy = ({ result: { documents, removed } }: Run) =>
  removed.length > 0 || documents.some(({ change }) => change !== 'unchanged');

describe(`${edits} edits, one after the other`, () => {
  it('are published as if nothing had been known of the articles before, and most of them without looking at all', async () => {
    const random = chance(seed);
    const busy: Run[] = [];
    for (let i = 0; i < edits; ) {
      const keeper = new Keeper(random, settings[(i / life) % settings.length] as object);
      const { folder } = keeper.place;
      const { config } = await loadConfig(folder);
      const runs = new Runs(folder, config as Config);
      await runs.next();
      const done: string[] = [];
      for (const end = Math.min(i + life, edits); i < end; i++) {
        done.push(keeper.edit());
        runs.now += [1, hourMs, dayMs][Math.floor(random() * 3)] as number;
        try {
          const run = (i + 1) % unseen === 0 ? await runs.nextCompared() : await runs.next();
          if (isBusy(run)) busy.push(run);
        } catch (error) {
          (error as Error).message = `seed ${seed}, after ${done.join(', ')}: ${(error as Error).message}`;
          throw error;
        }
      }
    }
    const few = busy.filter(({ isWhole }) => !isWhole);
    expect(few.length).toBeGreaterThan(busy.length / 2);
  }, 600_000);
});

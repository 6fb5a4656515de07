import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { collectionOf, fileOf, type Kept, pathOf, picture } from './collection.ts';
import type { Workplace } from './hayloft.ts';

/** A sequence of numbers from 0 to 1 that looks random and is always the same (mulberry32). */
export function chance(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A folder of articles that changes, the same way for all who ask with the same numbers. */
export class Changing {
  readonly #random: () => number;
  readonly #all = collectionOf(400);
  articles: Kept[];
  /** Of those that were deleted. */
  readonly #gone: Kept[] = [];
  /** Names of those that cannot be read. */
  readonly #broken = new Set<string>();
  #next: number;

  constructor(random: () => number, count: number) {
    this.#random = random;
    this.articles = this.#all.slice(0, count);
    this.#next = count;
  }

  /** Some of everything that people do between two runs. */
  step(): void {
    const changes = 1 + Math.floor(this.#random() * 4);
    for (let i = 0; i < changes; i++) this.#change(Math.floor(this.#random() * 10));
  }

  #change(kind: number): void {
    const at = Math.floor(this.#random() * this.articles.length);
    const one = this.articles[at] as Kept;
    const with_ = (change: Partial<Kept>) => this.articles.splice(at, 1, { ...one, ...change });
    if (kind <= 2 || this.articles.length < 20) {
      const added = this.#all[this.#next++ % this.#all.length] as Kept;
      if (!this.articles.some(({ name }) => name === added.name)) this.articles.push(added);
    } else if (kind === 3) with_({ title: `${one.title}'` });
    else if (kind === 4) with_({ folder: `moved/${Math.floor(this.#random() * 9)}/` });
    else if (kind === 5) with_({ tags: [`new-${Math.floor(this.#random() * 5)}`], body: `${one.body}\n\nMore of it.` });
    else if (kind === 6) this.#gone.push(...this.articles.splice(at, 1));
    else if (kind === 7) this.#broken.add(one.name);
    else if (kind === 8) this.#broken.clear();
    else if (this.#gone.length > 0) this.articles.push(...this.#gone.splice(0, 1));
  }

  /** Lays the articles into a folder, in the place of those that lie there. */
  put(place: Workplace): void {
    rmSync(join(place.folder, 'articles'), { recursive: true, force: true });
    place.write(`articles/${picture.path}`, picture.bytes);
    for (const one of this.articles) {
      place.write(`articles/${pathOf(one)}`, this.#broken.has(one.name) ? '---\ntitle: [\n---\n' : fileOf(one));
    }
  }
}

import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Corpus } from './corpus.ts';

/** What lasts in the state folder; all else there can be made again. */
const lasting = ['ledger.jsonl', 'versions'];

/** A folder with articles, and what has been made of them. */
export class Site {
  readonly folder: string;
  readonly count: number;
  readonly #corpus: Corpus;

  constructor(folder: string, corpus: Corpus, count: number) {
    this.folder = folder;
    this.count = count;
    this.#corpus = corpus;
  }

  get articles(): string {
    return join(this.folder, 'articles');
  }

  get output(): string {
    return join(this.folder, 'output');
  }

  get #state(): string {
    return join(this.folder, '.hayloft');
  }

  /** The articles it began with, and nothing made of them. */
  begin(): void {
    rmSync(this.articles, { recursive: true, force: true });
    mkdirSync(this.articles, { recursive: true });
    this.#corpus.write(this.articles);
    this.forget();
  }

  forget(): void {
    for (const folder of [this.output, this.#state]) rmSync(folder, { recursive: true, force: true });
  }

  /** All but what a backup holds. */
  forgetWhatCanBeMade(): void {
    rmSync(this.output, { recursive: true, force: true });
    if (!existsSync(this.#state)) return;
    for (const name of readdirSync(this.#state)) {
      if (!lasting.includes(name)) rmSync(join(this.#state, name), { recursive: true });
    }
  }

  change(number: number): void {
    appendFileSync(join(this.articles, this.#corpus.pathOf(number)), '\nThere is more to say of it.\n');
  }

  /** Those from a place behind the ones it began with to before another. */
  add(from: number, to: number): void {
    this.#corpus.write(this.articles, this.count + from, this.count + to);
  }
}

/** What happens before a run. */
export interface Scenario {
  readonly name: string;
  prepare(site: Site): void;
}

/** In their order: each but the first needs what those before it have made. */
export const scenarios: readonly Scenario[] = [
  { name: 'cold', prepare: (site) => site.forget() },
  { name: 'rebuild', prepare: (site) => site.forgetWhatCanBeMade() },
  { name: 'unchanged', prepare: () => {} },
  { name: 'newest changed', prepare: (site) => site.change(site.count - 1) },
  { name: 'middle changed', prepare: (site) => site.change(Math.floor(site.count / 2)) },
  { name: 'one added', prepare: (site) => site.add(0, 1) },
  { name: 'thousand added', prepare: (site) => site.add(1, 1001) },
];

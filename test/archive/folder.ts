import fc from 'fast-check';
import type { Finds } from '../../src/archive/record.ts';
import type { Article, ArticleFacts } from '../../src/article/article.ts';
import { articleOf as articleFrom } from './article.ts';
import { words, written } from './text.ts';

/** A file of a folder of articles, as a person thinks of it. */
export interface Doc {
  /** What it is about: copies are about the same. No run may take one work for another. */
  readonly work: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly tags: readonly string[];
  readonly published: number;
  readonly precision: Article['precision'];
  readonly id?: string;
  readonly original?: string;
  readonly clipped?: number;
  readonly state: 'fine' | 'broken' | 'unseen' | 'draft';
  /** How often its words were changed since the last run. */
  readonly edits: number;
  /** Whether it has had another's place since the last run. */
  readonly isSwapped: boolean;
  /** The id that it was published under, if nothing else is about the same. */
  readonly known: string | undefined;
}

const kinds = [
  ...['add', 'add', 'add', 'edit', 'edit', 'silent', 'retitle', 'move', 'move', 'folder', 'case', 'swap', 'copy'],
  ...['delete', 'delete', 'restore', 'restore', 'draft', 'break', 'unsee', 'mend', 'mend', 'id', 'clip', 'clock'],
] as const;

/** What happens to a folder: which of its files are meant follows from the numbers. */
export interface Happening {
  readonly kind: (typeof kinds)[number];
  readonly a: number;
  readonly b: number;
}

export const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(1000),
  b: fc.nat(1000),
});

const precisions = ['instant', 'day', 'local', 'none'] as const;
const start = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;

/** A folder of articles, and the clock of the machine that it lies on. */
export class Folder {
  now = start;
  readonly files: Map<string, Doc>;
  readonly #gone: [string, Doc][];
  readonly #series: number;
  readonly #mark: string;
  #made = 0;

  /** @param series Folders of different series make no two works, names and dates alike. */
  constructor(series = 0, from?: Folder) {
    this.#series = series;
    this.#mark = `s${series}-`;
    this.files = new Map(from?.files);
    this.#gone = [...(from ? from.#gone : [])];
    this.now = from?.now ?? start;
  }

  happen({ kind, a, b }: Happening): void {
    const paths = [...this.files.keys()].sort();
    const path = paths[a % paths.length];
    const doc = this.files.get(path ?? '');
    if (kind === 'add' || kind === 'clock' || kind === 'restore') this[kind](a, b);
    else if (path !== undefined && doc) this.#change(kind, path, doc, paths[b % paths.length] as string, b);
  }

  add(a: number, b: number): void {
    const number = this.#made++;
    const seed = `${this.#mark}${number}`;
    this.files.set(this.#newPath(), {
      work: seed,
      // Some works share a title, and some have no words but that.
      title: b % 5 === 0 ? 'Notes' : `On ${seed}`,
      text: words(seed, [400, 400, 400, 10, 0][b % 5]),
      tags: [],
      ...(a % 9 === 0
        ? { published: start + (b % 72) * hour + number + this.#series * 400, precision: 'instant' }
        : {
            published: Date.UTC(2019, 0, 1 + number + this.#series * 400),
            precision: precisions[a % 4] as Article['precision'],
          }),
      ...(a % 6 === 0 && { original: `https://news.example.com/${seed}` }),
      ...(a % 6 === 1 && { id: `urn:${seed}` }),
      state: 'fine',
      edits: 0,
      isSwapped: false,
      known: undefined,
    });
  }

  clock(a: number, b: number): void {
    this.now += (b % 3 === 0 ? -1 : 1) * (a % 72) * hour;
  }

  restore(a: number, b: number): void {
    const [gone] = this.#gone.splice(a % Math.max(1, this.#gone.length), 1);
    if (!gone) return;
    const [path, doc] = gone;
    const free = b % 2 === 0 || this.files.has(path) ? this.#newPath() : path;
    this.files.set(free, doc);
    this.#shareDoubles(doc);
  }

  #change(kind: Happening['kind'], path: string, doc: Doc, otherPath: string, n: number): void {
    const set = (changes: Partial<Doc>) => this.files.set(path, { ...doc, ...changes });
    const moveTo = (to: string) => {
      if (this.files.has(to)) return;
      this.files.delete(path);
      this.files.set(to, doc);
    };
    switch (kind) {
      case 'edit':
        if (isLong(doc) && doc.edits > 0) break;
        set({ text: edited(doc.text, `${this.#mark}${n}`), edits: doc.edits + 1 });
        break;
      case 'silent':
        set({ tags: [`t${n}`] });
        break;
      case 'retitle':
        set({ title: `${doc.title}, again (${n})`, ...(!isLong(doc) && { edits: doc.edits + 1 }) });
        break;
      case 'move':
        moveTo(this.#newPath());
        break;
      case 'folder':
        this.#moveFolder(path);
        break;
      case 'case':
        moveTo(path === path.toUpperCase() ? path.toLowerCase() : path.toUpperCase());
        break;
      case 'swap':
        this.#swap(path, otherPath);
        break;
      case 'copy':
        this.#share(doc);
        this.files.set(this.#newPath(), without({ ...doc, known: undefined }, 'id'));
        break;
      case 'delete':
        this.files.delete(path);
        this.#gone.push([path, doc]);
        break;
      case 'draft':
      case 'break':
      case 'unsee':
        if (doc.isSwapped) break;
        set({ state: ({ draft: 'draft', break: 'broken', unsee: 'unseen' } as const)[kind] });
        break;
      case 'mend':
        for (const [each, one] of this.files) this.files.set(each, { ...one, state: 'fine' });
        break;
      case 'id':
        if (doc.id === undefined) set({ id: `urn:${this.#mark}-${this.#made++}` });
        break;
      case 'clip':
        if (doc.original === undefined) break;
        this.#share(doc);
        this.files.set(this.#newPath(), {
          ...doc,
          text: edited(doc.text, `${n}`),
          clipped: this.now,
          known: undefined,
        });
    }
  }

  /** Of two that are one, either may keep the id. */
  #share({ work }: Doc): void {
    for (const [path, one] of this.files) if (one.work === work) this.files.set(path, { ...one, known: undefined });
  }

  #shareDoubles(doc: Doc): void {
    if (!this.isAlone(doc)) this.#share(doc);
  }

  #moveFolder(path: string): void {
    const from = path.slice(0, path.lastIndexOf('/') + 1);
    const to = `f${this.#mark}${this.#made++}/`;
    for (const [each, one] of [...this.files]) {
      if (!each.startsWith(from)) continue;
      this.files.delete(each);
      this.files.set(to + each.slice(from.length), one);
    }
  }

  /**
   * Only what is known by its words, else the one that is left behind is taken for the other, written anew; and only
   * what a run can read, for a file that gives no article may still be the entry whose place it has.
   */
  #swap(path: string, otherPath: string): void {
    const [doc, other] = [this.files.get(path), this.files.get(otherPath)] as [Doc, Doc];
    if (![doc, other].every((one) => isLong(one) && one.known !== undefined && one.state === 'fine')) return;
    this.files.set(otherPath, { ...doc, isSwapped: true });
    this.files.set(path, { ...other, isSwapped: true });
  }

  #newPath(): string {
    return `d${this.#made % 3}/${this.#mark}${this.#made++}.md`;
  }

  /**
   * What a run finds.
   *
   * @param latest The latest moment recorded.
   */
  finds(latest = this.now): Finds {
    const articles: ArticleFacts[] = [];
    const lacking = new Map<string, 'broken' | 'draft' | 'future'>();
    for (const [path, doc] of this.files) {
      const isFuture = doc.precision !== 'none' && doc.published > Math.max(latest, this.now);
      if (doc.state === 'broken' || doc.state === 'draft') lacking.set(path, doc.state);
      else if (doc.state === 'fine' && isFuture) lacking.set(path, 'future');
      else if (doc.state === 'fine') articles.push(articleOf(path, doc, this.now));
    }
    return {
      articles,
      without: lacking,
      isUnseen: (path) => this.files.get(path)?.state === 'unseen',
      isKept: (path) => path.startsWith('d2/'),
    };
  }

  /** As git merges by path: what only one of the two changed is as that one left it. */
  mergedWith(other: Folder, base: Folder): Folder {
    const merged = new Folder(3, this);
    for (const path of new Set([...other.files.keys(), ...base.files.keys()])) {
      const [theirs, was] = [other.files.get(path), base.files.get(path)];
      if (isSameFile(theirs, was) || !isSameFile(this.files.get(path), was)) continue;
      if (theirs) merged.files.set(path, theirs);
      else merged.files.delete(path);
    }
    merged.now = Math.max(this.now, other.now);
    for (const doc of [...merged.files.values()]) merged.#shareDoubles(doc);
    return merged;
  }

  /** Whether no other file is about the same. */
  isAlone({ work }: Doc): boolean {
    return [...this.files.values()].filter((one) => one.work === work).length === 1;
  }

  /**
   * After a run that published it: ids by path. What gave no article and was moved has lost its id to the file that lies
   * where it was: that one is taken for it, written anew.
   */
  learn(ids: ReadonlyMap<string, string>): void {
    const given = new Set(ids.values());
    for (const [path, doc] of this.files) {
      if (!ids.has(path) && given.has(doc.known ?? '')) this.files.set(path, { ...doc, known: undefined });
    }
    for (const [path, id] of ids) {
      const doc = this.files.get(path) as Doc;
      this.files.set(path, { ...doc, edits: 0, isSwapped: false, known: this.isAlone(doc) ? id : undefined });
    }
  }

  /** What is about these is not known by one id, nor when it returns. */
  doubt(works: ReadonlySet<string>): void {
    const doubted = (doc: Doc): Doc => (works.has(doc.work) ? { ...doc, known: undefined } : doc);
    for (const [path, doc] of this.files) this.files.set(path, doubted(doc));
    for (const [i, [path, doc]] of this.#gone.entries()) this.#gone[i] = [path, doubted(doc)];
  }
}

/** Words enough to be known by them, after an edit and whatever else happens to the file. */
export function isLong({ text }: Doc): boolean {
  return text.length > 100;
}

function isSameFile(one: Doc | undefined, other: Doc | undefined): boolean {
  const file = (doc: Doc | undefined) => doc && { ...doc, edits: 0, isSwapped: false, known: undefined };
  return JSON.stringify(file(one)) === JSON.stringify(file(other));
}

function without(doc: Doc, name: 'id'): Doc {
  const { [name]: _, ...rest } = doc;
  return rest;
}

/** What follows from a text alone, which is most of the work. */
const read = new WeakMap<readonly string[], Pick<Article, 'textHash' | 'sketch'>>();

function articleOf(
  path: string,
  { text, work, state, edits, isSwapped, known, ...doc }: Doc,
  now: number,
): ArticleFacts {
  const ofText = read.get(text) ?? textFacts(text);
  read.set(text, ofText);
  const { original, published, ...facts } = doc;
  const { textHash: ofPath, ...base } = articleFrom({ path });
  return {
    ...base,
    ...facts,
    ...ofText,
    published: doc.precision === 'none' ? now : published,
    ...(original !== undefined && { originalUrl: original }),
    fileHash: JSON.stringify([doc, ofText.textHash]),
  };
}

function textFacts(text: readonly string[]): Pick<Article, 'textHash' | 'sketch'> {
  if (text.length === 0) return {};
  const { textHash = '', sketch } = written({ path: 'a.md', text: text.join(' ') });
  return { textHash, ...(sketch !== undefined && { sketch }) };
}

/** A sentence of it put in other words. */
function edited(text: readonly string[], seed: string): string[] {
  const at = text.length - Math.min(6, text.length);
  const from = at === 0 ? 0 : seedNumber(seed) % at;
  const other = words(`edit ${seed}`, Math.min(6, text.length));
  return [...text.slice(0, from), ...other, ...text.slice(from + other.length)];
}

function seedNumber(seed: string): number {
  return [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

import type { FileStat } from './file-stat.ts';
import { articleBit } from './folder-listing.ts';
import { type FileFacts, factsOf, type KnownFile, type SnapshotFolder } from './snapshot.ts';

/** Where a walk along a saved folder stands: which comes next of each kind of what is saved of it. */
export interface Cursor {
  folder: number;
  name: number;
  article: number;
}

/** What the walk cannot know of the files of a folder. */
export interface FileKnowledge {
  /** Of a file that is new, relative to the folder: whether it is an article. */
  readonly isArticle: (inside: string) => boolean;
  /** Of an article that is new or has other bytes: SHA-256 of those that were read, hex. */
  readonly hashOf: (inside: string) => string | undefined;
}

interface FoundFile {
  /** Relative to the folder. */
  readonly inside: string;
  readonly stat: FileStat;
  /** Among the names, of a new one. */
  readonly place?: number;
}

/**
 * What a walk meets where a folder differs from the saved one, in its order, as a walk that knew nothing would list it.
 * Up to the first difference, it is what was saved.
 */
export class CurrentListing {
  private readonly counts: number[];
  private readonly names: string[];
  private readonly marks: number[];
  /** Articles that are as they were, by their place among the saved ones, and files that are new or have other bytes. */
  private readonly files: (number | FoundFile)[];

  constructor({ counts, names, marks }: SnapshotFolder, { folder, name, article }: Cursor) {
    this.counts = Array.from(counts.subarray(0, folder));
    this.names = names.slice(0, name);
    this.marks = Array.from(marks.subarray(0, name));
    this.files = Array.from({ length: article }, (_, i) => i);
  }

  /** Another folder that is entered. Gives the place of its first name. */
  list(names: readonly string[], marks: ArrayLike<number>): number {
    const first = this.names.length;
    this.counts.push(names.length);
    for (const [i, name] of names.entries()) {
      this.names.push(name);
      this.marks.push(marks[i] as number);
    }
    return first;
  }

  mark(place: number, mark: number): void {
    this.marks[place] = mark;
  }

  keep(article: number): void {
    this.files.push(article);
  }

  find(file: FoundFile): void {
    this.files.push(file);
  }

  /** @param articles What is known of the saved ones. */
  amended(root: string, articles: FileFacts, { isArticle, hashOf }: FileKnowledge): SnapshotFolder {
    const { counts, names } = this;
    const marks = Uint8Array.from(this.marks);
    const files: (number | KnownFile)[] = [];
    for (const file of this.files) {
      if (typeof file === 'number') {
        files.push(file);
        continue;
      }
      const { inside, stat, place } = file;
      if (place !== undefined) {
        if (!isArticle(inside)) continue;
        marks[place] = (marks[place] as number) | articleBit;
      }
      files.push({ stat, hash: hashOf(inside) });
    }
    return { root, counts: Uint32Array.from(counts), names, marks, articles: factsOf(files, articles) };
  }
}

import { join } from 'node:path';
import type { Document } from '../../feed/document.ts';
import { isUntouched, type KnownDocument, keyOf, type PublishedBefore } from '../output/publish.ts';
import { digestOf } from '../output/stage.ts';
import { documentsIn } from './catalog.ts';
import type { PackReader } from './pack.ts';
import type { Table } from './table.ts';

/** The documents of the last run, as far as they are known. */
export class KnownDocuments implements PublishedBefore {
  readonly #output: string;
  readonly #packs: PackReader;
  readonly #documents = new Map<string, KnownDocument>();

  /** @param catalog Absent where none is to be believed. */
  constructor(catalog: Table | undefined, output: string, packs: PackReader) {
    this.#output = output;
    this.#packs = packs;
    if (!catalog) return;
    const documents = documentsIn(catalog);
    for (let row = 0; row < documents.length; row++) {
      const { path, ...document } = documents.at(row);
      // A row of a document that is no more.
      if (path !== '') this.#documents.set(path, document);
    }
  }

  get(path: string): KnownDocument | undefined {
    return this.#documents.get(path);
  }

  [Symbol.iterator](): Iterator<[path: string, document: KnownDocument]> {
    return this.#documents[Symbol.iterator]();
  }

  /** Whether a document lies in its place as it was published, made of what a key stands for where one is given. */
  isPublished(path: string, key?: string): boolean {
    const before = this.get(path);
    if (key !== undefined && before?.key !== key) return false;
    return before !== undefined && isUntouched(join(this.#output, path), before);
  }

  /** SHA-256, hex; read only where it is made of something else than before. */
  digestOf(document: Document): string {
    const before = this.get(document.path);
    return before?.key === keyOf(document) ? before.digest : digestOf(document.chunks, this.#packs);
  }
}

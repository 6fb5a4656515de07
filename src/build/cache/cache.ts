import { readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { placeWhole, writeFile } from '../state/durable-file.ts';
import { isSystemError } from '../system-error.ts';
import { cacheFolder, keptBytes } from './cache-folder.ts';
import { type PackPlace, packPath } from './pack.ts';
import { programIdentity } from './program.ts';
import { Table, type TableWriter } from './table.ts';

const catalogName = 'catalog';

/** Bytes below which a pack is added to. */
const smallPack = 8 * 1024 * 1024;

/** What the last run left, as far as this program can use it. */
export class Cache {
  /** Absolute path. */
  readonly folder: string;
  /** Packs from this number on are those of this run. */
  readonly firstPack: number;
  /** Absent where there is none, or one of another program. */
  readonly catalog?: Table;
  readonly isDamaged: boolean;

  /**
   * @param state Absolute path of the state folder.
   * @param isFresh Whether to pass over what is there.
   */
  constructor(state: string, isFresh: boolean) {
    this.folder = join(state, cacheFolder);
    this.firstPack = Math.max(0, ...packsIn(this.folder)) + 1;
    const bytes = isFresh ? undefined : keptBytes(join(this.folder, catalogName));
    const catalog = bytes && Table.of(bytes);
    this.isDamaged = catalog === 'damaged';
    if (catalog && catalog !== 'damaged' && catalog.json<string>('program') === programIdentity())
      this.catalog = catalog;
  }

  /** Packs that runs over few changes add to, the latest first: one each of their own would soon be thousands. */
  smallPacks(): number[] {
    return packsIn(this.folder)
      .filter((number) => this.sizeOf(number) < smallPack)
      .sort((a, b) => b - a);
  }

  /** @param write False: nothing is put there. */
  placeFor(write: boolean): PackPlace {
    return { first: this.firstPack, ...(write && { folder: this.folder }) };
  }

  /**
   * Puts a catalog in the place of the one that is there.
   *
   * @param run By which the rest that this run leaves knows that the two go together.
   * @throws SystemError
   */
  save(catalog: TableWriter, run: string): void {
    catalog.json('program', programIdentity());
    catalog.json('run', run);
    placeWhole(join(this.folder, catalogName), (unfinished) => writeFile(unfinished, catalog.chunks(), false));
  }

  /** Removes the packs that nothing names any more, and what runs that were killed did not finish. */
  clear(packs: ReadonlySet<number>): void {
    for (const name of namesIn(this.folder)) if (/^[a-z-]+\.\d+$/.test(name)) removed(join(this.folder, name));
    for (const number of packsIn(this.folder)) if (!packs.has(number)) removed(packPath(this.folder, number));
  }

  /** Takes back what this run has put there, since nothing will ever name it. */
  takeBack(): void {
    for (const number of packsIn(this.folder)) {
      if (number >= this.firstPack) removed(packPath(this.folder, number));
    }
    try {
      rmdirSync(this.folder);
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }

  /** Forgets it: the next run finds none. */
  discard(): void {
    removed(join(this.folder, catalogName));
  }

  /** In bytes. */
  sizeOf(pack: number): number {
    return statSync(packPath(this.folder, pack), { throwIfNoEntry: false })?.size ?? 0;
  }
}

function packsIn(folder: string): number[] {
  return namesIn(folder).flatMap((name) => (/^\d+\.pack$/.test(name) ? [Number.parseInt(name, 10)] : []));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}

/** What cannot be removed does no harm. */
function removed(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

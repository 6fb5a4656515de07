import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { maxFileBytes } from '../../article/decode.ts';
import type { ArticleFolder, Config } from '../../config/config.ts';
import type { Instant } from '../../text/instant.ts';
import { askedKey, type Grounds, type ReadRow, rowOf } from '../articles/read-row.ts';
import type { Scan, ScannedFile } from '../articles/scan.ts';
import { readRegularFile } from '../regular-file.ts';
import { mapped, patchStats, statsIn, writeStats } from './catalog.ts';
import { type FileStat, fileStatOf, isSameStat, isTellingOf } from './file-stat.ts';
import type { PackReader } from './pack.ts';
import type { Patch } from './patch.ts';
import type { Table, TableWriter } from './table.ts';

/** What the last run read, so that it need not be read again. */

/** Everything beside files that a reading follows from, by folder. */
function readingKeys({ baseUrl, timezone, link, articles }: Config): string[] {
  return articles.map(({ folder, shown, prefix, source, tags, language, content, undated, pictures }) =>
    JSON.stringify({
      // Addresses, and dates without a zone.
      site: { baseUrl, timezone, link },
      // What its articles have where they say nothing themselves.
      defaults: { source, tags, language, content, undated, pictures },
      // How paths and messages name its files, and where the files lie that articles show.
      names: { shown, prefix, folder },
    }),
  );
}

/** A file with what was read of it. */
export interface FileReading {
  /** Place of its folder in the configuration. */
  readonly folder: number;
  readonly file: ScannedFile;
  readonly row: ReadRow;
}

/** What readings of all folders follow from beside their files. */
export interface ReadingTerms {
  readonly config: Config;
  /** When the first folder began to be walked. */
  readonly takenAt: number;
  readonly scans: readonly Scan[];
  /** Of the index of the pictures that were fetched, as it is now. */
  readonly pictures: FileStat | undefined;
}

/** The same, as it is written down. */
interface ReadingsHead extends Pick<ReadingTerms, 'takenAt'> {
  /** {@link readingKeys} */
  readonly keys: readonly string[];
  readonly pictures?: FileStat;
}

export function writeReadings(table: TableWriter, readings: readonly FileReading[], terms: ReadingTerms): void {
  const { config, takenAt, scans, pictures } = terms;
  table.json('readings', { keys: readingKeys(config), takenAt, pictures });
  const others = scans.flatMap((scan, folder) => scan.others.map((name) => ({ folder, name })));
  table.u32(
    'others.folder',
    others.map(({ folder }) => folder),
  );
  table.text(
    'others.name',
    others.map(({ name }) => name),
  );
  table.u32(
    'files.folder',
    readings.map(({ folder }) => folder),
  );
  table.text(
    'files.shown',
    readings.map(({ file }) => file.shown),
  );
  table.text(
    'files.path',
    readings.map(({ file }) => file.path),
  );
  table.text(
    'files.hash',
    readings.map(({ row }) => row.hash ?? ''),
  );
  writeStats(
    table,
    'files.stat',
    readings.map(({ file }) => file.stat),
  );
  table.packed(
    'files.row',
    readings.map(({ row }) => row.grounds?.row),
  );
  table.lists(
    'files.asked',
    readings.map(({ row }) => row.grounds?.asked ?? []),
  );
  table.u8(
    'files.pictures',
    readings.map(({ row }) => (row.grounds?.hasPictures ? 1 : 0)),
  );
  table.f64(
    'files.due',
    readings.map(({ row }) => row.dueAt ?? Number.NaN),
  );
  const opened = readings.flatMap(({ row }, i) =>
    row.grounds?.opened.length ? [[i, row.grounds.opened] as const] : [],
  );
  table.json('files.opened', Object.fromEntries(opened));
}

/** Changes of what was read, by row; those behind the last are new. A file that is gone has no reading any more. */
export interface ReadingChanges {
  readonly takenAt: number;
  readonly files: ReadonlyMap<number, FileReading | undefined>;
  readonly newOthers: readonly { readonly folder: number; readonly name: string }[];
  readonly goneOthers: ReadonlySet<number>;
}

export function patchReadings(patch: Patch, table: Table, changes: ReadingChanges): void {
  const { takenAt, files, newOthers, goneOthers } = changes;
  patch.json('readings', { ...table.json<ReadingsHead>('readings'), takenAt });
  const size = table.u32('others.folder').length;
  patch.u32('others.folder', new Map(newOthers.map(({ folder }, i) => [size + i, folder])));
  patch.text(
    'others.name',
    new Map([
      ...Array.from(goneOthers, (row) => [row, ''] as const),
      ...newOthers.map(({ name }, i) => [size + i, name] as const),
    ]),
  );
  const of = <Value>(value: (reading: FileReading | undefined) => Value) => mapped(files, value);
  patch.u32(
    'files.folder',
    of((each) => each?.folder ?? 0),
  );
  patch.text(
    'files.shown',
    of((each) => each?.file.shown ?? ''),
  );
  patch.text(
    'files.path',
    of((each) => each?.file.path ?? ''),
  );
  patch.text(
    'files.hash',
    of((each) => each?.row.hash ?? ''),
  );
  patchStats(
    patch,
    'files.stat',
    of((each) => each?.file.stat),
  );
  patch.packed(
    'files.row',
    of((each) => each?.row.grounds?.row),
  );
  patch.lists(
    'files.asked',
    of((each) => each?.row.grounds?.asked ?? []),
  );
  patch.u8(
    'files.pictures',
    of((each) => (each?.row.grounds?.hasPictures ? 1 : 0)),
  );
  patch.f64(
    'files.due',
    of((each) => each?.row.dueAt ?? Number.NaN),
  );
  const opened: Record<number, Grounds['opened']> = table.json('files.opened');
  for (const [row, each] of files) {
    delete opened[row];
    if (each?.row.grounds?.opened.length) opened[row] = each.row.grounds.opened;
  }
  patch.json('files.opened', opened);
}

/** Finds what can be taken over of what was read before. */
export class KnownReadings {
  readonly #packs: PackReader;
  readonly #takenAt: number;
  readonly #rows: ReadonlyMap<string, number>;
  readonly #hasOtherKey: readonly boolean[];
  readonly #hasOtherPictures: boolean;
  /** Of each folder, what it may have been asked for that is there now and was not, or the other way round. */
  readonly #differing: readonly ReadonlySet<number>[];
  readonly #columns;
  readonly #statsNow = new Map<string, FileStat | undefined>();

  constructor(table: Table, packs: PackReader, terms: ReadingTerms) {
    const { keys, takenAt, pictures } = table.json<ReadingsHead>('readings');
    this.#packs = packs;
    this.#takenAt = takenAt;
    this.#hasOtherKey = readingKeys(terms.config).map((key, i) => key !== keys[i]);
    const [before, now] = [pictures, terms.pictures];
    this.#hasOtherPictures = before && now ? !isSameStat(before, now) : before !== now;
    const shown = table.text('files.shown');
    this.#rows = new Map(Array.from(shown, (name, row) => [name, row]));
    const paths = Array.from(table.text('files.path'));
    const others = Array.from(table.text('others.name'));
    const [ofPaths, ofOthers] = [table.u32('files.folder'), table.u32('others.folder')];
    this.#differing = terms.scans.map((scan, folder) => {
      const before = {
        files: paths.flatMap((path, i) => (ofPaths[i] === folder ? [{ path }] : [])),
        others: others.filter((_, i) => ofOthers[i] === folder),
      };
      const { prefix } = terms.config.articles[folder] as ArticleFolder;
      return differing(namesOf(before, prefix), namesOf(scan, prefix));
    });
    this.#columns = {
      folder: table.u32('files.folder'),
      path: table.text('files.path'),
      hash: table.text('files.hash'),
      stat: statsIn(table, 'files.stat'),
      row: table.packed('files.row'),
      asked: table.lists('files.asked'),
      pictures: table.u8('files.pictures'),
      due: table.f64('files.due'),
      opened: table.json<Readonly<Record<number, Grounds['opened']>>>('files.opened'),
    };
  }

  /**
   * What reading a file would give, as of that moment, where that is known without.
   *
   * @param rehash Whether its bytes are to be looked at, whatever its stat says.
   */
  of(folder: number, file: ScannedFile, now: Instant, rehash: boolean): ReadRow | undefined {
    const row = this.#rows.get(file.shown);
    if (row === undefined || this.#hasOtherKey[folder] || this.#columns.folder[row] !== folder) return undefined;
    const packed = this.#columns.row.at(row);
    if (!packed || this.#columns.path.at(row) !== file.path || !this.#isSameAround(row, folder, now, rehash)) {
      return undefined;
    }
    if (!this.#isSameFile(row, file, rehash)) return undefined;
    const reading = rowOf(this.#packs.read(packed), packed);
    const { article } = reading;
    // One without a date has that of the run.
    return article?.precision === 'none' ? { ...reading, article: { ...article, published: now } } : reading;
  }

  #isSameAround(row: number, folder: number, now: Instant, rehash: boolean): boolean {
    const { asked, pictures, due, opened } = this.#columns;
    if (pictures[row] === 1 && this.#hasOtherPictures) return false;
    if ((due[row] as number) <= now || (rehash && opened[row] !== undefined)) return false;
    const differing = this.#differing[folder] as ReadonlySet<number>;
    if (differing.size > 0 && asked.at(row).some((key) => differing.has(key))) return false;
    return (opened[row] ?? []).every(({ path, stat }) => {
      const current = this.#statNow(path);
      return current !== undefined && isSameStat(current, stat) && isTellingOf(stat, this.#takenAt);
    });
  }

  #isSameFile(row: number, { absolute, stat }: ScannedFile, rehash: boolean): boolean {
    const { hash, stat: stats } = this.#columns;
    const before = stats.at(row);
    if (!stat || stat.size !== before.size) return false;
    if (!rehash && isSameStat(stat, before) && isTellingOf(before, this.#takenAt)) return true;
    const bytes = readRegularFile(absolute, maxFileBytes);
    return !('refused' in bytes) && createHash('sha256').update(bytes).digest('hex') === hash.at(row);
  }

  #statNow(path: string): FileStat | undefined {
    if (!this.#statsNow.has(path)) {
      const stats = lstatSync(path, { throwIfNoEntry: false });
      this.#statsNow.set(path, stats && fileStatOf(stats));
    }
    return this.#statsNow.get(path);
  }
}

/** Of every file of a folder, articles and others, its path relative to it, in NFC. */
function namesOf({ files, others }: { files: readonly { path: string }[]; others: readonly string[] }, prefix: string) {
  return new Set([
    ...files.map(({ path }) => path.slice(prefix.length)),
    ...others.map((name) => name.normalize('NFC')),
  ]);
}

function differing(before: ReadonlySet<string>, now: ReadonlySet<string>): Set<number> {
  const keys = new Set<number>();
  const differs = (path: string) => {
    keys.add(askedKey('path', path));
    keys.add(askedKey('name', path.slice(path.lastIndexOf('/') + 1).toLowerCase()));
  };
  for (const path of before) if (!now.has(path)) differs(path);
  for (const path of now) if (!before.has(path)) differs(path);
  return keys;
}

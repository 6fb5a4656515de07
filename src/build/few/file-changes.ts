import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { maxFileBytes } from '../../article/decode.ts';
import type { ArticleFolder, Config } from '../../config/config.ts';
import { askedKey, type ReadRow } from '../articles/read-row.ts';
import { articleTest, type ScannedFile, shownIn } from '../articles/scan.ts';
import { statsIn } from '../cache/catalog.ts';
import type { Differences, PlaceInSnapshot } from '../cache/differences.ts';
import { fileStatOf } from '../cache/file-stat.ts';
import { isPassedOver } from '../cache/folder-listing.ts';
import type { LastRun } from '../cache/last-run.ts';
import type { Snapshot } from '../cache/snapshot.ts';
import { pathKey } from '../cache/world.ts';
import type { KnownWorld } from './known-world.ts';

/** A file that has to be read, with its row: that which it had, or one behind the last. */
interface FileToRead {
  readonly at: number;
  /** Place of its folder in the configuration. */
  readonly folder: number;
  readonly file: ScannedFile;
}

/** What became of files, before they are read. */
export interface FilesFound {
  readonly toRead: readonly FileToRead[];
  /** Rows of files that are gone. */
  readonly gone: ReadonlySet<number>;
  /** Of files that are no articles: new names by folder, and rows of names that are gone. */
  readonly newOthers: readonly PlaceInSnapshot[];
  readonly goneOthers: ReadonlySet<number>;
}

/** The same, read. */
export interface FileChanges {
  /** Rows of files that changed, are read again, or are gone. */
  readonly rows: ReadonlySet<number>;
  readonly read: readonly (FileToRead & { readonly row: ReadRow })[];
}

/** Undefined where a whole scan has to tell what became of files. */
export function filesFound(
  { changed, added, removed, others, odd, watchedChanged }: Differences,
  lastRun: LastRun,
  world: KnownWorld,
  { articles }: Config,
): FilesFound | undefined {
  const { folders } = lastRun.snapshot;
  if (odd.length > 0 || watchedChanged.length > 0) return undefined;
  const toRead: FileToRead[] = [];
  const newOthers: PlaceInSnapshot[] = [];
  const goneOthers = new Set<number>();
  const folderAt = (place: PlaceInSnapshot) => articles[place.folder] as ArticleFolder;
  const scanned = (place: PlaceInSnapshot): ScannedFile | undefined => {
    const folder = folderAt(place);
    const absolute = join(folders[place.folder]?.root ?? '', place.inside);
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    if (!stats?.isFile() || stats.size > maxFileBytes) return undefined;
    const path = folder.prefix + place.inside.normalize('NFC');
    return { absolute, path, shown: shownIn(folder, place.inside), bytes: stats.size, stat: fileStatOf(stats) };
  };

  for (const place of changed) {
    const at = rowOf(place, world, folderAt(place));
    const file = scanned(place);
    if (at === undefined || !file) return undefined;
    toRead.push({ at, folder: place.folder, file });
  }
  const gone = new Set<number>();
  for (const place of removed) {
    const at = rowOf(place, world, folderAt(place));
    if (at === undefined) return undefined;
    gone.add(at);
  }
  // What is told of two whose names differ by case only is a scan's to tell.
  for (const row of [...toRead.map(({ at }) => at), ...gone])
    if (hasTwin(world.columns.path.at(row), world, new Set([row, ...gone]))) return undefined;
  const isArticle = articles.map(articleTest);
  for (const place of added) {
    const file = scanned(place);
    if (!file) return undefined;
    if (!isArticle[place.folder]?.(place.inside)) newOthers.push(place);
    else if (hasTwin(file.path, world, gone)) return undefined;
    else toRead.push({ at: world.files, folder: place.folder, file });
  }
  for (const place of others) {
    const stats = lstatSync(join(folders[place.folder]?.root ?? '', place.inside), { throwIfNoEntry: false });
    if (isPassedOver(place.inside)) {
      const isTold = stats?.isDirectory() || isArticle[place.folder]?.(place.inside);
      if (isTold || wasTold(shownIn(folderAt(place), place.inside), lastRun)) return undefined;
      continue;
    }
    const at = otherRowOf(place, world);
    if (at !== undefined && !stats?.isFile()) goneOthers.add(at);
  }
  const twins = new Set(toRead.map(({ file }) => pathKey(file.path)));
  if (twins.size < toRead.length) return undefined;
  return withAskers({ toRead: renumbered(toRead, world.files), gone, newOthers, goneOthers }, world, articles, folders);
}

/** New files take the rows behind the last, one after the other. */
function renumbered(toRead: readonly FileToRead[], size: number): FileToRead[] {
  let next = size;
  return toRead.map((each) => (each.at < size ? each : { ...each, at: next++ }));
}

function rowOf(place: PlaceInSnapshot, { columns }: KnownWorld, folder: ArticleFolder): number | undefined {
  const shown = shownIn(folder, place.inside);
  const key = pathKey(folder.prefix + place.inside);
  for (let row = columns.filePathKey.indexOf(key); row >= 0; row = columns.filePathKey.indexOf(key, row + 1)) {
    if (columns.shown.at(row) === shown) return row;
  }
  return undefined;
}

/** Whether a file but these has a name that differs from this one by case at most. */
function hasTwin(path: string, { columns }: KnownWorld, but: ReadonlySet<number>): boolean {
  const key = pathKey(path);
  for (let row = columns.filePathKey.indexOf(key); row >= 0; row = columns.filePathKey.indexOf(key, row + 1)) {
    if (!but.has(row)) return true;
  }
  return false;
}

function wasTold(shown: string, { result }: LastRun): boolean {
  return result().diagnostics.some(({ file }) => file === shown);
}

function otherRowOf({ folder, inside }: PlaceInSnapshot, { table }: KnownWorld): number | undefined {
  const names = table.text('others.name');
  const folders = table.u32('others.folder');
  for (let row = 0; row < names.length; row++) if (folders[row] === folder && names.at(row) === inside) return row;
  return undefined;
}

/** Articles that looked for a name which came or went are read again: what they found may be another file now. */
function withAskers(
  found: FilesFound,
  world: KnownWorld,
  articles: readonly ArticleFolder[],
  folders: Snapshot['folders'],
): FilesFound | undefined {
  const { columns, table } = world;
  const keys = articles.map(() => new Set<number>());
  const differs = (folder: number, path: string) => {
    keys[folder]?.add(askedKey('path', path));
    keys[folder]?.add(askedKey('name', path.slice(path.lastIndexOf('/') + 1).toLowerCase()));
  };
  const prefixOf = (folder: number) => articles[folder]?.prefix ?? '';
  for (const { at, folder, file } of found.toRead) {
    if (at >= world.files) differs(folder, file.path.slice(prefixOf(folder).length));
  }
  for (const row of found.gone) {
    const folder = columns.folder[row] as number;
    differs(folder, columns.path.at(row).slice(prefixOf(folder).length));
  }
  for (const { folder, inside } of found.newOthers) differs(folder, inside.normalize('NFC'));
  const others = table.text('others.name');
  for (const row of found.goneOthers)
    differs(table.u32('others.folder')[row] as number, others.at(row).normalize('NFC'));
  if (keys.every(({ size }) => size === 0)) return found;

  const known = new Set(found.toRead.map(({ at }) => at));
  const [asked, ends] = [table.u32('files.asked'), table.u32('files.asked.ends')];
  const askers: FileToRead[] = [];
  for (let row = 0, at = 0; row < world.files; row++) {
    const folder = columns.folder[row] as number;
    const end = ends[row] as number;
    let isAsker = false;
    for (; at < end; at++) isAsker ||= keys[folder]?.has(asked[at] as number) ?? false;
    if (!isAsker || known.has(row) || found.gone.has(row)) continue;
    askers.push({ at: row, folder, file: knownFile(row, world, articles, folders) });
  }
  return { ...found, toRead: [...found.toRead, ...askers] };
}

/** A file as the last run met it. */
export function knownFile(
  row: number,
  { columns, table }: KnownWorld,
  articles: readonly ArticleFolder[],
  folders: Snapshot['folders'],
): ScannedFile {
  const folder = columns.folder[row] as number;
  const shown = columns.shown.at(row);
  const stat = statsIn(table, 'files.stat').at(row);
  const absolute = join(folders[folder]?.root ?? '', insideOf(shown, articles[folder] as ArticleFolder));
  return { absolute, path: columns.path.at(row), shown, bytes: stat.size, stat };
}

function insideOf(shown: string, folder: ArticleFolder): string {
  return folder.shown === '.' ? shown : shown.slice(folder.shown.length + 1);
}

import { realpathSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { isAddressedByPath, pageAddress } from '../../archive/page-address.ts';
import { maxFileBytes } from '../../article/decode.ts';
import { type ReadContext, type ReadResult, readArticle } from '../../article/read.ts';
import type { ArticleFolder, Config } from '../../config/config.ts';
import type { Instant } from '../../text/instant.ts';
import { type StoreSetUp, storedPictures } from '../pictures/stored-pictures.ts';
import { readRegularFile } from '../regular-file.ts';
import { localFilesOf } from './local-files.ts';
import type { ScannedFile } from './scan.ts';

/** What a thread is told once: everything that reading depends on beside the file. */
export interface WorkerSetUp {
  readonly now: Instant;
  readonly site: Pick<Config, 'baseUrl' | 'timezone' | 'link'>;
  readonly folders: readonly FolderSetUp[];
  /** Absent where no folder shows copies of remote pictures. */
  readonly pictures?: StoreSetUp;
}

export interface FolderSetUp {
  readonly folder: ArticleFolder;
  /** Paths of its articles and of its other files, relative to it. */
  readonly articles: readonly string[];
  readonly others: readonly string[];
}

/** Files of one folder, by its place in {@link WorkerSetUp.folders}. */
export interface ReadTask {
  readonly folder: number;
  readonly files: readonly ScannedFile[];
}

/** Reads and renders files, a result each, in their order. */
export function readFiles({ folder, files }: ReadTask): ReadResult[] {
  const context = contextOf(folder);
  return files.map((file) => readOne(file, context));
}

type FolderContext = (file: ScannedFile) => ReadContext;
const contexts = new Map<number, FolderContext>();

function contextOf(index: number): FolderContext {
  const known = contexts.get(index);
  if (known) return known;
  const { now, site, folders, pictures: store } = setUp();
  const { folder, articles, others } = folders[index] as FolderSetUp;
  const root = realpathSync(folder.folder);
  const pageUrl: ReadContext['pageUrl'] = (facts) => pageAddress(site, facts);
  const filesBeside = localFilesOf({
    root,
    baseUrl: site.baseUrl,
    contents: once(() => {
      const paths = new Map([...articles, ...others].map((path) => [path.normalize('NFC'), path]));
      const known = isAddressedByPath(site.link) ? articles.map((path) => path.normalize('NFC')) : [];
      const page = (path: string) => pageUrl({ path: folder.prefix + path, published: now });
      return { paths, pages: new Map(known.map((path) => [path, page(path)])), byName: byName([...paths.keys()]) };
    }),
  });
  const pictures = folder.pictures && store ? storedPictures(store, site.baseUrl) : undefined;
  const context: FolderContext = (file) => ({
    now,
    timezone: site.timezone,
    baseUrl: site.baseUrl,
    clippings: site.link.clippings,
    defaults: folder,
    pageUrl,
    files: filesBeside(file.absolute),
    ...(pictures && { pictures }),
  });
  contexts.set(index, context);
  return context;
}

function setUp(): WorkerSetUp {
  // tinypool hands on what it was given as the second of a pair.
  return (workerData as [unknown, WorkerSetUp])[1];
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function byName(paths: readonly string[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const same = names.get(name);
    if (same) same.push(path);
    else names.set(name, [path]);
  }
  return names;
}

function readOne(file: ScannedFile, context: FolderContext): ReadResult {
  const bytes = readRegularFile(file.stored ?? file.absolute, maxFileBytes);
  if (!('refused' in bytes)) return readArticle(bytes, { path: file.path, file: file.shown }, context(file));
  return {
    diagnostics: [
      {
        severity: 'error',
        code: 'file/unreadable',
        file: file.shown,
        message: bytes.refused,
        hint: 'give the user that runs this leave to read it, or leave it out with `exclude`',
      },
    ],
  };
}

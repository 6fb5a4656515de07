import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { isAddressedByPath, pageAddress } from '../archive/page-address.ts';
import type { Article } from '../article/article.ts';
import { type ReadContext, readArticle } from '../article/read.ts';
import type { ArticleFolder, Config } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Instant } from '../text/instant.ts';
import { localFilesOf } from './local-files.ts';
import type { ScannedFile } from './scan.ts';

/** What a thread is told once: everything that reading depends on beside the file. */
export interface WorkerSetUp {
  readonly now: Instant;
  readonly site: Pick<Config, 'baseUrl' | 'timezone' | 'link'>;
  readonly folders: readonly FolderSetUp[];
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

export interface ReadResult {
  readonly article?: Article;
  readonly diagnostics: readonly Diagnostic[];
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
  const { now, site, folders } = setUp();
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
  const context: FolderContext = (file) => ({
    now,
    timezone: site.timezone,
    baseUrl: site.baseUrl,
    clippings: site.link.clippings,
    defaults: folder,
    pageUrl,
    files: filesBeside(file.absolute),
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
  let bytes: Buffer;
  try {
    bytes = readRegularFile(file.absolute);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      diagnostics: [
        {
          severity: 'error',
          code: 'file/unreadable',
          file: file.shown,
          message: `cannot be read (${code ?? message})`,
          hint: 'give the user that runs this leave to read it, or leave it out with `exclude`',
        },
      ],
    };
  }
  return readArticle(bytes, { path: file.path, file: file.shown }, context(file));
}

/** What was a file when the folder was walked may be a FIFO by now; reading must not wait for it. */
function readRegularFile(path: string): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error('not a regular file');
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

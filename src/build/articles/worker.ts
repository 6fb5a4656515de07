import { realpathSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { isAddressedByPath, pageAddress } from '../../archive/page-address.ts';
import type { Article, ArticleFacts } from '../../article/article.ts';
import { contentBytes } from '../../article/content-bytes.ts';
import { maxFileBytes } from '../../article/decode.ts';
import { type ReadContext, readArticle } from '../../article/read.ts';
import { isPacked } from '../../article/stored.ts';
import type { ArticleFolder, Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Instant } from '../../text/instant.ts';
import { sha256 } from '../../text/sha256.ts';
import { type PackPlace, PackWriter } from '../cache/pack.ts';
import { type StoreSetUp, storedPictures } from '../pictures/stored-pictures.ts';
import { readRegularFile } from '../regular-file.ts';
import { toldTo } from '../told.ts';
import { folderNames, rarelyAskedNames } from './folder-names.ts';
import { localFilesOf, type OpenedFile } from './local-files.ts';
import { askedKey, type Grounds, type ReadRow, rowBytes } from './read-row.ts';
import type { ScannedFile } from './scan.ts';

/** What a thread is told once: everything that reading depends on beside the file. */
export interface WorkerSetUp {
  readonly now: Instant;
  readonly site: Pick<Config, 'baseUrl' | 'timezone' | 'link'>;
  readonly folders: readonly FolderSetUp[];
  /** Whether few files are to be read. */
  readonly isSmall: boolean;
  /** Absent where no folder shows copies of remote pictures. */
  readonly pictures?: StoreSetUp;
  /** Where contents and what was read are put. */
  readonly cache: PackPlace;
}

export interface FolderSetUp {
  readonly folder: ArticleFolder;
  /** {@link namesText} of its articles, in NFC, and of its other files, relative to it. */
  readonly articles: string;
  readonly others: string;
}

/** Files of one folder, by its place in {@link WorkerSetUp.folders}. */
export interface ReadTask {
  readonly folder: number;
  readonly files: readonly ScannedFile[];
  /** For a thread that was told nothing at its start. */
  readonly setUp?: WorkerSetUp;
}

/** Reads and renders files, a row each, in their order. */
export function readFiles({ folder, files, setUp }: ReadTask): ReadRow[] {
  if (setUp) reader = new FileReader(setUp);
  return (reader as FileReader).readAll(folder, files);
}

/** What one reading has followed from so far. */
interface Followed {
  readonly asked: Set<number>;
  readonly opened: Map<string, OpenedFile>;
  hasPictures: boolean;
}

type FolderContext = (file: ScannedFile, followed: Followed) => ReadContext;

class FileReader {
  readonly #setUp: WorkerSetUp;
  readonly #packs: PackWriter;
  readonly #contexts = new Map<number, FolderContext>();

  constructor(setUp: WorkerSetUp) {
    this.#setUp = setUp;
    this.#packs = new PackWriter(setUp.cache);
  }

  readAll(folder: number, files: readonly ScannedFile[]): ReadRow[] {
    const contextOf = this.#contexts.get(folder) ?? this.#contextOf(folder);
    this.#contexts.set(folder, contextOf);
    return this.#packs.during(() => files.map((file) => this.#read(file, contextOf)));
  }

  #contextOf(index: number): FolderContext {
    const { now, site, folders, isSmall, pictures: store } = this.#setUp;
    const { folder, articles, others } = folders[index] as FolderSetUp;
    const pageUrl: ReadContext['pageUrl'] = (facts) => pageAddress(site, facts);
    const pageOf = (path: string) => pageUrl({ path: folder.prefix + path, published: now });
    const filesBeside = localFilesOf({
      root: realpathSync(folder.folder),
      baseUrl: site.baseUrl,
      names: once(() => (isSmall ? rarelyAskedNames(articles, others) : folderNames(articles, others))),
      pageOf: isAddressedByPath(site.link) ? pageOf : undefined,
    });
    const pictures = folder.pictures && store ? storedPictures(store, site.baseUrl) : undefined;
    return (file, followed) => ({
      now,
      timezone: site.timezone,
      baseUrl: site.baseUrl,
      clippings: site.link.clippings,
      defaults: folder,
      pageUrl,
      files: filesBeside(file.absolute, {
        asked: (kind, name) => followed.asked.add(askedKey(kind, name)),
        opened: (opened) => followed.opened.set(opened.path, opened),
      }),
      ...(pictures && {
        pictures: {
          find(address: string) {
            followed.hasPictures = true;
            return pictures.find(address);
          },
        },
      }),
    });
  }

  #read(file: ScannedFile, contextOf: FolderContext): ReadRow {
    const bytes = readRegularFile(file.stored ?? file.absolute, maxFileBytes);
    if ('refused' in bytes) return { diagnostics: [unreadable(file, bytes.refused)] };
    const followed: Followed = { asked: new Set(), opened: new Map(), hasPictures: false };
    const context = contextOf(file, followed);
    const { article, ...read } = readArticle(bytes, { path: file.path, file: file.shown }, context);
    const hash = article?.fileHash ?? sha256(bytes);
    const row = { ...read, ...(article && { article: this.#factsOf(article) }), hash };
    return file.stored === undefined && this.#isLasting(followed) ? this.#onGrounds(row, followed) : row;
  }

  #factsOf({ html, summary, image, origins, ...facts }: Article): ArticleFacts {
    const content = { html, summary, ...(image !== undefined && { image }), origins };
    return { ...facts, content: this.#packs.put(contentBytes(content)), hasHtml: html !== '' };
  }

  /** Whether another run would read the same: not where a link led to a file, which a walk cannot vouch for. */
  #isLasting({ opened }: Followed): boolean {
    return [...opened.values()].every(({ stat }) => stat !== undefined);
  }

  #onGrounds(row: ReadRow, { asked, opened, hasPictures }: Followed): ReadRow {
    const facts = { asked: [...asked], opened: [...opened.values()] as Grounds['opened'], hasPictures };
    const packed = this.#packs.put(rowBytes(row, facts));
    return isPacked(packed) ? { ...row, grounds: { row: packed, ...facts } } : row;
  }
}

// Told at its start, or with its first task.
const told = toldTo<WorkerSetUp | undefined>(workerData);
let reader = told && new FileReader(told);

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function unreadable({ shown }: ScannedFile, refused: string): Diagnostic {
  return {
    severity: 'error',
    code: 'file/unreadable',
    file: shown,
    message: refused,
    hint: 'give the user that runs this leave to read it, or leave it out with `exclude`',
  };
}

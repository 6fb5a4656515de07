import { createHash } from 'node:crypto';
import { lstatSync, realpathSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readManifest } from '../build/output/manifest.ts';
import { goneMark } from '../site/gone-mark.ts';
import type { Instant } from '../text/instant.ts';
import { byCodeUnit } from '../text/order.ts';
import { codedAhead, representationsOf } from './code.ts';
import { cutFeed } from './delta.ts';
import { type Kind, kindOf, pageType } from './kind.ts';
import { asOpened, isSameFile, openFile, readShortFile } from './open-file.ts';
import type { EarlierVersion, Gone, OpenedFile, ServedDocument, Site } from './site.ts';
import { isIndex, pathBelow, withdrawnIn } from './withdrawn.ts';

/** What a site is made of beside the files. */
export interface SiteOptions extends Pick<Site, 'aliases'> {
  /** Absolute path of the output folder. */
  readonly output: string;
  /** `Link` (RFC 8288) of a document, where it has any. */
  readonly linkOf: (path: string) => string | undefined;
  /** Absolute; ends in `/`. */
  readonly baseUrl: string;
}

export interface LoadedSite {
  readonly site: Site;
  /** Whether there is a list of files that names any. */
  readonly isListed: boolean;
  /**
   * Whether every file was there with the bytes that the list of files says: not while a run is publishing, nor after
   * one that was killed while it did.
   */
  readonly isWhole: boolean;
}

/** Bytes of files that are held in memory, feeds first; together with their codings half as much again. */
const heldAtMost = 64 * 1024 * 1024;
const heldFileAtMost = 4 * 1024 * 1024;
/** Of these, of texts that nobody polls: the front door and what lies next to it, not ten thousand pages. */
const heldPagesAtMost = 8 * 1024 * 1024;

/** How many versions of a feed are known by their entries: those of half a day, where every run changes it. */
const earlierAtMost = 64;

/** Bytes of a file that are read at once. */
const readAtOnce = 1024 * 1024;
/** Bytes of a file that is read without a turn for requests. */
const shortFile = 256 * 1024;

/** Files looked at before requests get a turn. */
const filesATurn = 256;
/** The same of files that are read. */
const readingsATurn = 16;

/**
 * Makes a site out of a finished output folder: what its list of files (`.hayloft.json`) names, and is a regular file
 * in a regular folder, and nothing else. What is unchanged since `before` is taken from there: neither read nor coded
 * again. Files that are missing or unreadable are left out.
 */
export async function loadSite(options: SiteOptions, before?: Site): Promise<LoadedSite> {
  const { output, linkOf, baseUrl } = options;
  const manifest = readManifest(output);
  const found = await regularFiles(output, [...manifest.keys()]);
  const kinds = new Map([...found.keys()].map((path) => [path, kindOf(path, (other) => manifest.has(other))]));
  const held = chooseHeld(found, kinds);
  const documents = new Map<string, ServedDocument>();
  const buffer = Buffer.allocUnsafe(readAtOnce);
  let isWhole = found.size === manifest.size;
  let readings = 0;
  for (const [path, file] of found) {
    const wanted = { path, file, kind: kinds.get(path) as Kind, link: linkOf(path), isHeld: held.has(path) };
    const known = before?.documents.get(path);
    const same = known && unchanged(known, wanted);
    if (!same && ++readings % readingsATurn === 0) await nextTurn();
    const document = same ?? (await readDocument(wanted, known, buffer));
    if (document) documents.set(path, document);
    if (document?.digest !== manifest.get(path)) isWhole = false;
  }
  return {
    site: { ...emptySite(options), documents, gone: goneFrom(documents, baseUrl) },
    isListed: manifest.size > 0,
    isWhole,
  };
}

/** What there is before anything was published. */
export function emptySite({ aliases, baseUrl }: SiteOptions): Site {
  return { documents: new Map(), gone: new Map(), aliases, mount: new URL(baseUrl).pathname };
}

/** The site with all codings made ahead of what is held; as far as that came when it was given up. */
export async function codeAhead(site: Site, giveUp: AbortSignal): Promise<Site> {
  const documents = new Map(site.documents);
  for (const [path, document] of site.documents) {
    if (giveUp.aborted) break;
    documents.set(path, await codedAhead(document));
  }
  return { ...site, documents };
}

/** Those of the paths that are files, and lie in no folder that a link leads to. */
async function regularFiles(output: string, paths: readonly string[]): Promise<Map<string, OpenedFile>> {
  const found = new Map<string, OpenedFile>();
  const isReal = realFolders(output);
  for (const [i, path] of paths.entries()) {
    if (i % filesATurn === filesATurn - 1) await nextTurn();
    if (!isReal(dirname(path))) continue;
    const stats = lstatSync(join(output, path), { throwIfNoEntry: false, bigint: true });
    if (stats?.isFile()) found.set(path, asOpened(join(output, path), stats));
  }
  return found;
}

function realFolders(output: string): (folder: string) => boolean {
  const known = new Map<string, boolean>();
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const isReal = leadsToItself(output, folder);
    known.set(folder, isReal);
    return isReal;
  };
}

/** The output folder itself may be reached by a link; what is below it may not. */
function leadsToItself(output: string, folder: string): boolean {
  try {
    return realpathSync(join(output, folder)) === join(realpathSync(output), folder);
  } catch {
    return false;
  }
}

const ranks: Readonly<Record<Kind['lasting'], number>> = { run: 0, revision: 1, ever: 2 };

/**
 * What is asked for most often first: feeds before pages, the main ones before those of tags and sources; then small
 * before large.
 */
function chooseHeld(found: ReadonlyMap<string, OpenedFile>, kinds: ReadonlyMap<string, Kind>): Set<string> {
  const candidates = [...found].map(([path, { size }]) => {
    const { lasting, feed, isText } = kinds.get(path) as Kind;
    const isPage = isText && feed === undefined;
    return { path, size: Number(size), isPage, rank: ranks[lasting], depth: path.split('/').length };
  });
  candidates.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(a.isPage) - Number(b.isPage) ||
      a.depth - b.depth ||
      a.size - b.size ||
      byCodeUnit(a.path, b.path),
  );
  const held = new Set<string>();
  let room = heldAtMost;
  let roomOfPages = heldPagesAtMost;
  for (const { path, size, isPage } of candidates) {
    if (size > heldFileAtMost || size > room || (isPage && size > roomOfPages)) continue;
    room -= size;
    if (isPage) roomOfPages -= size;
    held.add(path);
  }
  return held;
}

interface Wanted {
  readonly path: string;
  readonly file: OpenedFile;
  readonly kind: Kind;
  readonly link: string | undefined;
  readonly isHeld: boolean;
}

function unchanged(known: ServedDocument, { file, kind, link, isHeld }: Wanted): ServedDocument | undefined {
  const wasHeld = known.representations.some(({ bytes }) => bytes !== undefined);
  if (known.file.path !== file.path || !isSameFile(known.file, file) || wasHeld !== isHeld) return undefined;
  // A page that has become full is kept longer from then on.
  return known.lasting === kind.lasting && known.link === link ? known : { ...known, ...kind, link };
}

/** Reads and hashes it; undefined where it is gone or no file by now. */
async function readDocument(
  { path, file: seen, kind, link, isHeld }: Wanted,
  known: ServedDocument | undefined,
  buffer: Buffer,
): Promise<ServedDocument | undefined> {
  const reading = await readFile(seen, isHeld || isIndex(path), buffer);
  if (!reading) return undefined;
  const { file, length, digest, bytes, isGone } = reading;
  const modified = Math.floor(Math.min(Number(file.written / 1_000_000n), Date.now()) / 1000) * 1000;
  return {
    path,
    ...kind,
    file,
    link,
    digest,
    modified,
    unclearUntil: known && lastDateBefore(known, digest, modified),
    length,
    representations: representationsOf(digest, length, kind.isText, isHeld ? bytes : undefined),
    isGone: isGone && kind.type === pageType,
    earlier: known ? earlierVersions(known, digest) : [],
    withdrawn: bytes && isIndex(path) ? withdrawnIn(bytes) : [],
  };
}

interface Reading {
  readonly file: OpenedFile;
  readonly length: number;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Where they were asked for. */
  readonly bytes?: Buffer;
  /** Whether the mark of pages that are gone is among its first bytes. */
  readonly isGone: boolean;
}

/** @param buffer What is read is put there: a new one for each file would be garbage of as many bytes as there are. */
async function readFile(seen: OpenedFile, isWanted: boolean, buffer: Buffer): Promise<Reading | undefined> {
  const short = seen.size < shortFile ? readShortFile(seen.path, buffer) : undefined;
  if (short) {
    const { file, bytes } = short;
    return { file, ...described(bytes), ...(isWanted && { bytes: Buffer.from(bytes) }) };
  }
  const opened = await openFile(seen.path);
  if (!opened) return undefined;
  const { handle, file } = opened;
  try {
    if (!isWanted) return { file, length: Number(file.size), ...(await readInPieces(handle, buffer)) };
    const bytes = await handle.readFile();
    return { file, ...described(bytes), bytes };
  } finally {
    await handle.close();
  }
}

function described(bytes: Buffer): Pick<Reading, 'length' | 'digest' | 'isGone'> {
  return {
    length: bytes.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
    isGone: bytes.includes(goneMark.markup),
  };
}

async function readInPieces(handle: FileHandle, buffer: Buffer): Promise<Pick<Reading, 'digest' | 'isGone'>> {
  const hash = createHash('sha256');
  let isGone: boolean | undefined;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    const piece = buffer.subarray(0, bytesRead);
    isGone ??= piece.includes(goneMark.markup);
    if (bytesRead === 0) return { digest: hash.digest('hex'), isGone };
    hash.update(piece);
  }
}

/** Of two versions within a second, and where clocks, backups or copies set the time of a file back. */
function lastDateBefore(known: ServedDocument, digestNow: string, modified: Instant): Instant | undefined {
  const dates = [known.unclearUntil, known.digest === digestNow ? undefined : known.modified];
  const last = Math.max(...dates.map((date) => date ?? Number.NEGATIVE_INFINITY));
  return last >= modified ? last : undefined;
}

/** What is remembered of a document, and of those before it, whose place another takes. */
function earlierVersions(known: ServedDocument, digestNow: string): readonly EarlierVersion[] {
  const { feed, digest, representations, earlier } = known;
  if (digest === digestNow) return earlier;
  const bytes = representations.find(({ coding }) => coding === 'identity')?.bytes;
  const cut = feed && bytes && cutFeed(bytes, feed);
  if (!cut) return earlier;
  return [{ digest, entries: Float64Array.from(cut.entries, ({ key }) => key) }, ...earlier].slice(0, earlierAtMost);
}

function goneFrom(documents: ReadonlyMap<string, ServedDocument>, baseUrl: string): Map<string, Gone> {
  const gone = new Map<string, Gone>();
  for (const { withdrawn } of documents.values()) {
    for (const [url, each] of withdrawn) {
      const path = pathBelow(baseUrl, url);
      if (path !== undefined) gone.set(path, each);
    }
  }
  return gone;
}

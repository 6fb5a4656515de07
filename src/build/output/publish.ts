import { lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { isPacked } from '../../article/stored.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { DefectsIn } from '../../feed/check/check-documents.ts';
import type { Document } from '../../feed/document.ts';
import { caseless } from '../../text/caseless.ts';
import { sha256 } from '../../text/sha256.ts';
import { type FileStat, fileStatOf, isSameStat } from '../cache/file-stat.ts';
import { isSystemError } from '../system-error.ts';
import type { Workforce } from '../workforce.ts';
import { manifestName, manifestText, readManifest } from './manifest.ts';
import { type Lying, type OutputManifest, planWrites, type WritePlan } from './plan-writes.ts';
import { cannotWrite, defective, foreignFiles, obstacleAt, writtenToMeanwhile } from './refusals.ts';
import { lyingAt } from './stage.ts';

/** Where documents are written first; one rename puts each in place once all of them are there. */
export const stagingName = '.hayloft-staging';

export interface Publication {
  readonly plan: WritePlan;
  /** Every document, by path. */
  readonly made: ReadonlyMap<string, MadeDocument>;
  /** Why nothing was published; empty where it was. */
  readonly refusals: readonly Diagnostic[];
}

/** A document as it is now. */
export type MadeDocument = Omit<KnownDocument, 'stat'>;

/** What has to hold before anything is put in its place. */
export interface Conditions {
  /** Asked of each document that is not published yet. */
  readonly defectsIn: DefectsIn;
  /**
   * Records what the documents depend on: called once all of them are staged. Where it says why it cannot, nothing is
   * published.
   */
  remember(): readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
}

/** Who does the work, and what is known of what was published before. */
export interface Means {
  readonly workforce: Pick<Workforce, 'stage'>;
  /** Whether there is so much to be made that it is worth threads. */
  readonly isMuch: boolean;
  readonly known: PublishedBefore;
  /** Documents of before that stay as they are unless they are made again; of these it is known that they lie there. */
  readonly standing?: Iterable<readonly [path: string, document: KnownDocument]>;
}

/** A document as it was published last, and what its file looked like then. */
export interface KnownDocument {
  /** {@link keyOf} what it was made of. */
  readonly key: string;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly bytes: number;
  readonly stat: FileStat;
}

export type PublishedBefore = { get(path: string): KnownDocument | undefined };

/**
 * Puts the documents of a run into the output folder: all of them, or, when anything stands in the way before the
 * first is in place, none.
 *
 * Unchanged bytes are not written again, and a run that changes nothing writes nothing at all. What earlier runs wrote
 * and this one does not know is removed at the end, and nothing else is: files of the user's are left alone, and one
 * that lies where a document belongs is a reason to refuse.
 *
 * @param write False: decides and compares only.
 */
export async function publish(
  output: string,
  shown: string,
  documents: Iterable<Document>,
  write: boolean,
  conditions: Conditions,
  means: Means,
): Promise<Publication> {
  try {
    const obstacle = obstacleAt(output, shown);
    return obstacle ? refusedFor(obstacle) : await publishInto(output, shown, documents, write, conditions, means);
  } catch (error) {
    if (error instanceof DefectiveDocument) return refusedFor(defective(error.path, error.defects));
    if (!isSystemError(error)) throw error;
    return refusedFor(isOfAnotherRun(error) ? writtenToMeanwhile(shown) : cannotWrite(shown, error));
  }
}

function refusedFor(refusal: Diagnostic): Publication {
  return { plan: { documents: [], write: [], remove: [], foreign: [] }, made: new Map(), refusals: [refusal] };
}

class DefectiveDocument extends Error {
  readonly path: string;
  readonly defects: readonly string[];
  constructor(path: string, defects: readonly string[]) {
    super(path);
    this.path = path;
    this.defects = defects;
  }
}

/** What this run has staged is gone, or what it has not is there. */
function isOfAnotherRun({ code = '', path = '' }: NodeJS.ErrnoException): boolean {
  return path.split(sep).includes(stagingName) && ['EEXIST', 'ENOENT', 'ENOTEMPTY'].includes(code);
}

async function publishInto(
  output: string,
  shown: string,
  documents: Iterable<Document>,
  write: boolean,
  { defectsIn, remember }: Conditions,
  { workforce, isMuch, known, standing = [] }: Means,
): Promise<Publication> {
  const staging = join(output, stagingName);
  const ours = readManifest(output);
  const made = new Map<string, MadeDocument>();
  const lying = new Map<string, Lying>();

  /** Those of which it is not known that they lie there as they are. */
  function* uncertain(): Generator<Document & { readonly key: string }> {
    for (const document of documents) {
      const { path } = document;
      const key = keyOf(document);
      const before = known.get(path);
      if (before?.key === key && isUntouched(join(output, path), before)) {
        made.set(path, before);
        lying.set(path, before);
        continue;
      }
      const defects = defectsIn(document);
      if (defects.length > 0) throw new DefectiveDocument(path, defects);
      // Their order is that of publication, whichever thread is ready first.
      made.set(path, { key, digest: '', bytes: 0 });
      yield { path, chunks: document.chunks, key };
    }
  }

  try {
    // A run that was killed leaves its own.
    if (write) rmSync(staging, { recursive: true, force: true });
    await workforce.stage(uncertain(), isMuch, ({ path, key }, staged) => {
      made.set(path, { key, digest: staged.digest, bytes: staged.bytes });
      lying.set(path, staged.lying);
    });
    for (const [path, document] of standing) {
      if (made.has(path)) continue;
      made.set(path, document);
      lying.set(path, document);
    }
    const plan = planWrites(made, ours, (path) => lying.get(path) ?? lyingAt(join(output, path)));
    if (plan.foreign.length > 0) return { plan, made, refusals: [foreignFiles(shown, plan.foreign)] };
    const refusals = write ? await putInPlace(output, staging, plan, { before: ours, made, remember }) : [];
    return { plan, made, refusals };
  } finally {
    if (write) removeQuietly(staging);
  }
}

/** What a document is made of: as long as that is the same, so are its bytes. */
export function keyOf({ key, chunks }: Document): string {
  if (key !== undefined) return key;
  // Lengths stand before, so that no two lists of chunks are one text.
  const parts = chunks.map((chunk) =>
    isPacked(chunk) ? `${chunk.length} ${chunk.sum}` : `${chunk.length}:${Buffer.from(chunk).toString('latin1')}`,
  );
  return sha256(parts.join('\n')).slice(0, 32);
}

/** Whether a file is as it was when it was published. */
export function isUntouched(path: string, { stat }: KnownDocument): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && isSameStat(fileStatOf(stats), stat);
}

/**
 * Names of both runs are ours until the last rename is done, so that a run that is killed leaves nothing unowned.
 * Everything that asks the disk for room comes before the first rename.
 */
async function putInPlace(
  output: string,
  staging: string,
  plan: WritePlan,
  { before, made, remember }: Placing,
): Promise<readonly Diagnostic[]> {
  const after = new Map([...made].map(([path, { digest }]) => [path, digest]));
  const manifest = join(output, manifestName);
  const meanwhile = join(staging, `${manifestName}-meanwhile`);
  const final = join(staging, manifestName);
  const changes = plan.write.length > 0 || plan.remove.length > 0;
  const listed = manifestText(after);
  if (!changes && isThere(manifest, listed)) return remember();
  mkdirSync(staging, { recursive: true });
  writeFileSync(meanwhile, manifestText(new Map([...before, ...after])), { flag: 'wx' });
  writeFileSync(final, listed, { flag: 'wx' });
  makeFolders(output, plan.write);
  const refusals = await remember();
  if (refusals.length > 0) {
    removeFolders(output, plan.write);
    return refusals;
  }

  renameSync(meanwhile, manifest);
  for (const path of plan.write) renameSync(join(staging, path), join(output, path));
  removeFiles(output, plan.remove, made);
  renameSync(final, manifest);
  return [];
}

/** Where case does not matter, what is to go may be what stays under the name of now. */
function removeFiles(output: string, paths: readonly string[], made: Placing['made']): void {
  if (paths.length === 0) return;
  const twins = new Map(Array.from(made.keys(), (path) => [caseless(path), path]));
  for (const path of paths) {
    const twin = twins.get(caseless(path));
    if (twin !== undefined && isOneFile(join(output, path), join(output, twin))) {
      renameSync(join(output, path), join(output, twin));
      continue;
    }
    unlinkSync(join(output, path));
    removeEmptyFolders(output, dirname(path));
  }
}

/** Whether two paths are one name of one file, not two names of it. */
function isOneFile(path: string, other: string): boolean {
  const [stats, others] = [path, other].map((each) => lstatSync(each, { bigint: true, throwIfNoEntry: false }));
  return stats !== undefined && stats.ino === others?.ino && stats.dev === others.dev && stats.nlink === 1n;
}

interface Placing {
  readonly before: OutputManifest;
  readonly made: ReadonlyMap<string, MadeDocument>;
  readonly remember: Conditions['remember'];
}

function isThere(path: string, text: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && readFileSync(path, 'utf8') === text;
}

/** The folders of these paths; none is left behind where one of them cannot be made. */
function makeFolders(output: string, paths: readonly string[]): void {
  try {
    for (const path of paths) mkdirSync(dirname(join(output, path)), { recursive: true });
  } catch (error) {
    removeFolders(output, paths);
    throw error;
  }
}

/** Those of them that are empty. */
function removeFolders(output: string, paths: readonly string[]): void {
  for (const path of paths) removeEmptyFolders(output, dirname(path));
}

function removeEmptyFolders(output: string, folder: string): void {
  for (let path = folder; path !== '.' && path !== ''; path = dirname(path)) {
    try {
      rmdirSync(join(output, path));
    } catch {
      return;
    }
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // A disk that cannot be written to has been reported by now.
  }
}

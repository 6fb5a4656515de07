import { createHash } from 'node:crypto';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writevSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';
import type { DefectsIn } from '../../feed/check/check-documents.ts';
import type { Document } from '../../feed/document.ts';
import { isSystemError } from '../system-error.ts';
import { manifestName, manifestText, readManifest } from './manifest.ts';
import { type Lying, type OutputManifest, planWrites, type WritePlan } from './plan-writes.ts';
import { cannotWrite, defective, foreignFiles, obstacleAt, writtenToMeanwhile } from './refusals.ts';

/** Where documents are written first; one rename puts each in place once all of them are there. */
export const stagingName = '.hayloft-staging';

export interface Publication {
  readonly plan: WritePlan;
  /** Why nothing was published; empty where it was. */
  readonly refusals: readonly Diagnostic[];
}

/** What has to hold before anything is put in its place. */
export interface Conditions {
  /** Asked of each document that is not published yet. */
  readonly defectsIn: DefectsIn;
  /**
   * Records what the documents depend on: called once all of them are staged. Where it says why it cannot, nothing is
   * published.
   */
  remember(): readonly Diagnostic[];
}

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
export function publish(
  output: string,
  shown: string,
  documents: Iterable<Document>,
  write: boolean,
  conditions: Conditions,
): Publication {
  try {
    const obstacle = obstacleAt(output, shown);
    return obstacle
      ? { plan: nothing, refusals: [obstacle] }
      : publishInto(output, shown, documents, write, conditions);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const refusal = isOfAnotherRun(error) ? writtenToMeanwhile(shown) : cannotWrite(shown, error);
    return { plan: nothing, refusals: [refusal] };
  }
}

/** What this run has staged is gone, or what it has not is there. */
function isOfAnotherRun({ code = '', path = '' }: NodeJS.ErrnoException): boolean {
  return path.split(sep).includes(stagingName) && ['EEXIST', 'ENOENT', 'ENOTEMPTY'].includes(code);
}

const nothing: WritePlan = { documents: [], write: [], remove: [], foreign: [] };

function publishInto(
  output: string,
  shown: string,
  documents: Iterable<Document>,
  write: boolean,
  { defectsIn, remember }: Conditions,
): Publication {
  const staging = join(output, stagingName);
  const ours = readManifest(output);
  const made = new Map<string, { digest: string; bytes: number }>();
  const lying = new Map<string, Lying>();
  try {
    // A run that was killed leaves its own.
    if (write) rmSync(staging, { recursive: true, force: true });
    for (const document of documents) {
      const { path, chunks } = document;
      const digest = digestOf(chunks);
      made.set(path, { digest, bytes: chunks.reduce((sum, { length }) => sum + length, 0) });
      const there = lyingAt(join(output, path));
      lying.set(path, there);
      if (digestIn(there) === digest) continue;
      const defects = defectsIn(document);
      if (defects.length > 0) return { plan: nothing, refusals: [defective(path, defects)] };
      if (write) stage(join(staging, path), chunks);
    }
    const plan = planWrites(made, ours, (path) => lying.get(path) ?? lyingAt(join(output, path)));
    if (plan.foreign.length > 0) return { plan, refusals: [foreignFiles(shown, plan.foreign)] };
    return { plan, refusals: write ? putInPlace(output, staging, plan, { before: ours, made, remember }) : [] };
  } finally {
    if (write) removeQuietly(staging);
  }
}

/**
 * Names of both runs are ours until the last rename is done, so that a run that is killed leaves nothing unowned.
 * Everything that asks the disk for room comes before the first rename.
 */
function putInPlace(
  output: string,
  staging: string,
  plan: WritePlan,
  { before, made, remember }: Placing,
): readonly Diagnostic[] {
  const after = new Map([...made].map(([path, { digest }]) => [path, digest]));
  const manifest = join(output, manifestName);
  const meanwhile = join(staging, `${manifestName}-meanwhile`);
  const final = join(staging, manifestName);
  const changes = plan.write.length > 0 || plan.remove.length > 0;
  if (!changes && digestIn(lyingAt(manifest)) === digestOf([Buffer.from(manifestText(after))])) return remember();
  stage(meanwhile, [Buffer.from(manifestText(new Map([...before, ...after])))]);
  stage(final, [Buffer.from(manifestText(after))]);
  makeFolders(output, plan.write);
  const refusals = remember();
  if (refusals.length > 0) {
    removeFolders(output, plan.write);
    return refusals;
  }

  renameSync(meanwhile, manifest);
  for (const path of plan.write) renameSync(join(staging, path), join(output, path));
  for (const path of plan.remove) {
    unlinkSync(join(output, path));
    removeEmptyFolders(output, dirname(path));
  }
  renameSync(final, manifest);
  return [];
}

interface Placing {
  readonly before: OutputManifest;
  readonly made: ReadonlyMap<string, { digest: string }>;
  readonly remember: () => readonly Diagnostic[];
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

function stage(path: string, chunks: readonly Uint8Array[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const descriptor = openSync(path, 'wx');
  try {
    for (let i = 0; i < chunks.length; i += maxVectors) writeFully(descriptor, chunks.slice(i, i + maxVectors));
  } finally {
    closeSync(descriptor);
  }
}

/** IOV_MAX of Linux; what is handed over at once beyond it is refused. */
const maxVectors = 1024;

/** writev(2) may write less than it was given, on a full disk for one. */
function writeFully(descriptor: number, chunks: readonly Uint8Array[]): void {
  const wanted = chunks.reduce((sum, { length }) => sum + length, 0);
  let written = writevSync(descriptor, chunks);
  while (written < wanted) {
    const rest = Buffer.concat(chunks).subarray(written);
    written += writevSync(descriptor, [rest]);
  }
}

function digestOf(chunks: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

function digestIn(lying: Lying): string | undefined {
  return typeof lying === 'object' ? lying.digest : undefined;
}

/** A symbolic link is no file: what it leads to is not ours. */
function lyingAt(path: string): Lying {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return 'nothing';
  return stats.isFile() ? { digest: digestOf([readFileSync(path)]) } : 'no file';
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

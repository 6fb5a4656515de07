import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
  writevSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import type { Document } from '../feed/compose.ts';
import { type OutputManifest, planWrites, type WritePlan } from './plan-writes.ts';

/** Lists what is ours in the output folder, so that nothing else is ever overwritten or removed. */
export const manifestName = '.hayloft.json';

/** Where documents are written first; one rename puts each in place once all of them are there. */
const stagingName = '.hayloft-staging';

export interface Publication {
  readonly plan: WritePlan;
  /** Why nothing was published; empty where it was. */
  readonly refusals: readonly Diagnostic[];
}

/**
 * Puts the documents of a run into the output folder: all of them, or, when anything stands in the way before the
 * first is in place, none.
 *
 * Unchanged bytes are not written again. What earlier runs wrote and this one does not know is removed at the end, and
 * nothing else is: files of the user's are left alone, and one that lies where a document belongs is a reason to refuse.
 *
 * @param write False: decides and compares only.
 */
export function publish(output: string, shown: string, documents: Iterable<Document>, write: boolean): Publication {
  const obstacle = obstacleAt(output, shown);
  if (obstacle) return { plan: nothing, refusals: [obstacle] };

  const staging = join(output, stagingName);
  const ours = readManifest(output);
  const made = new Map<string, { digest: string; bytes: number }>();
  try {
    if (write) {
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true });
    }
    for (const { path, chunks } of documents) {
      const digest = digestOf(chunks);
      made.set(path, { digest, bytes: chunks.reduce((sum, { length }) => sum + length, 0) });
      if (write && digestAt(join(output, path)) !== digest) stage(join(staging, path), chunks);
    }
    const plan = planWrites(
      made,
      ours,
      (path) => digestAt(join(output, path)),
      (path) => lstatSync(join(output, path), { throwIfNoEntry: false }) !== undefined,
    );
    if (plan.foreign.length > 0) return { plan, refusals: [foreignFiles(shown, plan.foreign)] };
    if (write) putInPlace(output, staging, plan, ours, made);
    return { plan, refusals: [] };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { plan: nothing, refusals: [cannotWrite(shown, error)] };
  } finally {
    if (write) removeQuietly(staging);
  }
}

const nothing: WritePlan = { documents: [], write: [], remove: [], foreign: [] };

/** Names of both runs are ours until the last rename is done, so that a run that is killed leaves nothing unowned. */
function putInPlace(
  output: string,
  staging: string,
  plan: WritePlan,
  before: OutputManifest,
  made: ReadonlyMap<string, { digest: string }>,
): void {
  const after = new Map([...made].map(([path, { digest }]) => [path, digest]));
  const changes = plan.write.length > 0 || plan.remove.length > 0;
  if (changes) writeManifest(output, new Map([...before, ...after]));
  for (const path of plan.write) {
    const target = join(output, path);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(staging, path), target);
  }
  for (const path of plan.remove) {
    unlinkSync(join(output, path));
    removeEmptyFolders(output, dirname(path));
  }
  writeManifest(output, after);
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

/** Of a regular file; undefined for what is none, which then counts as in the way. */
function digestAt(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? digestOf([readFileSync(path)]) : undefined;
}

function obstacleAt(output: string, shown: string): Diagnostic | undefined {
  const stats = lstatSync(output, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isDirectory() && !(stats.isSymbolicLink() && isFolder(output))) {
    return {
      severity: 'error',
      code: 'output/not-a-folder',
      file: shown,
      message: 'is to be the output folder, but is no folder',
      hint: 'name another with --output, or move the file away',
    };
  }
  if (existsSync(join(output, manifestName))) return undefined;
  // A fresh checkout keeps an empty folder by a dotfile, and desktops leave theirs everywhere.
  const others = readdirSync(output).filter((name) => !name.startsWith('.'));
  return others.length > 0 ? foreignFiles(shown, others) : undefined;
}

function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function foreignFiles(shown: string, names: readonly string[]): Diagnostic {
  const some = names.slice(0, 3).join(', ') + (names.length > 3 ? `, and ${names.length - 3} more` : '');
  return {
    severity: 'error',
    code: 'output/not-ours',
    file: shown,
    message: `holds files that Hayloft did not write (${some}); nothing was changed`,
    hint: 'choose an empty folder with --output, or move these files away; your own files may be added after the first build',
  };
}

function cannotWrite(shown: string, error: NodeJS.ErrnoException): Diagnostic {
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'the disk quota is used up',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return {
    severity: 'error',
    code: 'output/cannot-write',
    file: shown,
    message: `cannot be written to (${reason}); what was published before stands`,
    hint: 'mend that and build again, or name another folder with --output',
  };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function readManifest(output: string): OutputManifest {
  try {
    const { files } = JSON.parse(readFileSync(join(output, manifestName), 'utf8')) as { files: Record<string, string> };
    return new Map(Object.entries(files).filter(([path]) => isInside(path)));
  } catch {
    // Without a manifest nothing is ours; what lies where a document belongs is compared by its bytes.
    return new Map();
  }
}

/** A manifest that was edited by hand must not make anything outside the folder ours. */
function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').some((part) => part === '..' || part.startsWith('.'));
}

function writeManifest(output: string, manifest: OutputManifest): void {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify({ about: 'what Hayloft wrote here', version: 1, files }, null, 1)}\n`;
  const path = join(output, manifestName);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
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

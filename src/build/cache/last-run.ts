import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';
import { hourMs, type Instant } from '../../text/instant.ts';
import type { Scan } from '../articles/scan.ts';
import type { BuildOptions } from '../options.ts';
import { type BuildResult, noChanges } from '../result.ts';
import { placeWhole, writeFile } from '../state/durable-file.ts';
import { isSystemError } from '../system-error.ts';
import { cacheFolder, keptBytes } from './cache-folder.ts';
import type { FileStat } from './file-stat.ts';
import { damagedCache, unwritableCache } from './report.ts';
import { runKey } from './run-key.ts';
import { seal, unseal } from './sealed.ts';
import { factsOf, packSnapshot, type Snapshot, snapshotFolder, statOf, unpackSnapshot } from './snapshot.ts';

const lastRunName = 'last-run';

/** What the last run that published found and made, for the next one to see whether anything is new. */
export interface LastRun extends Terms {
  readonly snapshot: Snapshot;
  /** What a run says that finds nothing new. */
  readonly result: () => BuildResult;
}

/** What has to hold for the next run to come to the same. */
interface Terms {
  /** {@link runKey} */
  readonly key: string;
  /** The moment of that run. */
  readonly at: Instant;
  /** When something is to come out. */
  readonly nextDue?: Instant;
  /** Whether nothing was left to be tried again, as pictures are that could not be had. */
  readonly settled: boolean;
  /** Which catalog goes with it: {@link Cache.save}. */
  readonly catalog: string;
}

/** A run that published, as far as the next one has to know of it. */
export interface PublishedRun {
  /** When the first folder began to be walked, in milliseconds of the system's clock. */
  readonly takenAt: number;
  readonly scans: readonly Scan[];
  /** Of each article file by {@link Article.file}: SHA-256 of the bytes that were read, hex. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Every other file that the result depends on or is. */
  readonly watched: readonly WatchedFile[];
  /** The latest moment of the ledger. */
  readonly lastAt: Instant | undefined;
  readonly settled: boolean;
  readonly catalog: string;
  /** {@link themeKey} of the pages; empty where there are none. */
  readonly theme: string;
  readonly result: BuildResult;
}

export interface WatchedFile {
  /** Absolute. */
  readonly path: string;
  /** SHA-256 of the bytes that were read, hex; absent of what only runs write, whose stat is enough. */
  readonly hash?: string;
  /** As it was before it was read; as it is now where it is absent. */
  readonly stat?: FileStat;
}

/**
 * Writes down what a run found and made. That it cannot be written is no failure of the run.
 *
 * What has links or places that cannot be looked at is not written down, nor what was made with a clock that is so far
 * behind the ledger that a run warns of it: of these, no comparison could tell that nothing is new. What an earlier run
 * wrote then stays, and is as true as before.
 */
export function saveLastRun(config: Config, options: BuildOptions, run: PublishedRun): Diagnostic[] {
  const { now, from } = options;
  const { takenAt, scans, hashes, watched, lastAt = now, settled, catalog, theme, result } = run;
  if (lastAt > now + hourMs || scans.some(({ isOdd }) => isOdd)) return [];
  const hashOf = (shown: string) => hashes.get(shown);
  const snapshot: Snapshot = {
    takenAt,
    folders: scans.map(({ root, listing }) => snapshotFolder(root, listing, hashOf)),
    watched: {
      paths: watched.map(({ path }) => path),
      files: factsOf(watched.map(({ path, hash, stat = statOf(path) }) => ({ stat, hash }))),
    },
  };
  const { nextDue } = result;
  return write(config.state, from, {
    terms: { key: runKey(config, from, theme), at: now, settled, catalog, ...(nextDue !== undefined && { nextDue }) },
    result: withNothingNew(result),
    snapshot,
  });
}

/** A run that made what few differences from the last one come to, as far as the next one has to know of it. */
export interface AmendingRun extends Omit<Terms, 'key'> {
  /** By {@link Differences.amended}. */
  readonly snapshot: Snapshot;
  /** Of all that is published, as a whole run tells it. */
  readonly result: BuildResult;
}

/** Writes down what has become of the last run, whose key still holds. That it cannot be written is no failure. */
export function amendLastRun(
  { state }: Pick<Config, 'state'>,
  { from }: Pick<BuildOptions, 'from'>,
  { key }: Pick<LastRun, 'key'>,
  { snapshot, result, ...terms }: AmendingRun,
): Diagnostic[] {
  return write(state, from, { terms: { key, ...terms }, result: withNothingNew(result), snapshot });
}

/** The same with a snapshot that spares the next run what this one had to read. */
export function renewLastRun(state: string, from: string, lastRun: LastRun, snapshot: Snapshot): Diagnostic[] {
  const { snapshot: _, result, ...terms } = lastRun;
  return write(state, from, { terms, result: result(), snapshot });
}

/**
 * What the last run wrote down; nothing where there was none, or one of another version. One that is damaged is told.
 *
 * @param from The folder from which messages name files.
 */
export function readLastRun(
  state: string,
  from: string,
): { readonly lastRun?: LastRun; readonly diagnostics: readonly Diagnostic[] } {
  const path = pathIn(state);
  const bytes = keptBytes(path);
  if (!bytes) return { diagnostics: [] };
  const parts = unseal(bytes);
  if (parts === 'damaged') return { diagnostics: [damagedCache(seenFrom(from, path))] };
  const [terms, result, ...rest] = parts ?? [];
  const snapshot = unpackSnapshot(rest);
  if (!terms || !result || !snapshot) return { diagnostics: [] };
  const lastRun = { ...(parsed(terms) as Terms), snapshot, result: () => parsed(result) as BuildResult };
  return { lastRun, diagnostics: [] };
}

interface Written {
  readonly terms: Terms;
  readonly result: BuildResult;
  readonly snapshot: Snapshot;
}

function write(state: string, from: string, { terms, result, snapshot }: Written): Diagnostic[] {
  const path = pathIn(state);
  const parts = [...[terms, result].map((part) => Buffer.from(JSON.stringify(part))), ...packSnapshot(snapshot)];
  try {
    placeWhole(path, (unfinished) => writeFile(unfinished, seal(parts), false));
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [unwritableCache(seenFrom(from, path), error)];
  }
}

/** As a run over the same articles says it that finds all documents in place. */
function withNothingNew(result: BuildResult): BuildResult {
  return {
    ...result,
    changes: noChanges,
    documents: result.documents.map((document) => ({ ...document, change: 'unchanged' })),
    removed: [],
    diagnostics: lastingOf(result.diagnostics),
  };
}

/** Those of them that the next run has to tell again. */
export function lastingOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ code }) => !toldOnce.has(code));
}

/** What is so no more when it has been told. */
const toldOnce: ReadonlySet<DiagnosticCode> = new Set([
  'entry/doubtful',
  'ledger/torn',
  'cache/damaged',
  'cache/cannot-write',
]);

function pathIn(state: string): string {
  return join(state, cacheFolder, lastRunName);
}

function parsed(part: Uint8Array): unknown {
  return JSON.parse(Buffer.from(part.buffer, part.byteOffset, part.length).toString());
}

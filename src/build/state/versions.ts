import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ledger } from '../../archive/ledger/ledger.ts';
import { maxFileBytes } from '../../article/decode.ts';
import { readRegularFile } from '../regular-file.ts';
import { versionPath } from './version-path.ts';

/** The bytes of articles as they were published, so that each version can be read again. */

/** Where the bytes that are to be kept lie now. */
export interface VersionSource {
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  /** Absolute. */
  readonly absolute: string;
}

/** A disk that has time to be asked about each file has it for so many. */
const mostSynced = 64;

/**
 * Keeps the bytes of these files, each once, as far as they are not kept yet. A file that has changed since it was read
 * is passed over: the next run publishes what it says by then.
 *
 * @throws SystemError where the state folder cannot be written.
 */
export function keepVersions(state: string, sources: readonly VersionSource[]): void {
  const kept = versionsIn(state);
  const missing = new Map(sources.filter(({ hash }) => !kept.has(hash)).map((source) => [source.hash, source]));
  for (const { hash, absolute } of missing.values()) {
    const bytes = readRegularFile(absolute, maxFileBytes);
    if ('refused' in bytes || createHash('sha256').update(bytes).digest('hex') !== hash) continue;
    writeVersion(versionPath(state, hash), bytes, missing.size <= mostSynced);
  }
}

/** Forgets the bytes of these that no version in the ledger names any more. */
export function dropVersions(state: string, hashes: readonly string[], ledger: Ledger, all: boolean): void {
  if (hashes.length === 0) return;
  const needed = new Set<string>();
  for (const { versions, file } of ledger.entries.values()) {
    needed.add(file);
    if (all) for (const version of versions) needed.add(version.file);
  }
  for (const hash of hashes) if (!needed.has(hash)) rmSync(versionPath(state, hash), { force: true });
}

/** The hashes of what is kept. */
export function versionsIn(state: string): Set<string> {
  const folder = join(state, 'versions');
  const kept = new Set<string>();
  for (const start of namesIn(folder)) {
    for (const name of namesIn(join(folder, start))) {
      if (/^[0-9a-f]{62}\.md$/.test(name)) kept.add(start + name.slice(0, -'.md'.length));
    }
  }
  return kept;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Under another name first, so that whatever ends the run, no part of a file has the name of the whole. */
function writeVersion(path: string, bytes: Uint8Array, sync: boolean): void {
  const unfinished = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    const descriptor = openSync(unfinished, 'w');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      if (sync) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

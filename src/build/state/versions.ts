import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../../archive/ledger/ledger.ts';
import { maxFileBytes } from '../../article/decode.ts';
import { readRegularFile } from '../regular-file.ts';
import { isSystemError } from '../system-error.ts';
import { placeWhole, writeFile } from './durable-file.ts';
import { versionPath } from './version-path.ts';

/** The bytes of articles as they were published, so that each version can be read again. */

/** Where the bytes that are to be kept lie now. */
export interface VersionSource {
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  /** Absolute. */
  readonly absolute: string;
  readonly bytes: number;
}

/** Every folder in which versions lie, absolute: one of which something was taken is another by its own account. */
export function versionFolders(state: string): string[] {
  const folder = join(state, 'versions');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...names.map(({ name }) => join(folder, name))];
}

/** Of these, those that are not kept yet, each once: of another length, they were not on the disk when the power went. */
export function versionsToKeep(state: string, sources: readonly VersionSource[]): VersionSource[] {
  const missing = new Map<string, VersionSource>();
  for (const source of sources) {
    const kept = statSync(versionPath(state, source.hash), { throwIfNoEntry: false });
    if (kept?.size !== source.bytes) missing.set(source.hash, source);
  }
  return [...missing.values()];
}

/**
 * Keeps the bytes of these files. A file that has changed since it was read is passed over: the next run publishes what
 * it says by then.
 *
 * @param sync Whether to wait until they are on the disk.
 * @throws SystemError where the state folder cannot be written.
 */
export function keepVersions(state: string, sources: readonly VersionSource[], sync: boolean): void {
  for (const { hash, absolute } of sources) {
    const bytes = readRegularFile(absolute, maxFileBytes);
    if ('refused' in bytes || createHash('sha256').update(bytes).digest('hex') !== hash) continue;
    placeWhole(versionPath(state, hash), (unfinished) => writeFile(unfinished, bytes, sync));
  }
}

/** Forgets the bytes of these that no version in the ledger names any more; what cannot be removed does no harm. */
export function dropVersions(state: string, hashes: readonly string[], ledger: Ledger, all: boolean): void {
  if (hashes.length === 0) return;
  const needed = new Set<string>();
  for (const { versions, file } of ledger.entries.values()) {
    needed.add(file);
    if (all) for (const version of versions) needed.add(version.file);
  }
  dropHashes(
    state,
    hashes.filter((hash) => !needed.has(hash)),
  );
}

/** Forgets the bytes of these; what cannot be removed does no harm. */
export function dropHashes(state: string, hashes: readonly string[]): void {
  for (const hash of hashes) {
    try {
      rmSync(versionPath(state, hash), { force: true });
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
}

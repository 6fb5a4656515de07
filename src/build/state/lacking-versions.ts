import { createHash } from 'node:crypto';
import type { Ledger } from '../../archive/ledger/ledger.ts';
import { maxFileBytes } from '../../article/decode.ts';
import { readRegularFile } from '../regular-file.ts';
import { versionPath } from './version-path.ts';

/** The published entries of which the bytes are not kept as they were published last. */
export interface LackingVersions {
  /** How many have none. */
  readonly missing: number;
  /** {@link versionPath} of those that have not the content they are named by. */
  readonly changed: readonly string[];
}

/** Reads what is kept of each published entry, to see whether it could be published from there. */
export function lackingVersions(state: string, { entries }: Ledger): LackingVersions {
  const lacking = { missing: 0, changed: [] as string[] };
  for (const { file, withdrawn } of entries.values()) {
    if (withdrawn) continue;
    const path = versionPath(state, file);
    const bytes = readRegularFile(path, maxFileBytes);
    if ('refused' in bytes) lacking.missing += 1;
    else if (createHash('sha256').update(bytes).digest('hex') !== file) lacking.changed.push(path);
  }
  return lacking;
}

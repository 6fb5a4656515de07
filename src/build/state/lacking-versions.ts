import { createHash } from 'node:crypto';
import type { Ledger } from '../../archive/ledger/ledger.ts';
import { maxFileBytes } from '../../article/decode.ts';
import { readRegularFile } from '../regular-file.ts';
import { versionPath } from './version-path.ts';

/** Of how many published entries the bytes are not kept as they were published last. */
export interface LackingVersions {
  readonly missing: number;
  /** A file is there, and has not the content it is named by. */
  readonly changed: number;
}

/** Reads what is kept of each published entry, to see whether it could be published from there. */
export function lackingVersions(state: string, { entries }: Ledger): LackingVersions {
  const lacking = { missing: 0, changed: 0 };
  for (const { file, withdrawn } of entries.values()) {
    if (withdrawn) continue;
    const bytes = readRegularFile(versionPath(state, file), maxFileBytes);
    if ('refused' in bytes) lacking.missing += 1;
    else if (createHash('sha256').update(bytes).digest('hex') !== file) lacking.changed += 1;
  }
  return lacking;
}

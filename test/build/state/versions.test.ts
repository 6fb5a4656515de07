import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { versionPath } from '../../../src/build/state/version-path.ts';
import { keepVersions, type VersionSource, versionsToKeep } from '../../../src/build/state/versions.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hayloft-versions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function sourceOf(text: string) {
  const absolute = join(folder, 'a.md');
  writeFileSync(absolute, text);
  return { absolute, hash: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) };
}

/** As a run does. */
function keep(source: VersionSource): void {
  keepVersions(folder, versionsToKeep(folder, [source]), true);
}

describe('the bytes of a version', () => {
  it('are kept again where a crash of the power left a file without them', () => {
    const source = sourceOf('words');
    const kept = versionPath(folder, source.hash);
    keep(source);
    truncateSync(kept);
    keep(source);
    expect(readFileSync(kept, 'utf8')).toBe('words');
  });

  it('are not kept under the name of others, when the file changed after it was read', () => {
    const source = sourceOf('words');
    writeFileSync(source.absolute, 'other');
    keep(source);
    expect(() => readFileSync(versionPath(folder, source.hash))).toThrow('ENOENT');
  });
});

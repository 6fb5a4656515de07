import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Identified, Kept } from '../archive/record.ts';
import type { ReadResult } from '../article/read.ts';
import type { ArticleFolder, Config } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Instant } from '../text/instant.ts';
import { folderOf } from './folder-of.ts';
import { type Reading, setUpOf } from './read-articles.ts';
import type { ScannedFile } from './scan.ts';
import { versionPath } from './version-path.ts';
import { readAll } from './workers.ts';

/**
 * Entries as they were last published: their articles are read from the bytes that were kept then, with the
 * configuration and the pictures of now.
 */
export async function readKept(
  kept: readonly Kept[],
  config: Config,
  now: Instant,
  { scans, store }: Reading,
): Promise<{ identified: Identified[]; diagnostics: Diagnostic[] }> {
  const identified: Identified[] = [];
  const diagnostics: Diagnostic[] = [];
  const files = kept.flatMap((one) => {
    const folder = folderOf(one.known.path, config.articles);
    return folder
      ? [{ one, folder: config.articles.indexOf(folder), file: storedFile(one, folder, config.state) }]
      : [];
  });
  const results = files.length === 0 ? [] : await readAll(setUpOf(config, now, scans, store), files, () => {});
  for (const [i, { one, file }] of files.entries()) {
    const { known, why } = one;
    const { article, diagnostics: told } = results[i] as ReadResult;
    if (!article || article.fileHash !== known.file) {
      diagnostics.push(versionMissing(file.shown, existsSync(file.stored), told));
      continue;
    }
    diagnostics.push(standsAsPublished(file.shown, why));
    const { id, published, updated, content } = known;
    identified.push({ id, idFrom: 'ledger', kept: why, article, published, updated, contentHash: content });
  }
  return { identified, diagnostics };
}

function storedFile({ known }: Kept, folder: ArticleFolder, state: string): ScannedFile & { readonly stored: string } {
  const inside = known.path.slice(folder.prefix.length);
  const stored = versionPath(state, known.file);
  return {
    absolute: join(folder.folder, inside),
    stored,
    path: known.path,
    shown: folder.shown === '.' ? inside : `${folder.shown}/${inside}`,
    bytes: statSync(stored, { throwIfNoEntry: false })?.size ?? 0,
  };
}

function standsAsPublished(file: string, why: Kept['why']): Diagnostic {
  if (why === 'gone') {
    return {
      severity: 'note',
      code: 'entry/kept',
      file,
      message: 'is gone, and its entry stays as it was, as configured',
    };
  }
  return {
    severity: 'warning',
    code: 'entry/kept',
    file,
    message: 'cannot be published as it is now, and its entry stays as it was last published',
    hint: 'mend it; or, to take the entry back, delete the file or set "draft: true"',
  };
}

/** The entry is known, and nothing is there to show of it. */
function versionMissing(file: string, exists: boolean, told: readonly Diagnostic[]): Diagnostic {
  const reason =
    told.find(({ severity }) => severity === 'error')?.message ?? 'its bytes are not those that were published';
  return {
    severity: 'error',
    code: 'entry/version-missing',
    file,
    message: `its entry cannot be shown as it was last published: ${exists ? reason : 'its bytes are not in the state folder'}`,
    hint: 'mend or bring back the article, or the folder "versions" from a backup',
  };
}

import { existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownEntry } from '../archive/ledger/ledger.ts';
import type { Identified, Kept } from '../archive/record.ts';
import type { ArticleFolder, Config } from '../config/config.ts';
import { folderOf } from '../config/folder-of.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Instant } from '../text/instant.ts';
import { namesText } from './articles/folder-names.ts';
import { type Reading, setUpOf } from './articles/read-articles.ts';
import type { ReadRow } from './articles/read-row.ts';
import { type ScannedFile, shownIn } from './articles/scan.ts';
import type { FolderSetUp, WorkerSetUp } from './articles/worker.ts';
import { readAll } from './articles/workers.ts';
import { attachmentsFolder, attachmentsIn } from './state/attachments.ts';
import { versionPath } from './state/version-path.ts';

interface Stored {
  readonly identified: readonly Identified[];
  /** Those of which nothing can be shown: their bytes are gone, or make no article with the configuration of now. */
  readonly lost: readonly KnownEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Entries as they were last published: their articles are read from the bytes that were kept then, with the
 * configuration of now; the pictures of one that is broken are looked for beside it, of one that is gone among copies.
 */
export async function readKept(kept: readonly Kept[], config: Config, now: Instant, reading: Reading): Promise<Stored> {
  const { scans } = reading;
  const setUp = setUpOf(config, now, reading);
  const ofWhy = (why: Kept['why']) => kept.filter((one) => one.why === why);
  const hidden = scans.flatMap(({ unseen }) => unseen).filter((path) => path === '' || path.endsWith('/'));
  const isHidden = ({ path }: KnownEntry) => hidden.some((folder) => path.startsWith(folder));
  const broken = await readStored(ofWhy('broken'), config, setUp, (known) => (isHidden(known) ? 'hidden' : 'broken'));
  const amongTheirCopies = {
    ...setUp,
    folders: setUp.folders.map((folder) => amongCopies(folder, config.state)),
  };
  const gone = await readStored(ofWhy('gone'), config, amongTheirCopies, () => 'gone');
  return {
    identified: [...broken.identified, ...gone.identified],
    lost: [...broken.lost, ...gone.lost],
    diagnostics: [...hiddenFolders(hidden, broken.identified, config), ...broken.diagnostics, ...gone.diagnostics],
  };
}

function amongCopies(setUp: FolderSetUp, state: string): FolderSetUp {
  const copies = attachmentsFolder(state, setUp.folder.prefix);
  const others = attachmentsIn(copies);
  return others ? { ...setUp, folder: { ...setUp.folder, folder: copies }, others: namesText(others) } : setUp;
}

async function readStored(
  kept: readonly Kept[],
  { articles, state }: Config,
  setUp: WorkerSetUp,
  whyOf: (known: KnownEntry) => keyof typeof stands,
): Promise<Stored> {
  const identified: Identified[] = [];
  const lost: KnownEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  const files = kept.flatMap((one) => {
    const folder = folderOf(one.known.path, articles);
    if (!folder) return [];
    const index = articles.indexOf(folder);
    return [{ one, folder: index, file: storedFile(one, (setUp.folders[index] as FolderSetUp).folder, state) }];
  });
  const results = await readAll(setUp, files, () => {});
  for (const [i, { one, file }] of files.entries()) {
    const { known, why } = one;
    const { article, diagnostics: told } = results[i] as ReadRow;
    if (!article || article.fileHash !== known.file) {
      lost.push(known);
      diagnostics.push(versionMissing(file.shown, existsSync(file.stored), told));
      continue;
    }
    diagnostics.push({ code: 'entry/kept', file: file.shown, ...stands[whyOf(known)] });
    const { id, published, updated, content } = known;
    identified.push({ id, idFrom: 'ledger', kept: why, article, published, updated, contentHash: content });
  }
  return { identified, lost, diagnostics };
}

function storedFile({ known }: Kept, folder: ArticleFolder, state: string): ScannedFile & { readonly stored: string } {
  const inside = known.path.slice(folder.prefix.length);
  const stored = versionPath(state, known.file);
  return {
    absolute: join(realpathSync(folder.folder), inside),
    stored,
    path: known.path,
    shown: shownIn(folder, inside),
    bytes: statSync(stored, { throwIfNoEntry: false })?.size ?? 0,
  };
}

/** A folder that cannot be read, or is a link that leads nowhere, is one thing to mend, however much lay in it. */
function hiddenFolders(
  hidden: readonly string[],
  identified: readonly Identified[],
  { articles }: Config,
): Diagnostic[] {
  return hidden.flatMap((path): Diagnostic[] => {
    const folder = folderOf(path, articles);
    const count = identified.filter(({ article }) => article.path.startsWith(path)).length;
    if (!folder || count === 0) return [];
    return [
      {
        severity: 'warning',
        code: 'entry/kept',
        file: shownIn(folder, path.slice(folder.prefix.length).replace(/\/$/, '')),
        message: `cannot be read, and what was published from there stays as it was (${count === 1 ? '1 entry' : `${count} entries`})`,
        hint: 'mend that; or, to take the entries back, delete it',
      },
    ];
  });
}

/** How an entry stays as it was last published. */
const stands = {
  gone: { severity: 'note', message: 'is gone, and its entry stays as it was, as configured' },
  hidden: {
    severity: 'note',
    message: 'lies in a folder that cannot be read, and its entry stays as it was last published',
  },
  broken: {
    severity: 'warning',
    message: 'cannot be published as it is now, and its entry stays as it was last published',
    hint: 'mend it; or, to take the entry back, delete the file or set "draft: true"',
  },
} as const;

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

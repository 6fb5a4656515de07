import { type Dirent, existsSync, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { maxFileBytes } from '../../article/decode.ts';
import type { ArticleFolder } from '../../config/config.ts';
import { slashed, within } from '../../config/folders.ts';
import type { Diagnostic, DiagnosticCode, Severity } from '../../diagnostic.ts';
import { byCodeUnit } from '../../text/order.ts';
import { type FileStat, fileStatOf } from '../cache/file-stat.ts';
import { articleBit, enteredBit, type FolderListing, isPassedOver, kindOf } from '../cache/folder-listing.ts';

/** A file that is to be read as an article. */
export interface ScannedFile {
  /** Absolute. */
  readonly absolute: string;
  /** {@link Article.path}. */
  readonly path: string;
  /** {@link Article.file}. */
  readonly shown: string;
  /** Its size in bytes when the folder was walked. */
  readonly bytes: number;
  /** What it was then by its own account; absent where it is no file of the folder. */
  readonly stat?: FileStat;
  /** Absolute path of bytes that are kept elsewhere and read in its stead; what it refers to still lies beside it. */
  readonly stored?: string;
}

export interface Scan {
  /** In the order of paths. */
  readonly files: readonly ScannedFile[];
  /** Every other file and link, relative to the folder: pictures and attachments that articles may refer to. */
  readonly others: readonly string[];
  /**
   * Where articles may lie that could not be looked at, as {@link Article.path}; with a `/` at the end (or empty, for
   * the whole folder), all that lies below. What was published from there is not gone.
   */
  readonly unseen: readonly string[];
  /** Absolute path of the folder without symbolic links. */
  readonly root: string;
  readonly listing: FolderListing;
  /**
   * Whether equal names, kinds and stats do not mean that everything is as it was: there are symbolic links, which lead
   * to what may change by itself, places that could not be looked at, or names that are not UTF-8.
   */
  readonly isOdd: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Which files of an articles folder are articles: a walk and, for what the globs name, a stat.
 *
 * Names that begin with a dot, `node_modules` and the output folder are never looked into. A symbolic link is followed
 * only to what lies inside the folder and would not be found without it; so no link can loop, double an article, or
 * bring in a byte from outside.
 */
export function scanFolder(folder: ArticleFolder, output: string): Scan {
  const root = realpathSync(folder.folder);
  const realOutput = existsSync(output) ? realpathSync(output) : undefined;
  const isArticle = articleTest(folder);
  const files: ScannedFile[] = [];
  const others: string[] = [];
  const unseen: string[] = [];
  const counts: number[] = [];
  const names: string[] = [];
  const marks: number[] = [];
  const listed: ScannedFile[] = [];
  let isOdd = root === realOutput;
  const diagnostics: Diagnostic[] = [];
  const shownAs = (inside: string) => shownIn(folder, inside);
  const pathOf = (inside: string) => folder.prefix + inside.normalize('NFC');
  const tell = (severity: Severity, inside: string, code: DiagnosticCode, message: string, hint?: string) => {
    diagnostics.push({ severity, code, file: shownAs(inside), message, ...(hint && { hint }) });
  };
  const unseenFile = (inside: string, code: DiagnosticCode, message: string, hint: string) => {
    unseen.push(pathOf(inside));
    tell('error', inside, code, message, hint);
  };
  const unseenBelow = (inside: string) => unseen.push(inside === '' ? folder.prefix : `${pathOf(inside)}/`);

  function visitFile(inside: string, absolute: string, stats: Stats): ScannedFile | undefined {
    if (stats.size > maxFileBytes) {
      unseenFile(
        inside,
        'file/too-large',
        `is ${stats.size} bytes long; an article may have ${maxFileBytes}`,
        'divide it, or leave it out with `exclude`',
      );
      return undefined;
    }
    const stat = fileStatOf(stats);
    const file = { absolute, path: pathOf(inside), shown: shownAs(inside), bytes: stats.size, stat };
    files.push(file);
    return file;
  }

  /** In a folder that may be listed but not entered, names are known and nothing behind them. */
  function visitRegular(inside: string, absolute: string, place: number): void {
    try {
      const stats = lstatSync(absolute, { throwIfNoEntry: false });
      const file = stats && visitFile(inside, absolute, stats);
      if (file) {
        marks[place] = (marks[place] as number) | articleBit;
        listed.push(file);
      }
      // Editors replace a file by another: it may be back in a moment.
      if (!stats) unseen.push(pathOf(inside));
    } catch (error) {
      unseenFile(inside, 'file/unreadable', cannotBeOpened(error), mendRights);
    }
  }

  function visitLink(inside: string, absolute: string): void {
    if (!isArticle(inside)) others.push(inside);
    let target: string;
    let stats: Stats;
    try {
      target = realpathSync(absolute);
      stats = statSync(target);
    } catch (error) {
      unseenBelow(inside);
      if (!isArticle(inside)) return;
      const loops = (error as NodeJS.ErrnoException).code === 'ELOOP';
      unseenFile(
        inside,
        loops ? 'file/link-loop' : 'file/unreadable',
        loops ? 'is a symbolic link that leads back to itself' : 'is a symbolic link that leads nowhere',
        'mend or delete the link',
      );
      return;
    }
    const leads = slashed(relative(root, target));
    if (!within(target, root)) {
      if (!isArticle(inside) && !stats.isDirectory()) return;
      unseenBelow(inside);
      unseenFile(
        inside,
        'file/link-leaves-folder',
        'is a symbolic link to something outside the articles folder, which is not followed',
        'copy the files here, or add their folder to `articles` in the configuration',
      );
    } else if (stats.isFile() && isArticle(inside)) {
      if (isPassedOver(leads) || !isArticle(leads)) visitFile(inside, target, stats);
      else tell('note', inside, 'file/linked', `is a symbolic link to ${leads}, which is read there`);
    }
  }

  function visitFolder(inside: string, absolute: string): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch (error) {
      unseenBelow(inside);
      tell('error', inside, 'file/unreadable', cannotBeOpened(error), mendRights);
      return;
    }
    const below = absolute.endsWith(sep) ? absolute : absolute + sep;
    const first = names.length;
    counts.push(entries.length);
    for (const entry of entries) {
      names.push(entry.name);
      marks.push(kindOf(entry));
    }
    for (const [i, entry] of entries.entries()) {
      const { name } = entry;
      const path = inside ? `${inside}/${name}` : name;
      if (isPassedOver(name)) {
        if (entry.isDirectory() || isArticle(path))
          tell('note', path, 'file/passed-over', 'is not looked at', renameIt);
        continue;
      }
      const file = below + name;
      if (entry.isSymbolicLink() || name.includes('\uFFFD')) isOdd = true;
      if (name.includes('\uFFFD') && isArticle(path)) {
        unseenFile(
          path,
          'file/unreadable',
          'has a name that is not UTF-8 and cannot be opened by it',
          'rename the file',
        );
      } else if (entry.isDirectory()) {
        if (file === realOutput) continue;
        marks[first + i] = enteredBit | (marks[first + i] as number);
        visitFolder(path, file);
      } else if (entry.isSymbolicLink()) {
        visitLink(path, file);
      } else if (!isArticle(path)) {
        if (entry.isFile()) others.push(path);
      } else if (!entry.isFile()) {
        unseenFile(path, 'file/not-a-file', 'is not a regular file', 'leave it out with `exclude`, or delete it');
      } else {
        visitRegular(path, file, first + i);
      }
    }
  }

  if (root !== realOutput) visitFolder('', root);
  files.sort((a, b) => byCodeUnit(a.path, b.path) || byCodeUnit(a.shown, b.shown));
  return {
    files,
    others,
    unseen,
    root,
    listing: { counts, names, marks, articles: listed },
    isOdd: isOdd || unseen.length > 0,
    diagnostics: [...diagnostics, ...differingByCase(files)],
  };
}

/** Tells by its path, relative to the folder, whether a file is to be read as an article. */
export function articleTest({ include, exclude }: ArticleFolder): (inside: string) => boolean {
  // picomatch writes `.` for any character, which by itself matches no line break; names may hold one.
  // Case counts on some file systems only, and a collection is to be the same on all: `README.MD` is an article.
  const options = { dot: true, flags: 'si' };
  const included = picomatch([...include], options);
  const excluded = picomatch([...exclude], options);
  return (inside) => included(inside) && !excluded(inside);
}

/** A file or folder as messages name it. */
export function shownIn({ shown }: ArticleFolder, inside: string): string {
  return shown === '.' ? inside : [shown, ...(inside === '' ? [] : [inside])].join('/');
}

const renameIt = 'names that begin with a dot, and node_modules, are passed over: rename it if it holds articles';
function cannotBeOpened(error: unknown): string {
  return `cannot be opened (${(error as NodeJS.ErrnoException).code})`;
}

const mendRights = 'give the user that runs this leave to read it';

/** Two such files are one on the file systems of macOS and Windows, and after a checkout there. Paths are in NFC. */
function differingByCase(files: readonly ScannedFile[]): Diagnostic[] {
  const seen = new Map<string, ScannedFile>();
  return files.flatMap((file): Diagnostic[] => {
    const key = file.path.toLowerCase();
    const other = seen.get(key);
    seen.set(key, file);
    if (!other) return [];
    return [
      {
        severity: 'warning',
        code: 'file/name-differs-by-case',
        file: file.shown,
        message: `differs from ${other.shown} ${file.path === other.path ? 'only in how the same letters are encoded' : 'by case only'}`,
        hint: 'rename one of them: where that does not count, one of the two would be lost',
      },
    ];
  });
}

/** Folders of articles that are not there, or not to be seen: nothing can be told of what they hold. */
export function missingFolders(folders: readonly ArticleFolder[]): Diagnostic[] {
  return folders
    .filter(({ folder }) => !isFolder(folder))
    .map(({ folder, shown }) => ({
      severity: 'error',
      code: 'build/no-articles-folder',
      file: shown,
      message: existsSync(folder) ? 'is to hold the articles, but is no folder' : 'there is no such folder of articles',
      hint: 'name it with --articles or in the configuration, or start with `hayloft init`',
    }));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** For a run that found no article at all. */
export function noArticles({ shown, include }: ArticleFolder): Diagnostic {
  return {
    severity: 'warning',
    code: 'build/no-articles',
    file: shown,
    message: `holds no article (${include.join(', ')})`,
    hint: 'put a Markdown file there, or start with `hayloft init`',
  };
}

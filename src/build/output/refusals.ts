import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';
import { unwritable } from '../system-error.ts';
import { manifestName } from './manifest.ts';

/** Why a run leaves the output folder as it was. */

/**
 * What is wrong with an output folder before anything is written into it: it is no folder, or holds files and no list
 * of ours. A folder that is not there yet, or empty but for dotfiles and folders, is fine.
 *
 * @param shown The folder as messages name it.
 */
export function obstacleAt(output: string, shown: string): Diagnostic | undefined {
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
  // A fresh checkout keeps an empty folder by a dotfile, and desktops leave theirs everywhere. Folders without a file are
  // what a first run leaves that was killed before it could name anything its own.
  const others = readdirSync(output).filter((name) => !name.startsWith('.') && holdsFile(join(output, name)));
  return others.length > 0 ? foreignFiles(shown, others.sort()) : undefined;
}

/** Whether it is, or somewhere holds, anything but folders. */
function holdsFile(path: string): boolean {
  return !lstatSync(path).isDirectory() || readdirSync(path).some((name) => holdsFile(join(path, name)));
}

function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

function isPageAmong(names: readonly string[]): boolean {
  return names.some((name) => /\.html$|^(?:robots\.txt|sitemap[^/]*\.xml)$/.test(name));
}

/** @param names At least one. */
export function foreignFiles(shown: string, names: readonly string[]): Diagnostic {
  const some = names.slice(0, 3).join(', ') + (names.length > 3 ? `, and ${names.length - 3} more` : '');
  return {
    severity: 'error',
    code: 'output/not-ours',
    file: shown,
    message: `holds files that Hayloft did not write (${some}); nothing was changed`,
    hint: `${isPageAmong(names) ? 'say `pages: false` where these are pages of your own site; or ' : ''}choose an empty folder with --output, or move these files away (after the first build you may add your own); if they are an output that lost its ${manifestName}, delete them`,
  };
}

/**
 * A document that readers or validators would not take.
 *
 * @param defects At least one.
 */
export function defective(path: string, defects: readonly string[]): Diagnostic {
  const [first, ...others] = defects;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return {
    severity: 'error',
    code: 'output/defect',
    file: path,
    message: `was made wrong: ${first}${more}; nothing was published, and what was published before stands`,
    hint: 'this is a defect of Hayloft: please report it; where an entry is named, `draft: true` in its article lets the others be published meanwhile',
  };
}

/** For an error of the file system on the way. */
export function cannotWrite(shown: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    severity: 'error',
    code: 'output/cannot-write',
    file: shown,
    message: `cannot be written to (${unwritable(error)}); what was published before stands`,
    hint: 'mend that and build again, or name another folder with --output',
  };
}

/** Two runs at once lose nothing, but only one of them can go on. */
export function writtenToMeanwhile(shown: string): Diagnostic {
  return {
    severity: 'error',
    code: 'output/cannot-write',
    file: shown,
    message: 'was written to by another run at the same time, and this one gave way',
    hint: 'start one run at a time; when the other has ended, build again',
  };
}

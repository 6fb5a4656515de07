import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../system-error.ts';

/**
 * Stands for every file of a theme, whatever the modules in it import. What a link leads to counts where it is a file.
 * That something cannot be read is no failure here: whoever loads the theme says so.
 *
 * @param isMeant Whether the file of a name counts.
 */
export function themeKey(folder: string | undefined, isMeant: (name: string) => boolean = () => true): string {
  if (folder === undefined) return '';
  const hash = createHash('sha256');
  for (const path of unlessUnreadable(() => filesIn(folder, isMeant)) ?? []) {
    const bytes = unlessUnreadable(() => readFileSync(path));
    hash.update(`${path.slice(folder.length)} ${bytes?.length}\n`).update(bytes ?? '');
  }
  return hash.digest('hex').slice(0, 32);
}

function filesIn(folder: string, isMeant: (name: string) => boolean): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => isMeant(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .sort();
}

function unlessUnreadable<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** What is asked of the disk about paths that a configuration names. */
export interface Disk {
  readonly realPath: typeof realPath;
  readonly kindAt: typeof kindAt;
}

/** Whether a path is the folder or lies in it, both absolute, by their names alone: links are the caller's business. */
export function within(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path with `/` on every system. */
export function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** The path as messages show it: relative to the working directory, `.` for itself. */
export function seenFrom(cwd: string, path: string): string {
  return slashed(relative(cwd, path)) || '.';
}

/** The path without symbolic links; of one that does not exist yet, as much of it as does. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

/** What is at the path, symbolic links followed; undefined where nothing is, or nothing that can be reached. */
export function kindAt(path: string): 'folder' | 'file' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

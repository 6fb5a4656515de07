import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything in a folder, dotfiles too, by path: `folder`, where a link leads, or the SHA-256 of a file's bytes. */
export function tree(folder: string): Record<string, string> {
  return describeEach(folder, (path) => {
    const stats = lstatSync(path);
    if (stats.isDirectory()) return 'folder';
    if (stats.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  });
}

/** When each thing in a folder, and the folder itself, was last written to, in nanoseconds. */
export function writeTimes(folder: string): Record<string, bigint> {
  const timeOf = (path: string) => lstatSync(path, { bigint: true }).mtimeNs;
  return { '.': timeOf(folder), ...describeEach(folder, timeOf) };
}

function describeEach<Told>(folder: string, tell: (path: string) => Told): Record<string, Told> {
  const paths = (readdirSync(folder, { recursive: true }) as string[]).sort();
  return Object.fromEntries(paths.map((path) => [path, tell(join(folder, path))]));
}

/** What lasts of a state folder: its status tells of the last run, and of when it was; its cache can be made again. */
export function remembered(state: string): Record<string, string> {
  const isLasting = (path: string) => path !== 'status.json' && path.split('/')[0] !== 'cache';
  return Object.fromEntries(Object.entries(tree(state)).filter(([path]) => isLasting(path)));
}

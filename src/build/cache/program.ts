import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ownFile = fileURLToPath(import.meta.url);
/** The folder of all modules of the program, three above this one. */
const modules = dirname(dirname(dirname(ownFile)));

/**
 * What makes documents out of articles, so that another program is not taken for this one: its modules by their sizes
 * and times, since a checkout has one version number for many programs; when packages were last installed, since a range
 * of versions stands for many; Node.js, and the data of ICU that it came with, which zones and names of languages are from.
 */
export function programIdentity(): string {
  identity ??= identify();
  return identity;
}

let identity: string | undefined;

function identify(): string {
  const hash = createHash('sha256');
  for (const { path, size, mtimeMs } of modulesIn(modules)) hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  for (const time of installations(dirname(modules))) hash.update(`${time}\n`);
  const { version, versions } = process;
  return [hash.digest('hex').slice(0, 32), version, versions.icu, versions.tz, versions.unicode].join(' ');
}

interface Module {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

function modulesIn(folder: string): Module[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): Module[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return modulesIn(path);
    if (extname(entry.name) !== extname(ownFile)) return [];
    const { size, mtimeMs } = statSync(path);
    return [{ path, size, mtimeMs }];
  });
}

/** Packages lie in the package's own folder or beside it; installing one replaces a name there. */
function installations(root: string): (number | undefined)[] {
  const beside = basename(dirname(root)) === 'node_modules' ? [dirname(root)] : [];
  return [join(root, 'node_modules'), ...beside].flatMap((folder) =>
    [folder, join(folder, '.package-lock.json')].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs),
  );
}

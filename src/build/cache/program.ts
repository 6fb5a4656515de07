import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ownFile = fileURLToPath(import.meta.url);
const extension = extname(ownFile);
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
  const { version, versions } = process;
  const facts = [version, versions.icu, versions.tz, versions.unicode];
  noteModules(modules, facts);
  noteInstallations(dirname(modules), facts);
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 32);
}

type Facts = (string | number | undefined)[];

function noteModules(folder: string, facts: Facts): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) noteModules(path, facts);
    else if (path.endsWith(extension)) {
      const { size, mtimeMs } = statSync(path);
      facts.push(path, size, mtimeMs);
    }
  }
}

/** Packages lie in the package's own folder or beside it; installing one replaces a name there. */
function noteInstallations(root: string, facts: Facts): void {
  for (const folder of [`${root}/node_modules`, dirname(root)]) {
    if (basename(folder) !== 'node_modules') continue;
    for (const path of [folder, `${folder}/.package-lock.json`]) {
      facts.push(statSync(path, { throwIfNoEntry: false })?.mtimeMs);
    }
  }
}

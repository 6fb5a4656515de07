import { copyFileSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Identified } from '../../archive/record.ts';
import type { Config } from '../../config/config.ts';
import { folderOf } from '../../config/folder-of.ts';
import { slashed, within } from '../../config/folders.ts';
import { placeWhole } from './durable-file.ts';

/**
 * Pictures and attachments of articles in folders that keep what they lose: copies of the files, each in its place in
 * the collection, so that an article whose folder lost them too is still published with them.
 */

/** Where the copies of a folder's files lie; absolute. */
export function attachmentsFolder(state: string, prefix: string): string {
  return join(state, 'attachments', prefix);
}

/** Every folder in which copies lie, absolute: one of which something was taken is another by its own account. */
export function attachmentFolders({ state, articles }: Config): string[] {
  const root = join(state, 'attachments');
  if (!articles.some(({ keep }) => keep)) return [];
  const isThere = statSync(root, { throwIfNoEntry: false })?.isDirectory();
  const below = isThere ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  const folders = below.filter((entry) => entry.isDirectory());
  return [root, ...folders.map((entry) => join(entry.parentPath, entry.name))];
}

/** Copies what is new or has changed. @throws SystemError where the state folder cannot be written. */
export function keepAttachments(config: Config, identified: readonly Identified[]): void {
  if (!config.articles.some(({ keep }) => keep)) return;
  const roots = new Map(config.articles.map((folder) => [folder, realpathSync(folder.folder)]));
  for (const { article } of identified) {
    const folder = folderOf(article.path, config.articles);
    const root = folder?.keep ? roots.get(folder) : undefined;
    if (!folder || root === undefined) continue;
    for (const { from } of article.media) {
      if (!within(from, root)) continue;
      copyWhole(from, join(attachmentsFolder(config.state, folder.prefix), relative(root, from)));
    }
  }
}

/** The paths of the copies, relative to their folder; undefined where there are none. */
export function attachmentsIn(folder: string): string[] | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => slashed(relative(folder, join(entry.parentPath, entry.name))));
}

function copyWhole(from: string, to: string): void {
  const stats = statSync(from, { throwIfNoEntry: false });
  if (!stats || isCopyOf(stats, statSync(to, { throwIfNoEntry: false }))) return;
  placeWhole(to, (unfinished) => copyFileSync(from, unfinished));
}

function isCopyOf(original: Stats, copy: Stats | undefined): boolean {
  return copy !== undefined && copy.size === original.size && copy.mtimeMs >= original.mtimeMs;
}

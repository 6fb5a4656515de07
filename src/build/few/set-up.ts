import type { Config } from '../../config/config.ts';
import type { Instant } from '../../text/instant.ts';
import { namesText } from '../articles/folder-names.ts';
import type { WorkerSetUp } from '../articles/worker.ts';
import type { PackPlace } from '../cache/pack.ts';
import type { FilesFound } from './file-changes.ts';
import type { KnownWorld } from './known-world.ts';

/** What a thread is told that reads changed files: all that lies in the folders now, by name. */
export function setUpFor(
  { toRead, gone, newOthers, goneOthers }: FilesFound,
  world: KnownWorld,
  { baseUrl, timezone, link, articles }: Config,
  now: Instant,
  cache: PackPlace,
): WorkerSetUp {
  const { columns, table, files } = world;
  const names = articles.map(() => ({ articles: [] as string[], others: [] as string[] }));
  for (let row = 0; row < files; row++) {
    if (columns.filePathKey[row] === 0 || gone.has(row)) continue;
    const folder = columns.folder[row] as number;
    names[folder]?.articles.push(columns.path.at(row).slice(articles[folder]?.prefix.length));
  }
  for (const { at, folder, file } of toRead) {
    if (at >= files) names[folder]?.articles.push(file.path.slice(articles[folder]?.prefix.length));
  }
  const folders = table.u32('others.folder');
  for (const [row, name] of [...table.text('others.name')].entries()) {
    if (name !== '' && !goneOthers.has(row)) names[folders[row] as number]?.others.push(name);
  }
  for (const { folder, inside } of newOthers) names[folder]?.others.push(inside);
  return {
    now,
    site: { baseUrl, timezone, link },
    cache,
    isSmall: true,
    folders: articles.map((folder, i) => ({
      folder,
      articles: namesText(names[i]?.articles ?? []),
      others: namesText(names[i]?.others ?? []),
    })),
  };
}

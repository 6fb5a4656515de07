import { originalKey } from '../../archive/mint.ts';
import type { ArticleFacts } from '../../article/article.ts';
import { noRow, pathKey, textKey } from '../cache/world.ts';
import type { KnownWorld } from './known-world.ts';

/** What changed files may have to do with: rows of files, and places of entries. */
export interface Concerned {
  readonly files: ReadonlySet<number>;
  readonly entries: ReadonlySet<number>;
}

/** What has more to do with one another is no small change. */
const mostFiles = 1000;

/**
 * Everything that recognition may hold against changed files: what they were, entries that no file is now, and whatever
 * shares an id, an original or a place with any of these, on and on. All other articles are the entries that they were,
 * since nothing could take these from them: each has its path and its content. Undefined where that is too much.
 *
 * @param changed Rows of files that changed, are gone or are new.
 * @param read What changed and new files say now.
 */
export function concernedBy(
  world: KnownWorld,
  changed: ReadonlySet<number>,
  read: readonly ArticleFacts[],
): Concerned | undefined {
  const { columns } = world;
  const files = new Set<number>();
  const entries = new Set<number>();
  const ids = new Set<number>();
  const originals = new Set<number>();
  const paths = new Set<number>();
  const learnFile = (row: number) => {
    files.add(row);
    ids.add(columns.fileIdKey[row] as number);
    originals.add(columns.fileOriginalKey[row] as number);
    paths.add(columns.filePathKey[row] as number);
    const entry = columns.fileEntry[row] as number;
    if (entry !== noRow) learnEntry(entry);
  };
  const learnEntry = (order: number) => {
    if (entries.has(order)) return;
    entries.add(order);
    ids.add(columns.idKey[order] as number);
    originals.add(columns.originalKey[order] as number);
    const file = columns.file[order] as number;
    if (file !== noRow && !files.has(file)) learnFile(file);
  };
  for (const { id, originalUrl, path } of read) {
    ids.add(textKey(aliased(world, id)));
    ids.add(textKey(id));
    originals.add(textKey(originalUrl && originalKey(originalUrl)));
    paths.add(pathKey(path));
  }
  for (const row of changed) if (row < world.files) learnFile(row);
  for (const order of world.missing()) {
    learnEntry(order);
    paths.add(pathKey(world.entry(order).known.path));
  }
  for (let before = -1; before !== files.size + entries.size; ) {
    before = files.size + entries.size;
    if (files.size > mostFiles) return undefined;
    for (const keys of [ids, originals, paths]) keys.delete(0);
    for (let row = 0; row < world.files; row++) {
      if (files.has(row)) continue;
      const isNear =
        paths.has(columns.filePathKey[row] as number) ||
        ids.has(columns.fileIdKey[row] as number) ||
        originals.has(columns.fileOriginalKey[row] as number);
      if (isNear) learnFile(row);
    }
    for (let order = 0; order < world.size; order++) {
      if (ids.has(columns.idKey[order] as number) || originals.has(columns.originalKey[order] as number))
        learnEntry(order);
    }
  }
  return { files, entries };
}

function aliased({ head }: KnownWorld, id: string | undefined): string | undefined {
  return head.aliases.find(([alias]) => alias === id)?.[1];
}

import { basename, dirname, join, relative } from 'node:path';
import type { ArticleFolder, Config } from '../config/config.ts';
import { realPath, slashed, within } from '../config/folders.ts';

/** A place in an articles folder, whether or not a file is there. */
export interface PlaceInFolder {
  readonly folder: ArticleFolder;
  /** Relative to the folder, `/`-separated. */
  readonly inside: string;
}

/** Where a path lies in the articles folders of a configuration, also by way of symbolic links to them. */
export function placesOf({ articles }: Config, path: string): PlaceInFolder[] {
  const real = join(realPath(dirname(path)), basename(path));
  return articles.flatMap((folder) => {
    const inside = wayInto(folder.folder, path) ?? wayInto(realPath(folder.folder), real);
    return inside === undefined ? [] : [{ folder, inside }];
  });
}

/** The path relative to a folder, `/`-separated; undefined where it is not inside. */
function wayInto(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return way !== '' && within(path, folder) ? slashed(way) : undefined;
}

import { type Dirent, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';

/** Watches the folders of articles. What it misses is found by the next slot. */
export interface Watch {
  /** Looks for folders that are new or gone: to be called before a run, which then sees all that was not watched yet. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

/**
 * Tells of changes in the folders of articles, whatever they are; dotfiles, and what lies in dot folders, in the output
 * or in the state folder, do not count.
 *
 * Each folder is watched by itself. With `recursive` Node.js 20 does so on Linux for every file, and of those a system
 * allows some ten thousand only.
 *
 * @param onTrouble Why something is not watched, once for each reason: network file systems tell nobody, and the number
 *   of folders that may be watched is limited (inotify(7)).
 */
export function startWatch(
  { articles, output, state }: Pick<Config, 'articles' | 'output' | 'state'>,
  onChange: () => void,
  onTrouble: (reason: string) => void,
): Watch {
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly mark: string }>();
  const reasons = new Set<string>();
  const passedOver = new Set([output, state]);
  const trouble = ({ code, message }: NodeJS.ErrnoException) => {
    const reason = limits[code ?? ''] ?? code ?? message;
    if (!reasons.has(reason)) onTrouble(reason);
    reasons.add(reason);
  };
  const begin = (folder: string) => {
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || !isPassedOver(name)) onChange();
      });
      watcher.on('error', trouble);
      watchers.set(folder, { watcher, mark: markOf(folder) });
    } catch (error) {
      trouble(error as NodeJS.ErrnoException);
    }
  };
  const end = (folder: string) => {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  };
  const refresh = () => {
    const there = new Set(articles.flatMap(({ folder }) => [...foldersIn(folder, passedOver)]));
    for (const [folder, { mark }] of [...watchers]) {
      if (!there.has(folder) || markOf(folder) !== mark) end(folder);
    }
    for (const folder of there) if (!watchers.has(folder)) begin(folder);
  };
  refresh();
  return {
    refresh,
    stop: () => {
      for (const folder of [...watchers.keys()]) end(folder);
    },
  };
}

/** inotify(7): what a system has too few of, and how it gets more. */
const limits: Record<string, string> = {
  ENOSPC: 'the system watches no more: raise fs.inotify.max_user_watches with sysctl',
  EMFILE: 'the system has no more watchers: raise fs.inotify.max_user_instances with sysctl',
};

/** What a folder is known by, whatever its name: a watch stays with one that was deleted, though another has its path. */
function markOf(folder: string): string {
  try {
    const { dev, ino, birthtimeMs } = statSync(folder);
    return `${dev} ${ino} ${birthtimeMs}`;
  } catch {
    return '';
  }
}

/** The folder and all in it that hold articles, as a scan sees them (build/articles/scan.ts); links are not followed. */
function* foldersIn(folder: string, passedOver: ReadonlySet<string>): Generator<string> {
  let within: Dirent[];
  try {
    within = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  yield folder;
  for (const entry of within) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !isPassedOver(entry.name) && !passedOver.has(path)) yield* foldersIn(path, passedOver);
  }
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

import { realPath } from '../../config/folders.ts';
import { ComparedFiles } from './compared-files.ts';
import { type Finding, FolderWalk } from './folder-walk.ts';
import type { WatchedFile } from './last-run.ts';
import { type FileFacts, factsOf, type Snapshot, type SnapshotFolder, statOf } from './snapshot.ts';

export interface ComparisonOptions {
  /** Nothing further is looked at once more places than these differ, or what one means is not to be told. */
  readonly most?: number;
  /** Absolute path of the output folder without symbolic links: it is not entered where it lies among articles. */
  readonly output?: string;
}

/** A name in one of the folders of a snapshot. */
export interface PlaceInSnapshot {
  /** Which of its folders. */
  readonly folder: number;
  /** Relative to the folder, as the disk spells it. */
  readonly inside: string;
}

/** How the disk differs from a snapshot. */
export interface Differences {
  readonly same: boolean;
  /** Articles with other bytes. */
  readonly changed: readonly PlaceInSnapshot[];
  /** Articles that are gone, or are no regular files any more. */
  readonly removed: readonly PlaceInSnapshot[];
  /** New files, below new folders as well: only the globs can tell which are articles. */
  readonly added: readonly PlaceInSnapshot[];
  /** Other names that are gone or stand for something else; new folders, and new names that are passed over. */
  readonly others: readonly PlaceInSnapshot[];
  /** What only a scan can tell the meaning of: new links and special files, what is there and cannot be looked at. */
  readonly odd: readonly PlaceInSnapshot[];
  /** Absolute paths. */
  readonly watchedChanged: readonly string[];
  /** Absolute paths of files that have another stat and the same bytes. */
  readonly touched: readonly string[];
  /** Where nothing differs and files had to be read to know it: what spares the next run that. */
  readonly renewed?: Snapshot;
  /**
   * What a whole run would have seen at the time of this comparison, after one that did what is to be done about the
   * differences. Absent where not all was looked at, or something is odd.
   */
  readonly amended?: Amend;
}

export type Amend = (how: Amendment) => Snapshot;

/** What the run knows that was made of {@link Differences}. */
export interface Amendment {
  /** Of each file that was added: what the globs say. */
  isArticle(place: PlaceInSnapshot): boolean;
  /** SHA-256 of the bytes that were read of an article that was changed or added, hex. */
  hashOf(place: PlaceInSnapshot): string | undefined;
  readonly watched: {
    /** Absolute paths. */
    readonly drop: ReadonlySet<string>;
    /** Those that came to be watched, and those that are watched as they are now. */
    readonly add: readonly WatchedFile[];
  };
}

/**
 * Walks the folders of a snapshot, looks at each of its files, and says what differs.
 *
 * A stat is believed only of files that had not changed for a while when the snapshot was taken; others are read. One
 * with another stat and the same bytes is not changed.
 */
export function differences(snapshot: Snapshot, options: ComparisonOptions = {}): Differences {
  const takenAt = Date.now();
  const comparison = new Comparison(snapshot, options);
  comparison.compare();
  return comparison.end(takenAt);
}

class Comparison {
  private readonly snapshot: Snapshot;
  private readonly options: ComparisonOptions;
  private readonly found: Record<Finding, PlaceInSnapshot[]> = {
    changed: [],
    removed: [],
    added: [],
    others: [],
    odd: [],
  };
  private readonly watchedChanged: string[] = [];
  private readonly compared: ComparedFiles[] = [];
  private readonly watched: ComparedFiles;
  private readonly walks: FolderWalk[];
  private differing = 0;

  constructor(snapshot: Snapshot, options: ComparisonOptions) {
    this.snapshot = snapshot;
    this.options = options;
    this.watched = this.comparedFiles(snapshot.watched.files, true);
    this.walks = snapshot.folders.map((folder, i) => this.walkOf(folder, i));
  }

  compare(): void {
    this.compareWatched();
    for (const [i, { root }] of this.snapshot.folders.entries()) {
      if (this.isOver()) return;
      if (realPath(root) === root) this.walks[i]?.walk();
      else this.find('odd', { folder: i, inside: '' });
    }
  }

  end(takenAt: number): Differences {
    const same = this.differing === 0;
    const isKnown = this.found.odd.length === 0 && !this.isOver();
    return {
      same,
      ...this.found,
      watchedChanged: this.watchedChanged,
      touched: this.compared.flatMap(({ touched }) => touched),
      ...(same && this.compared.some(({ hasRead }) => hasRead) && { renewed: this.amended(takenAt, asItWas) }),
      ...(isKnown && { amended: (how) => this.amended(takenAt, how) }),
    };
  }

  private compareWatched(): void {
    for (const [i, path] of this.snapshot.watched.paths.entries()) {
      if (this.isOver()) return;
      if (!this.watched.isChanged(i, path)) continue;
      this.differing += 1;
      this.watchedChanged.push(path);
    }
  }

  private walkOf(saved: SnapshotFolder, folder: number): FolderWalk {
    return new FolderWalk(saved, this.comparedFiles(saved.articles, false), this.options.output, {
      find: (finding, inside) => this.find(finding, { folder, inside }),
      isOver: () => this.isOver(),
    });
  }

  private find(finding: Finding, place: PlaceInSnapshot): void {
    this.differing += 1;
    this.found[finding].push(place);
  }

  private comparedFiles(files: FileFacts, byStatAlone: boolean): ComparedFiles {
    const { takenAt } = this.snapshot;
    const compared = new ComparedFiles(files, { takenAt, byStatAlone });
    this.compared.push(compared);
    return compared;
  }

  private isOver(): boolean {
    const { most } = this.options;
    return most !== undefined && (this.differing > most || this.found.odd.length > 0);
  }

  private amended(takenAt: number, { isArticle, hashOf, watched }: Amendment): Snapshot {
    return {
      takenAt,
      folders: this.walks.map((walk, folder) =>
        walk.amended({
          isArticle: (inside) => isArticle({ folder, inside }),
          hashOf: (inside) => hashOf({ folder, inside }),
        }),
      ),
      watched: this.amendedWatched(watched),
    };
  }

  private amendedWatched({ drop, add }: Amendment['watched']): Snapshot['watched'] {
    const { paths } = this.snapshot.watched;
    const added = new Set(add.map(({ path }) => path));
    const kept = [...paths.keys()].filter((i) => {
      const path = paths[i] as string;
      return !drop.has(path) && !added.has(path);
    });
    return {
      paths: [...kept.map((i) => paths[i] as string), ...add.map(({ path }) => path)],
      files: factsOf(
        [...kept, ...add.map(({ path, hash, stat = statOf(path) }) => ({ stat, hash }))],
        this.watched.now(),
      ),
    };
  }
}

const asItWas: Amendment = {
  isArticle: () => false,
  hashOf: () => undefined,
  watched: { drop: new Set(), add: [] },
};

import { realPath } from '../../config/folders.ts';
import { ComparedFiles } from './compared-files.ts';
import { type Finding, FolderWalk } from './folder-walk.ts';
import type { FileFacts, Snapshot, SnapshotFolder } from './snapshot.ts';

export interface ComparisonOptions {
  /** Every file of which a hash is known is read again, whatever its stat says. */
  readonly rehash?: boolean;
  /** Nothing further is looked at once anything differs. */
  readonly untilFirst?: boolean;
}

/** A name in one of the folders of a snapshot. */
interface PlaceInSnapshot {
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
  /** What only a scan can tell the meaning of: new links and special files, folders that cannot be looked at. */
  readonly odd: readonly PlaceInSnapshot[];
  /** Absolute paths. */
  readonly watchedChanged: readonly string[];
  /** Absolute paths of files that have another stat and the same bytes. */
  readonly touched: readonly string[];
  /** Where nothing differs and files had to be read to know it: what spares the next run that. */
  readonly renewed?: Snapshot;
}

/**
 * Walks the folders of a snapshot, looks at each of its files, and says what differs.
 *
 * A stat is believed only of files that had not changed for a while when the snapshot was taken; others are read. One
 * with another stat and the same bytes is not changed.
 */
export function differences(snapshot: Snapshot, options: ComparisonOptions = {}): Differences {
  const takenAt = Date.now();
  const comparison = new Comparison(snapshot.takenAt, options);
  const watched = comparison.watched(snapshot.watched);
  const folders = snapshot.folders.map((folder, i) => comparison.folder(folder, i));
  return comparison.end({ takenAt, folders, watched });
}

class Comparison {
  private readonly takenAt: number;
  private readonly rehash: boolean;
  private readonly untilFirst: boolean;
  private readonly found: Record<Finding, PlaceInSnapshot[]> = {
    changed: [],
    removed: [],
    added: [],
    others: [],
    odd: [],
  };
  private readonly watchedChanged: string[] = [];
  private readonly compared: ComparedFiles[] = [];
  private differs = false;

  constructor(takenAt: number, { rehash = false, untilFirst = false }: ComparisonOptions) {
    this.takenAt = takenAt;
    this.rehash = rehash;
    this.untilFirst = untilFirst;
  }

  watched({ paths, files }: Snapshot['watched']): Snapshot['watched'] {
    const compared = this.comparedFiles(files, true);
    for (let i = 0; i < paths.length && !this.isOver(); i += 1) {
      const path = paths[i] as string;
      if (!compared.isChanged(i, path)) continue;
      this.differs = true;
      this.watchedChanged.push(path);
    }
    return { paths, files: compared.now() };
  }

  folder(saved: SnapshotFolder, folder: number): SnapshotFolder {
    const compared = this.comparedFiles(saved.articles, false);
    const find = (finding: Finding, inside: string) => {
      this.differs = true;
      this.found[finding].push({ folder, inside });
    };
    if (this.isOver()) return saved;
    if (realPath(saved.root) === saved.root) {
      new FolderWalk(saved, compared, { find, isOver: () => this.isOver() }).walk();
    } else find('odd', '');
    return { ...saved, articles: compared.now() };
  }

  end(now: Snapshot): Differences {
    const same = !this.differs;
    return {
      same,
      ...this.found,
      watchedChanged: this.watchedChanged,
      touched: this.compared.flatMap(({ touched }) => touched),
      ...(same && this.compared.some(({ hasRead }) => hasRead) && { renewed: now }),
    };
  }

  private comparedFiles(files: FileFacts, byStatAlone: boolean): ComparedFiles {
    const { takenAt, rehash } = this;
    const compared = new ComparedFiles(files, { takenAt, rehash, byStatAlone });
    this.compared.push(compared);
    return compared;
  }

  private isOver(): boolean {
    return this.differs && this.untilFirst;
  }
}

import { type FileStat, isTellingOf } from './file-stat.ts';
import { type FileFacts, hashBytes, hashOf, putStat, statNumbers, statOf } from './snapshot.ts';

export interface Trust {
  /** When the stats were taken, or shortly before. */
  readonly takenAt: number;
  /** Whether a stat is enough for a file of which no hash is known, however young it is. */
  readonly byStatAlone: boolean;
}

/** Files as they are known, held against the disk one by one. */
export class ComparedFiles {
  /** Those that have another stat and the same bytes. */
  readonly touched: string[] = [];
  /** Whether any had to be read and was the same: with its stat of now, the next run may be spared that. */
  hasRead = false;
  /** By their place, those that are not the same, with their stats of now; nothing of what is gone. */
  readonly changed = new Map<number, FileStat | undefined>();
  private readonly known: FileFacts;
  private readonly trust: Trust;
  private renewed: Float64Array | undefined;

  constructor(known: FileFacts, trust: Trust) {
    this.known = known;
    this.trust = trust;
  }

  isChanged(i: number, path: string): boolean {
    // Before its bytes are looked at, here or by whoever is told: what is written to it after that is seen by the next.
    const stat = statOf(path);
    const isChanged = this.differs(i, path, stat);
    if (isChanged) this.changed.set(i, stat);
    return isChanged;
  }

  /** What is known now of those that have not changed. */
  now(): FileFacts {
    return this.renewed ? { ...this.known, stats: this.renewed } : this.known;
  }

  private differs(i: number, path: string, stat: FileStat | undefined): boolean {
    const isSame = this.isKnownStat(i, stat);
    const { takenAt, byStatAlone } = this.trust;
    if (!stat) return !isSame;
    const isTold = isSame && isTellingOf(stat, takenAt);
    if (!this.hasHash(i)) return !(isTold || (isSame && byStatAlone));
    if (isTold) return false;
    if (!this.isKnownSize(i, stat) || !this.isKnownHash(i, hashOf(path))) return true;
    this.hasRead = true;
    if (!isSame) this.touch(i, path, stat);
    return false;
  }

  private isKnownStat(i: number, stat: FileStat | undefined): boolean {
    const { stats } = this.known;
    const at = i * statNumbers;
    if (!stat) return stats[at + 2] === -1;
    return (
      stats[at] === stat.mtimeMs &&
      stats[at + 1] === stat.ctimeMs &&
      stats[at + 2] === stat.size &&
      stats[at + 3] === stat.ino
    );
  }

  private isKnownSize(i: number, { size }: FileStat): boolean {
    return this.known.stats[i * statNumbers + 2] === size;
  }

  private hasHash(i: number): boolean {
    return this.hashAt(i).some((byte) => byte !== 0);
  }

  private isKnownHash(i: number, hash: Uint8Array | undefined): boolean {
    return hash !== undefined && Buffer.compare(hash, this.hashAt(i)) === 0;
  }

  private hashAt(i: number): Uint8Array {
    return this.known.hashes.subarray(i * hashBytes, (i + 1) * hashBytes);
  }

  private touch(i: number, path: string, stat: FileStat): void {
    this.touched.push(path);
    this.renewed ??= Float64Array.from(this.known.stats);
    putStat(this.renewed, i, stat);
  }
}

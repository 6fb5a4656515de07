import { type Dirent, readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { slashed } from '../../config/folders.ts';
import type { ComparedFiles } from './compared-files.ts';
import { articleBit, enteredBit, entryKind, isPassedOver, kindBits, kindOf } from './folder-listing.ts';
import type { SnapshotFolder } from './snapshot.ts';

/** What one name is found to be; `odd`: something of which only a whole scan can tell what it means. */
export type Finding = 'changed' | 'removed' | 'added' | 'others' | 'odd';

export interface Findings {
  /** @param inside Relative to the folder. */
  readonly find: (finding: Finding, inside: string) => void;
  /** Whether nothing more has to be found. */
  readonly isOver: () => boolean;
}

/**
 * A walk through a folder beside the one that was saved. It goes the way of that, also past what is gone, so that the
 * next name, article and folder of the saved walk are always those that belong to where it is.
 */
export class FolderWalk {
  private readonly saved: SnapshotFolder;
  private readonly articles: ComparedFiles;
  private readonly findings: Findings;
  private nextFolder = 0;
  private nextName = 0;
  private nextArticle = 0;

  constructor(saved: SnapshotFolder, articles: ComparedFiles, findings: Findings) {
    this.saved = saved;
    this.articles = articles;
    this.findings = findings;
  }

  walk(): void {
    this.visit(this.saved.root);
  }

  private visit(folder: string): void {
    const { from, to } = this.enter();
    const entries = entriesOf(folder);
    const path = below(folder);
    if (!entries) {
      this.find('odd', folder);
      for (let i = from; i < to; i += 1) this.pass(i);
    } else if (this.isListed(entries, from, to)) {
      for (let i = from; i < to && !this.findings.isOver(); i += 1) this.compare(path + this.nameAt(i), i);
    } else this.compareByName(path, from, to, new Map(entries.map((entry) => [entry.name, entry])));
  }

  /** The names of the next folder of the saved walk. */
  private enter(): { readonly from: number; readonly to: number } {
    const from = this.nextName;
    this.nextName += this.saved.counts[this.nextFolder++] ?? 0;
    return { from, to: this.nextName };
  }

  /** Whether these are the very names, in their order; most systems give them in an order of their own, and keep it. */
  private isListed(entries: readonly Dirent[], from: number, to: number): boolean {
    if (entries.length !== to - from) return false;
    return entries.every((entry, i) => entry.name === this.nameAt(from + i) && this.isKind(entry, from + i));
  }

  private compare(path: string, i: number): void {
    const mark = this.markAt(i);
    if (mark & articleBit) {
      if (this.articles.isChanged(this.nextArticle++, path)) this.find('changed', path);
    } else if (mark & enteredBit) this.visit(path);
  }

  private compareByName(path: string, from: number, to: number, left: Map<string, Dirent>): void {
    for (let i = from; i < to && !this.findings.isOver(); i += 1) {
      const name = this.nameAt(i);
      const entry = left.get(name);
      if (entry && this.isKind(entry, i)) {
        left.delete(name);
        this.compare(path + name, i);
      } else this.miss(path + name, i);
    }
    for (const entry of left.values()) this.meet(path + entry.name, entry);
  }

  private miss(path: string, i: number): void {
    const mark = this.markAt(i);
    this.find(mark & articleBit ? 'removed' : 'others', path);
    if (mark & articleBit) this.nextArticle += 1;
    if (!(mark & enteredBit)) return;
    const { from, to } = this.enter();
    for (let each = from; each < to; each += 1) this.miss(below(path) + this.nameAt(each), each);
  }

  /** As {@link miss}, of what may be there and cannot be seen. */
  private pass(i: number): void {
    const mark = this.markAt(i);
    if (mark & articleBit) this.nextArticle += 1;
    if (!(mark & enteredBit)) return;
    const { from, to } = this.enter();
    for (let each = from; each < to; each += 1) this.pass(each);
  }

  private meet(path: string, entry: Dirent): void {
    const kind = kindOf(entry);
    if (isPassedOver(entry.name)) this.find('others', path);
    else if (kind === entryKind.folder) this.meetFolder(path);
    else this.find(kind === entryKind.file && !entry.name.includes('\uFFFD') ? 'added' : 'odd', path);
  }

  private meetFolder(folder: string): void {
    this.find('others', folder);
    if (this.findings.isOver()) return;
    const entries = entriesOf(folder);
    if (!entries) this.find('odd', folder);
    for (const entry of entries ?? []) this.meet(below(folder) + entry.name, entry);
  }

  private find(finding: Finding, path: string): void {
    this.findings.find(finding, slashed(path.slice(below(this.saved.root).length)));
  }

  private nameAt(i: number): string {
    return this.saved.names[i] as string;
  }

  private markAt(i: number): number {
    return this.saved.marks[i] as number;
  }

  private isKind(entry: Dirent, i: number): boolean {
    return kindOf(entry) === (this.markAt(i) & kindBits);
  }
}

function below(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** Nothing where they cannot be listed: what lies there is not gone for that. */
function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

import { type Dirent, readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { slashed } from '../../config/folders.ts';
import type { ComparedFiles } from './compared-files.ts';
import { CurrentListing, type Cursor, type FileKnowledge } from './current-listing.ts';
import { articleBit, enteredBit, entryKind, isPassedOver, kindBits, kindOf } from './folder-listing.ts';
import { type SnapshotFolder, statOf } from './snapshot.ts';

/** What one name is found to be; `odd`: something of which only a whole scan can tell what it means. */
export type Finding = 'changed' | 'removed' | 'added' | 'others' | 'odd';

export interface Findings {
  /** @param inside Relative to the folder. */
  readonly find: (finding: Finding, inside: string) => void;
  /** Whether nothing more has to be found. */
  readonly isOver: () => boolean;
}

/** A name of a saved folder, and where the walk stands that comes to it. */
interface SavedName extends Readonly<Cursor> {
  readonly i: number;
}

/**
 * A walk through a folder beside the one that was saved. Where the names are those that were saved, it goes the way of
 * that, so that the next name, article and folder of the saved walk are always those that belong to where it is; where
 * they are not, it looks up where that is.
 */
export class FolderWalk {
  private readonly saved: SnapshotFolder;
  private readonly articles: ComparedFiles;
  private readonly output: string | undefined;
  private readonly findings: Findings;
  private next: Cursor = { folder: 0, name: 0, article: 0 };
  /** From the first difference on: nobody asks for it where there is none. */
  private current: CurrentListing | undefined;

  /** @param output Absolute path, without symbolic links, of a folder that is not entered. */
  constructor(saved: SnapshotFolder, articles: ComparedFiles, output: string | undefined, findings: Findings) {
    this.saved = saved;
    this.articles = articles;
    this.output = output;
    this.findings = findings;
  }

  walk(): void {
    this.visit(this.saved.root);
  }

  /** The folder as it is now, when all of it was walked and nothing was odd. */
  amended(knowledge: FileKnowledge): SnapshotFolder {
    const articles = this.articles.now();
    return this.current?.amended(this.saved.root, articles, knowledge) ?? { ...this.saved, articles };
  }

  private visit(folder: string): void {
    const entries = entriesOf(folder);
    if (!entries) {
      this.find('odd', folder);
      this.passFolder();
    } else if (this.isListed(entries)) this.compareInOrder(below(folder));
    else this.compareByName(below(folder), entries);
  }

  /** The names of the next folder of the saved walk. */
  private enter(): { readonly from: number; readonly to: number } {
    const from = this.next.name;
    const to = from + this.nextCount();
    this.next.folder += 1;
    this.next.name = to;
    return { from, to };
  }

  private nextCount(): number {
    return this.saved.counts[this.next.folder] ?? 0;
  }

  /** Whether these are the very names, in their order; most systems give them in an order of their own, and keep it. */
  private isListed(entries: readonly Dirent[]): boolean {
    const from = this.next.name;
    if (entries.length !== this.nextCount()) return false;
    return entries.every((entry, i) => entry.name === this.nameAt(from + i) && this.isKind(entry, from + i));
  }

  private compareInOrder(path: string): void {
    const { from, to } = this.enter();
    this.current?.list(this.saved.names.slice(from, to), this.saved.marks.subarray(from, to));
    for (let i = from; i < to && !this.findings.isOver(); i += 1) this.compare(path + this.nameAt(i), i);
  }

  private compare(path: string, i: number): void {
    const mark = this.markAt(i);
    if (mark & articleBit) this.compareArticle(path);
    else if (mark & enteredBit) this.visit(path);
  }

  private compareArticle(path: string): void {
    const { article } = this.next;
    if (!this.articles.isChanged(article, path)) this.current?.keep(article);
    else {
      const stat = this.articles.changed.get(article);
      if (stat) this.listing().find({ inside: this.inside(path), stat });
      this.find(stat ? 'changed' : 'odd', path);
    }
    this.next.article += 1;
  }

  private compareByName(path: string, entries: readonly Dirent[]): void {
    const listing = this.listing();
    const first = list(entries, listing);
    const left = this.savedNames();
    const behind = this.next;
    for (let i = 0; i < entries.length && !this.findings.isOver(); i += 1) {
      const entry = entries[i] as Dirent;
      const saved = left.get(entry.name);
      if (saved && this.isKind(entry, saved.i)) {
        left.delete(entry.name);
        listing.mark(first + i, this.markAt(saved.i));
        this.goTo(saved);
        this.compare(path + entry.name, saved.i);
      } else this.meet(path + entry.name, entry, first + i);
    }
    if (this.findings.isOver()) return;
    for (const [name, saved] of left) {
      this.goTo(saved);
      this.miss(path + name, saved.i);
    }
    this.next = behind;
  }

  /** By name, those of the next folder of the saved walk, which then stands behind it. */
  private savedNames(): Map<string, SavedName> {
    const names = new Map<string, SavedName>();
    const { from, to } = this.enter();
    for (let i = from; i < to; i += 1) {
      names.set(this.nameAt(i), { i, ...this.next });
      this.pass(i);
    }
    return names;
  }

  private goTo({ folder, name, article }: SavedName): void {
    this.next = { folder, name, article };
  }

  private miss(path: string, i: number): void {
    const mark = this.markAt(i);
    this.find(mark & articleBit ? 'removed' : 'others', path);
    if (mark & articleBit) this.next.article += 1;
    if (!(mark & enteredBit)) return;
    const { from, to } = this.enter();
    for (let each = from; each < to; each += 1) this.miss(below(path) + this.nameAt(each), each);
  }

  /** Past what is not looked at, or not now. */
  private pass(i: number): void {
    const mark = this.markAt(i);
    if (mark & articleBit) this.next.article += 1;
    if (mark & enteredBit) this.passFolder();
  }

  private passFolder(): void {
    const { from, to } = this.enter();
    for (let i = from; i < to; i += 1) this.pass(i);
  }

  /** @param place Among the names that are listed. */
  private meet(path: string, entry: Dirent, place: number): void {
    const kind = kindOf(entry);
    if (isPassedOver(entry.name)) this.find('others', path);
    else if (kind === entryKind.folder) this.meetFolder(path, place);
    else if (kind === entryKind.file && !entry.name.includes('\uFFFD')) this.meetFile(path, place);
    else this.find('odd', path);
  }

  private meetFile(path: string, place: number): void {
    const stat = statOf(path);
    if (stat) this.listing().find({ inside: this.inside(path), stat, place });
    this.find(stat ? 'added' : 'odd', path);
  }

  private meetFolder(folder: string, place: number): void {
    this.find('others', folder);
    if (folder === this.output || this.findings.isOver()) return;
    const entries = entriesOf(folder);
    if (!entries) {
      this.find('odd', folder);
      return;
    }
    const listing = this.listing();
    listing.mark(place, entryKind.folder | enteredBit);
    const first = list(entries, listing);
    for (let i = 0; i < entries.length && !this.findings.isOver(); i += 1) {
      const entry = entries[i] as Dirent;
      this.meet(below(folder) + entry.name, entry, first + i);
    }
  }

  private listing(): CurrentListing {
    this.current ??= new CurrentListing(this.saved, this.next);
    return this.current;
  }

  private find(finding: Finding, path: string): void {
    this.findings.find(finding, this.inside(path));
  }

  private inside(path: string): string {
    return slashed(path.slice(below(this.saved.root).length));
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

function list(entries: readonly Dirent[], listing: CurrentListing): number {
  return listing.list(
    entries.map(({ name }) => name),
    entries.map(kindOf),
  );
}

/** Nothing where they cannot be listed: what lies there is not gone for that. */
function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

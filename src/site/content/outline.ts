/**
 * Levels of headings below the title of a page, which is its only one of the first level: they begin at the second, and
 * none is deeper than the one before it by more than one, whatever levels an author took for their size.
 */
export class Outline {
  /** Levels as written, of the headings that the next may stand below. */
  private readonly open: number[] = [];

  /** @param written Level as written, 1 to 6. @returns 2 to 6. */
  next(written: number): number {
    while (this.open.length > 0 && (this.open.at(-1) as number) >= written) this.open.pop();
    this.open.push(written);
    return Math.min(this.open.length + 1, 6);
  }
}

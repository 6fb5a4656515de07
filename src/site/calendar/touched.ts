import type { Instant } from '../../text/instant.ts';
import {
  type Calendar,
  type CalendarPage,
  finerThan,
  hasPage,
  hasPagesBelow,
  indexPage,
  isThere,
  pagesBelow,
  partRange,
  partsOf,
  periodPage,
  periodsIn,
  type Range,
  rangeOf,
  sizeOf,
  wholeOf,
} from './calendar.ts';
import { type Period, type PeriodKind, periodAt, periodKinds } from './period.ts';

export interface TouchedPages {
  /**
   * That are not what they were, some perhaps that are: those that show an entry that changed, that list a count which
   * did, and that lead to a period before or after them which came or went.
   */
  readonly touched: readonly CalendarPage[];
  /** That were there and are no more. */
  readonly gone: readonly CalendarPage[];
}

/**
 * What becomes of the pages of a calendar when some of its entries change, without a look at the others. All else is the
 * same before and after.
 *
 * @param changed By place, the entries that came, went, or are shown otherwise, be it only at another time.
 */
export function pagesTouched(before: Calendar, after: Calendar, changed: ReadonlySet<number>): TouchedPages {
  const instants = Float64Array.from([...instantsOf(before, changed), ...instantsOf(after, changed)])
    .sort()
    .reverse();
  return new Touched(before, after, changed, instants).all();
}

function instantsOf({ instants, places }: Calendar, changed: ReadonlySet<number>): Instant[] {
  const found: Instant[] = [];
  for (let i = 0; i < places.length; i++) if (changed.has(places[i] as number)) found.push(instants[i] as Instant);
  return found;
}

class Touched {
  readonly #before: Calendar;
  readonly #after: Calendar;
  readonly #changed: ReadonlySet<number>;
  readonly #changes: Pick<Calendar, 'zone' | 'instants'>;
  readonly #pages = new Map<string, CalendarPage>();
  /** Pages that were there, among which those are that went. */
  readonly #former = new Map<string, CalendarPage>();

  /** @param instants Of what changed, before and after, newest first. */
  constructor(before: Calendar, after: Calendar, changed: ReadonlySet<number>, instants: ArrayLike<Instant>) {
    this.#before = before;
    this.#after = after;
    this.#changed = changed;
    this.#changes = { zone: after.zone, instants };
  }

  all(): TouchedPages {
    const isCountChanged = this.#visit('year', wholeOf(this.#changes));
    if (this.#after.isMain && isCountChanged) this.#add(indexPage(this.#after));
    const gone = [...this.#former.values()].filter((page) => !isThere(this.#after, page));
    return { touched: [...this.#pages.values()], gone };
  }

  #add(page: CalendarPage): void {
    this.#pages.set(page.path, page);
  }

  /** Whether anywhere in the range, which is one of changes, a count is another. */
  #visit(kind: PeriodKind, range: Range): boolean {
    return periodsIn(this.#changes, kind, range)
      .map((period) => this.#visitPeriod(period))
      .includes(true);
  }

  #visitPeriod(period: Period & Range): boolean {
    const [before, after] = [this.#before, this.#after];
    const [was, is] = [rangeOf(before, period), rangeOf(after, period)];
    const finer = finerThan(period.kind);
    const isCountChanged = finer ? this.#visit(finer, period) : sizeOf(was) !== sizeOf(is);
    if (!finer && sizeOf(is) > after.most) this.#addParts(period, was, is);
    if (sizeOf(is) > 0 && (isCountChanged || sizeOf(is) <= after.most) && hasPage(after, period)) {
      this.#add(periodPage(after, period));
    }
    const kinds = periodKinds.slice(periodKinds.indexOf(period.kind));
    if (sizeOf(was) > 0 !== sizeOf(is) > 0) {
      if (hasPage(sizeOf(is) > 0 ? after : before, period)) this.#addNeighbours(is, kinds);
    } else if (hasPagesBelow(before, period, was) !== hasPagesBelow(after, period, is)) {
      for (const page of pagesBelow(after, period, is)) this.#add(page);
      this.#addNeighbours(is, kinds.slice(1));
    }
    if (isCountChanged) this.#addFormer(period, was, is);
    return isCountChanged;
  }

  /** The page of a period, and all below it where none of these is left: others are looked at one by one. */
  #addFormer(period: Period, was: Range, is: Range): void {
    const page = periodPage(this.#before, period);
    if (!isThere(this.#before, page)) return;
    this.#former.set(page.path, page);
    if (finerThan(period.kind) && hasPagesBelow(this.#after, period, is)) return;
    for (const below of pagesBelow(this.#before, period, was)) this.#former.set(below.path, below);
  }

  /** The pages that may lead into a stretch of time, from the entries next to it. */
  #addNeighbours({ from, to }: Range, kinds: readonly PeriodKind[]): void {
    const { zone, instants } = this.#after;
    for (const at of [from - 1, to]) {
      const instant = instants[at];
      if (instant === undefined) continue;
      for (const period of kinds.map((kind) => periodAt(zone, kind, instant))) {
        if (hasPage(this.#after, period)) this.#add(periodPage(this.#after, period));
      }
    }
  }

  #addParts(day: Period, was: Range, is: Range): void {
    const parts = partsOf(this.#after, day, is);
    const partsBefore = sizeOf(was) > this.#before.most ? Math.ceil(sizeOf(was) / this.#before.most) : 0;
    for (const page of parts) {
      const isLastOfBoth = parts.length !== partsBefore && page.part === Math.min(parts.length, partsBefore);
      if (isLastOfBoth || page.part > partsBefore || !this.#isSamePart(was, is, page.part)) this.#add(page);
    }
  }

  #isSamePart(was: Range, is: Range, part: number): boolean {
    const [old, now] = [partRange(this.#before, was, part), partRange(this.#after, is, part)];
    if (sizeOf(old) !== sizeOf(now)) return false;
    for (let i = 0; i < sizeOf(now); i++) {
      const place = this.#after.places[now.from + i] as number;
      if (place !== this.#before.places[old.from + i] || this.#changed.has(place)) return false;
    }
    return true;
  }
}

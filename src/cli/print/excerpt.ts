import type { Place } from '../../diagnostic.ts';
import { visible } from './visible.ts';
import { graphemeWidth } from './width.ts';

/** More of a line than this many code units around the place is never looked at: lines of megabytes exist. */
const reach = 400;

/** In most lines each code unit is one column; what tells graphemes takes milliseconds to be made. */
const plain = /^[ -~]*$/;
let graphemes: Intl.Segmenter | undefined;

/** One grapheme cluster as it is printed. */
interface Cell {
  /** Code units, from the beginning of the line. */
  readonly at: number;
  readonly shown: string;
  /** Terminal columns. */
  readonly width: number;
}

/**
 * The line a diagnostic is about and a line of carets to print below it, cut around the place to at most `columns`
 * terminal columns. Tabs become spaces, wide characters count twice and what a terminal would obey is escaped, so that
 * the carets stand where the place is. Absent where the place has no text.
 */
export function excerpt(place: Place, columns: number): readonly [line: string, carets: string] | undefined {
  if (place.text === undefined) return undefined;
  const { text } = place;
  const from = Math.min(Math.max(place.column - 1, 0), text.length);
  const to = from + Math.max(place.length ?? 1, 1);

  const cells = cellsOf(text, Math.max(from - reach, 0), Math.min(from + reach, text.length));
  const first = from < text.length ? cells.findLastIndex((cell) => cell.at <= from) : cells.length;
  const past = cells.findIndex((cell) => cell.at >= to);
  const { start, end } = stretch(cells, first, columns - 2);

  const cutBefore = start < end && (cells[start] as Cell).at > 0 ? '…' : '';
  const cutAfter = end < cells.length || from + reach < text.length ? '…' : '';
  const line = cells.slice(start, end).map((cell) => cell.shown);
  const indent = cutBefore.length + widthOf(cells.slice(start, first));
  const under = widthOf(cells.slice(first, past < 0 ? end : Math.min(past, end)));
  return [`${cutBefore}${line.join('')}${cutAfter}`.trimEnd(), ' '.repeat(indent) + '^'.repeat(Math.max(under, 1))];
}

function cellsOf(text: string, from: number, to: number): Cell[] {
  const part = text.slice(from, to);
  if (plain.test(part)) return Array.from(part, (shown, i) => ({ at: from + i, shown, width: 1 }));
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const cells: Cell[] = [];
  for (const { segment, index } of graphemes.segment(part)) {
    const shown = segment === '\t' ? '  ' : visible(segment);
    const width = shown === segment ? graphemeWidth(segment) : shown.length;
    cells.push({ at: from + index, shown, width });
  }
  return cells;
}

/** Which cells to show: all where they fit into `room` columns, else those around `place`, a third of them before it. */
function stretch(cells: readonly Cell[], place: number, room: number): { start: number; end: number } {
  const before = widthOf(cells) <= room ? room : Math.floor(room / 3);
  let start = place;
  let width = 0;
  while (start > 0 && width + (cells[start - 1] as Cell).width <= before) {
    start -= 1;
    width += (cells[start] as Cell).width;
  }
  let end = place;
  while (end < cells.length && width + (cells[end] as Cell).width <= room) {
    width += (cells[end] as Cell).width;
    end += 1;
  }
  return { start, end };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

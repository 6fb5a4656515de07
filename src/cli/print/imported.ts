import type { Clipping } from '../../article/clipping.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';

/** What became of one clipping. */
export interface Imported {
  /** The text it came from, as the user named it. */
  readonly file: string;
  /** The article, relative to the working directory. */
  readonly path: string;
  /** `unchanged`: an earlier import of the same text wrote it. */
  readonly change: 'new' | 'unchanged';
  readonly clipping: Clipping;
}

/** @param dateFrom `today`: nobody gave one. */
export function importedText(
  { path, change, clipping }: Imported,
  date: string,
  dateFrom: 'option' | 'today',
  style: Style,
): string {
  const name = style.bold(visible(path));
  if (change === 'unchanged')
    return `${name} holds this text already: nothing written, its front matter is edited there`;
  const { title, titleFrom, source, dropped } = clipping;
  const rows: [string, string][] = [
    ['title', titleFrom === 'option' ? visible(title) : `${visible(title)}  (its ${titleFrom})`],
    ['source', source ? visible(source) : 'none: the text has no last line "Source: NAME", --source gives one'],
    ['date', dateFrom === 'today' ? `${date}  (today: the text has none, --date gives another)` : date],
  ];
  if (dropped)
    rows.push(['dropped', `"${visible(dropped)}"  (asks the reader for something; --keep-first-line keeps it)`]);
  return [`${name} ${style.green('written')}`, ...table(rows, style)].join('\n');
}

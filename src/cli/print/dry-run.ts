import type { EntryChange } from '../entry-changes.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';
import { grouped } from './words.ts';

/** So many of a kind are named. */
const most = 50;

/** Said even where there is none of them. */
const always: readonly EntryChange['what'][] = ['new', 'revised', 'resurfaced', 'left out'];
const kinds: readonly EntryChange['what'][] = [
  'new',
  'revised',
  'resurfaced',
  'moved',
  'withdrawn',
  'restored',
  'left out',
];

/** What a run would do: `3 new, 1 revised, 0 resurfaced, 1 left out`, and to which. */
export function dryRunText(changes: readonly EntryChange[], style: Style): string {
  const of = (kind: EntryChange['what']) => changes.filter(({ what }) => what === kind);
  const said = kinds.filter((kind) => always.includes(kind) || of(kind).length > 0);
  const title = said.map((kind) => `${grouped(of(kind).length)} ${kind}`).join(', ');
  const rows = said.flatMap((kind) => {
    const named = of(kind);
    const first = named
      .slice(0, most)
      .map(({ file, title: name }): [string, string] => [
        kind,
        name === undefined ? visible(file) : `${visible(file)}  ${style.dim(visible(name))}`,
      ]);
    return named.length > most
      ? [...first, [kind, `and ${grouped(named.length - most)} more`] satisfies [string, string]]
      : first;
  });
  return [style.bold(title), ...table(rows, style)].join('\n');
}

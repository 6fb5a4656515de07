import type { Outcome } from '../../archive/adoption/adopt.ts';
import { type Way, ways } from '../../archive/adoption/evidence.ts';
import type { AdoptResult } from '../../build/adopt/adopt-feeds.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';
import { count, grouped, listed } from './words.ts';

/** One match on one line: the article, the id that it takes, and why. */
export function adoptedText({ article, item, way }: Outcome & { readonly is: 'adopted' }, style: Style): string {
  return `${style.bold(visible(article.file))} takes ${visible(item.id)}  ${style.dim(`(same ${way})`)}`;
}

/** What was taken over, in numbers. */
export function adoptionSummary({ outcome, outcomes }: AdoptResult, style: Style): string {
  const of = <Kind extends Outcome['is']>(kind: Kind) =>
    outcomes.filter((it): it is Outcome & { readonly is: Kind } => it.is === kind);
  const adopted = of('adopted');
  const items = outcomes.length - of('repeated').length;
  const missed = items - adopted.length - of('known').length;
  const rows: [string, string][] = [
    ['matched by', matchedBy(adopted.map(({ way }) => way))],
    ['known', grouped(of('known').length)],
    ['missed', `${grouped(missed)}, named above with the reason`],
  ];
  const numbers = [adopted.length, of('known').length, missed];
  const done = outcome === 'adopted' ? 'taken over' : 'would be taken over';
  const title = `${grouped(adopted.length)} of ${count(items, 'item')} ${done}`;
  const colour = missed === 0 ? style.green : style.yellow;
  const shown = rows.filter((_, i) => numbers[i] !== 0);
  return [style.bold(colour(title)), ...table(shown, style)].join('\n');
}

function matchedBy(found: readonly Way[]): string {
  const counts = ways.map((way) => [way, found.filter((it) => it === way).length] as const);
  return listed(counts.filter(([, number]) => number > 0).map(([way, number]) => `${way} (${grouped(number)})`));
}

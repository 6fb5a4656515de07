import { closeness } from '../../text/sketch.ts';

export interface Pair<A, B> {
  readonly a: A;
  readonly b: B;
  readonly closeness: number;
}

interface Sketched<Item> {
  readonly item: Item;
  readonly sketch: string;
}

/** Of each item's rivals so many are kept: the closest. */
const rivals = 8;

/**
 * The pairs of one of each side that are at least so close, the closest first; pairs that are equally close in the order
 * of the items. Only those that share a good part of their sketches are compared, so that a thousand files that went
 * and a thousand that came cost no million comparisons.
 */
export function closestPairs<A, B>(
  some: readonly Sketched<A>[],
  others: readonly Sketched<B>[],
  atLeast: number,
): Pair<A, B>[] {
  if (some.length === 0) return [];
  const byBin = new Map<string, number[]>();
  for (const [index, { sketch }] of others.entries()) {
    for (const bin of binsOf(sketch)) {
      const sharing = byBin.get(bin);
      if (sharing) sharing.push(index);
      else byBin.set(bin, [index]);
    }
  }
  const pairs = some.flatMap(({ item, sketch }) => {
    const shared = new Map<number, number>();
    for (const bin of binsOf(sketch)) {
      for (const index of byBin.get(bin) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
    }
    return [...shared]
      .filter(([, count]) => count >= fewestShared)
      .sort(([i, m], [j, n]) => n - m || i - j)
      .slice(0, rivals)
      .map(([index]) => others[index] as Sketched<B>)
      .map((other): Pair<A, B> => ({ a: item, b: other.item, closeness: closeness(sketch, other.sketch) }))
      .filter((pair) => pair.closeness >= atLeast);
  });
  return pairs.sort((one, other) => other.closeness - one.closeness);
}

/** The least that two sketches share which are worth a comparison: of the sixteen bins that the shortest one fills. */
const fewestShared = 4;

function binsOf(sketch: string): string[] {
  return [...sketch].flatMap((digit, bin) => (bin === 0 || digit === '.' ? [] : [`${bin}${digit}`]));
}

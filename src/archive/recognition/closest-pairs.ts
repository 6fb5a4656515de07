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
 * of the items. Only those that share a good part of their sketches are compared, and what two share is counted in one
 * array of bytes: ten thousand files that went and ten thousand that came cost a second or two.
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
  const shared = new Uint8Array(others.length);
  const pairs = some.flatMap(({ item, sketch }) => {
    const bins = binsOf(sketch);
    shared.fill(0);
    for (const bin of bins) for (const index of byBin.get(bin) ?? []) shared[index] = (shared[index] as number) + 1;
    return indexesOf(shared, Math.max(fewestShared, bins.length * leastShare))
      .sort((i, j) => (shared[j] as number) - (shared[i] as number) || i - j)
      .slice(0, rivals)
      .map((index) => others[index] as Sketched<B>)
      .map((other): Pair<A, B> => ({ a: item, b: other.item, closeness: closeness(sketch, other.sketch) }))
      .filter((pair) => pair.closeness >= atLeast);
  });
  return pairs.sort((one, other) => other.closeness - one.closeness);
}

/** The least that two sketches share which are worth a comparison: of the sixteen bins that the shortest one fills. */
const fewestShared = 4;

/** Of longer ones such a part: well below every line, and far above the one in 64 that any two share by chance. */
const leastShare = 1 / 8;

function indexesOf(counts: Uint8Array, atLeast: number): number[] {
  const indexes: number[] = [];
  for (let index = 0; index < counts.length; index++) if ((counts[index] as number) >= atLeast) indexes.push(index);
  return indexes;
}

function binsOf(sketch: string): string[] {
  return [...sketch].flatMap((digit, bin) => (bin === 0 || digit === '.' ? [] : [`${bin}${digit}`]));
}

import { readWeights, type Weighted } from './weights.ts';

/** Content codings (RFC 9110 8.4.1). */
export type Coding = 'br' | 'gzip' | 'identity';

/**
 * What to send (RFC 9110 12.5.3), of what there is in several codings: that with the highest weight, the first of equal
 * ones; undefined where none is acceptable. Without the field any is acceptable, and a client that names none may well
 * understand none; with it, what is not listed is not acceptable, but for `identity`, which must be excluded in words.
 */
export function chooseCoded<Coded extends { readonly coding: Coding }>(
  accepted: string | undefined,
  there: readonly Coded[],
): Coded | undefined {
  const weights = accepted === undefined ? silent : weightsIn(accepted);
  let best: Coded | undefined;
  for (const each of there) {
    if (weights[each.coding] > (best ? weights[best.coding] : 0)) best = each;
  }
  return best;
}

const silent: Readonly<Record<Coding, number>> = { br: 0, gzip: 0, identity: 1 };

/** Clients send a handful of values. */
const known = new Map<string, Readonly<Record<Coding, number>>>();
const mostKnown = 256;

function weightsIn(accepted: string): Readonly<Record<Coding, number>> {
  const before = known.get(accepted);
  if (before) return before;
  const list = readWeights(accepted);
  const weights = { br: weightOf(list, 'br'), gzip: weightOf(list, 'gzip'), identity: weightOf(list, 'identity') };
  if (known.size < mostKnown) known.set(accepted, weights);
  return weights;
}

/** Of `identity` where nothing is said: acceptable, after whatever was asked for. */
const unasked = 0.0001;

function weightOf(list: readonly Weighted[], coding: Coding): number {
  const named = list.find(({ token }) => token === coding || (coding === 'gzip' && token === 'x-gzip'));
  const any = named ?? list.find(({ token }) => token === '*');
  return any?.weight ?? (coding === 'identity' ? unasked : 0);
}

import { readWeights, type Weighted } from './weights.ts';

/** Content codings (RFC 9110 8.4.1), the smallest first. */
export const codings = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof codings)[number];

/**
 * The coding to send (RFC 9110 12.5.3), of those that there are: the one with the highest weight, the smallest of equal
 * ones; undefined where none is acceptable. Without the field any is acceptable, and a client that names none may well
 * understand none; with it, what is not listed is not acceptable, but for `identity`, which must be excluded in words.
 */
export function chooseCoding(accepted: string | undefined, there: readonly Coding[]): Coding | undefined {
  if (accepted === undefined) return there.includes('identity') ? 'identity' : undefined;
  const weights = weightsIn(accepted);
  let best: Coding | undefined;
  let most = 0;
  for (const coding of codings) {
    if (!there.includes(coding)) continue;
    const weight = weights[coding];
    if (weight <= most) continue;
    best = coding;
    most = weight;
  }
  return best;
}

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

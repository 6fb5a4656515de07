/** Of a representation: first and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** More than so many parts in one response are a defect or an attack (RFC 9110 17.15). */
const mostRanges = 16;

const specifier = /^(?:(\d+)-(\d+)?|-(\d+))$/;

/**
 * The parts that a `Range` asks for (RFC 9110 14.1.2, 14.2), in its order; `unsatisfiable` where the representation
 * ends before all of them; undefined where the field is to be ignored: another unit, not well-formed, too many parts,
 * or parts that overlap, which no client has a use for.
 */
export function readRange(text: string, length: number): readonly ByteRange[] | 'unsatisfiable' | undefined {
  const set = /^bytes=(.*)$/is.exec(text)?.[1];
  if (set === undefined) return undefined;
  const written = set.split(',', mostRanges * 2).map((part) => part.trim());
  const members = written.filter((part) => part !== '');
  if (members.length === 0 || members.length > mostRanges) return undefined;
  const ranges: ByteRange[] = [];
  for (const each of members) {
    const match = specifier.exec(each);
    if (match === null) return undefined;
    const [, first, last, suffix] = match;
    if (first !== undefined && last !== undefined && Number(last) < Number(first)) return undefined;
    const range =
      suffix === undefined
        ? { first: Number(first), last: Math.min(last === undefined ? length : Number(last), length - 1) }
        : { first: Math.max(0, length - Number(suffix)), last: length - 1 };
    if (range.first <= range.last && Number(suffix) !== 0) ranges.push(range);
  }
  if (ranges.length === 0) return 'unsatisfiable';
  return overlap(ranges) ? undefined : ranges;
}

function overlap(ranges: readonly ByteRange[]): boolean {
  const sorted = [...ranges].sort((a, b) => a.first - b.first);
  return sorted.some(({ first }, i) => i > 0 && first <= (sorted[i - 1] as ByteRange).last);
}

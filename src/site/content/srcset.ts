/**
 * The address of the widest, or densest, candidate of a `srcset` (HTML, 4.8.4.2.1) as article/content/ writes it:
 * candidates are apart by a comma and a space, and no address ends in a comma.
 */
export function largestCandidate(srcset: string | undefined): string | undefined {
  let largest: string | undefined;
  let most = -1;
  for (const candidate of srcset?.split(', ') ?? []) {
    const [address, descriptor = '1x'] = candidate.split(' ');
    const size = Number.parseFloat(descriptor);
    if (size > most) [largest, most] = [address, size];
  }
  return largest;
}

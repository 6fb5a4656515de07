import { distance } from 'fastest-levenshtein';

/**
 * The candidate that was probably meant by a word, case and separators aside: a third of its letters may be wrong (two
 * that changed places count as two), or its end be missing. Of equally near ones the first.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = bare(word);
  let best: string | undefined;
  let least = Math.ceil(wanted.length / 3) + 1;
  for (const candidate of candidates) {
    const known = bare(candidate);
    const far = wanted.length >= 3 && known.startsWith(wanted) ? 1 : distance(wanted, known);
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

function bare(word: string): string {
  return word
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_-]/g, '');
}

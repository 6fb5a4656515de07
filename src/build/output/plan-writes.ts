import { caseless } from '../../text/caseless.ts';
import type { PublishedDocument } from '../result.ts';

/** What this program has written into an output folder: path → SHA-256 of the bytes, hex. */
export type OutputManifest = ReadonlyMap<string, string>;

export interface WritePlan {
  readonly documents: readonly PublishedDocument[];
  /** Paths whose bytes have to be put in place. */
  readonly write: readonly string[];
  /** Paths that an earlier run wrote and this one does not know. */
  readonly remove: readonly string[];
  /** Paths that this run wants and where something lies that is not ours. */
  readonly foreign: readonly string[];
}

/** What is at a path of the output folder now: a file with this digest, something else, or nothing. */
export type Lying = { readonly digest: string; readonly bytes: number } | 'no file' | 'nothing';

/**
 * Decides what a run does to the output folder, from what it made, what earlier runs left there by their own account,
 * and what is really there.
 *
 * A file that has the very bytes of a document is as good as ours, whoever wrote it; so is one that has those of a file of
 * ours whose path differs by case alone, since it may be that file. Where a folder or a link took the place of one of our
 * files, it is not ours.
 *
 * @param made Each document's digest and size, in the order of publication.
 */
export function planWrites(
  made: ReadonlyMap<string, { readonly digest: string; readonly bytes: number }>,
  ours: OutputManifest,
  lyingAt: (path: string) => Lying,
): WritePlan {
  const documents: PublishedDocument[] = [];
  const write: string[] = [];
  const strange: string[] = [];
  for (const [path, { digest, bytes }] of made) {
    const lying = lyingAt(path);
    const isFile = typeof lying === 'object';
    const change = lying === 'nothing' ? 'new' : isFile && lying.digest === digest ? 'unchanged' : 'changed';
    documents.push({ path, bytes, change });
    if (change !== 'unchanged') write.push(path);
    if (change === 'changed' && !(isFile && ours.has(path))) strange.push(path);
  }
  const remove = [...ours.keys()].filter((path) => !made.has(path) && typeof lyingAt(path) === 'object').sort();
  const foreign = strange.length > 0 ? withoutTwins(strange, ours, lyingAt) : [];
  return { documents, write, remove, foreign };
}

/** Those at which no file lies that is one of ours under a name of other case. */
function withoutTwins(paths: readonly string[], ours: OutputManifest, lyingAt: (path: string) => Lying): string[] {
  const twins = new Map(Array.from(ours.keys(), (path) => [caseless(path), path]));
  return paths.filter((path) => {
    const twin = twins.get(caseless(path));
    if (twin === undefined || twin === path) return true;
    const [lying, other] = [lyingAt(path), lyingAt(twin)];
    return !(typeof lying === 'object' && typeof other === 'object' && lying.digest === other.digest);
  });
}

import type { PublishedDocument } from './result.ts';

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

/**
 * Decides what a run does to the output folder, from what it made, what earlier runs left there by their own account,
 * and what is really there.
 *
 * @param made Each document's digest and size, in the order of publication.
 * @param lies Digest of the file that lies at a path now; undefined where there is none. Asked for made paths only.
 * @param exists Whether anything lies at a path.
 */
export function planWrites(
  made: ReadonlyMap<string, { readonly digest: string; readonly bytes: number }>,
  ours: OutputManifest,
  lies: (path: string) => string | undefined,
  exists: (path: string) => boolean,
): WritePlan {
  const documents: PublishedDocument[] = [];
  const write: string[] = [];
  const foreign: string[] = [];
  for (const [path, { digest, bytes }] of made) {
    const there = lies(path);
    const change = there === undefined ? 'new' : there === digest ? 'unchanged' : 'changed';
    documents.push({ path, bytes, change });
    if (change !== 'unchanged') write.push(path);
    if (change !== 'unchanged' && !ours.has(path) && exists(path)) foreign.push(path);
  }
  const remove = [...ours.keys()].filter((path) => !made.has(path) && exists(path)).sort();
  return { documents, write, remove, foreign };
}

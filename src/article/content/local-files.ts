import type { MediaFile } from '../article.ts';

/** The files beside an article, as its content may refer to them; build/ answers from the disk. */
export interface LocalFiles {
  /** The reference as written, without its fragment; undefined: no such file. */
  find(reference: string): FoundFile | undefined;
}

/** `refused`: the file is there, but must not be published (outside the folder, not a regular file, too large …). */
export type FoundFile =
  | { readonly kind: 'media'; readonly file: MediaFile; readonly url: string }
  | { readonly kind: 'article'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: string };

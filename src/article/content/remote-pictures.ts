import type { MediaFile } from '../article.ts';

/** Copies of pictures that lie elsewhere, as articles may show them; build/ answers from its store. */
export interface RemotePictures {
  /** @param address Absolute http(s) URL without a fragment. */
  find(address: string): FoundPicture;
}

/** `wanted`: there is no copy yet, and there should be one. `own`: it lies on our own site. */
export type FoundPicture =
  | { readonly kind: 'copy'; readonly file: MediaFile; readonly url: string }
  | { readonly kind: 'wanted' }
  | { readonly kind: 'own' };

/** A picture of which there is no copy, where the article first shows it. */
export interface WantedPicture {
  /** Absolute http(s) URL without a fragment. */
  readonly address: string;
  /** Line of the file, 1-indexed; absent where it is not known. */
  readonly line?: number;
}

/** What one article shows of remote pictures: copies where there are any, the others' own addresses. */
export class PictureCopies {
  readonly #pictures: RemotePictures | undefined;
  readonly #files = new Map<string, MediaFile>();
  readonly #wanted = new Map<string, WantedPicture>();

  /** @param pictures Absent: every picture keeps its own address. */
  constructor(pictures?: RemotePictures) {
    this.#pictures = pictures;
  }

  /**
   * The address to publish for a picture.
   *
   * @param url Absolute. A fragment goes where there is a copy: it would name a part of an SVG, and feeds show wholes.
   * @param line Asked for only where there is no copy.
   */
  addressOf(url: string, line: () => number | undefined = () => undefined): string {
    if (!this.#pictures || !/^https?:/.test(url)) return url;
    const address = url.replace(/#.*$/s, '');
    const found = this.#pictures.find(address);
    if (found.kind === 'copy') {
      this.#files.set(found.file.to, found.file);
      return found.url;
    }
    if (found.kind === 'wanted' && !this.#wanted.has(address)) {
      const at = line();
      this.#wanted.set(address, { address, ...(at !== undefined && { line: at }) });
    }
    return url;
  }

  /** The copies used, in the order of their first mention. */
  files(): MediaFile[] {
    return [...this.#files.values()];
  }

  wanted(): WantedPicture[] {
    return [...this.#wanted.values()];
  }
}

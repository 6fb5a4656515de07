import type { Config } from '../../config/config.ts';
import { markdownPath } from '../../site/address/page-path.ts';
import { isShownAsWritten } from '../../site/as-written.ts';
import type { MarkdownFile } from '../output/markdown.ts';
import { versionPath } from '../state/version-path.ts';
import type { PagedArchive } from './page-documents.ts';

/**
 * Articles that are published as they were written, beside their pages.
 *
 * @param hashOf SHA-256 of the bytes in a place, hex.
 * @param absoluteOf Where a file lies that messages call so, if it is there.
 */
export function* markdownFiles(
  { pathAt, entryAt }: Pick<PagedArchive, 'pathAt' | 'entryAt'>,
  places: Iterable<number>,
  hashOf: (place: number) => string,
  absoluteOf: (shown: string) => string | undefined,
  { state }: Config,
): Generator<MarkdownFile> {
  for (const place of places) {
    const [page, entry] = [pathAt(place), entryAt(place)];
    if (page === undefined || !entry || !isShownAsWritten(entry)) continue;
    const hash = hashOf(place);
    const here = absoluteOf(entry.file);
    const candidates = [...(here === undefined ? [] : [here]), versionPath(state, hash)];
    yield { path: markdownPath(page), hash, candidates, file: entry.file };
  }
}

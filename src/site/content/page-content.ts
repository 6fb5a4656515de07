import { pieces } from '../../article/content/html-scanner.ts';
import { Html } from '../html.ts';
import type { Words } from '../words/words.ts';
import { ContentWriter } from './content-writer.ts';

/** What the content of an article is made ready for. */
export interface PageSurroundings {
  /** Absolute, ends in `/`. */
  readonly baseUrl: string;
  /** Prefix of addresses that are relative to the output folder. */
  readonly root: string;
  /** What stands before `#` in links within the article, the entry's link; absent: only its footnotes are led to. */
  readonly anchor?: string;
  readonly words: Pick<Words, 'language' | 'picture' | 'video' | 'audio' | 'table' | 'details'>;
  /** BCP 47: of the article; absent where it is that of the words, or nobody knows. */
  readonly language?: string;
}

/**
 * The content of an article, as its feeds show it, as its page can: it loads nothing from other sites, leads to pages
 * of the site by relative addresses, has headings that go on from the title of the page, and is valid HTML, where
 * feeds need no more than that parsers agree on it. No word of it is lost.
 *
 * @param html Of the entry: what article/content/ writes.
 */
export function pageContent(html: string, around: PageSurroundings): Html {
  const writer = new ContentWriter(around, html);
  for (const piece of pieces(html)) {
    if (piece.tag === '') writer.text(piece.markup);
    else if (piece.isEnd) writer.end(piece.tag);
    else writer.start(piece.tag, piece.attributes);
  }
  return new Html(writer.finish());
}

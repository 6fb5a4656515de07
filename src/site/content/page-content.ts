import { pieces } from '../../article/content/html-scanner.ts';
import { Html } from '../html.ts';
import { ContentWriter } from './content-writer.ts';
import type { PageSurroundings } from './surroundings.ts';

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

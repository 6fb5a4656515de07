/**
 * The HTML that this room writes, read piece by piece. It is regular enough for one expression: tag names are lower
 * case, values are quoted, and `<` and `>` stand for nothing but tags, being escaped in text and in values.
 */
const PIECE = /<(\/?)([a-z][a-z0-9]*)((?:\s[^>]*)?)>|[^<]+/g;

export interface Piece {
  /** Of a tag its name, of text the empty string. */
  readonly tag: string;
  readonly isEnd: boolean;
  /** Of a start tag what stands between its name and `>`, with the space before it. */
  readonly attributes: string;
  /** As written. */
  readonly markup: string;
}

export function* pieces(html: string): Generator<Piece> {
  for (const [markup, slash, tag = '', attributes = ''] of html.matchAll(PIECE)) {
    yield { tag, isEnd: slash === '/', attributes, markup };
  }
}

/** Elements without an end tag (HTML, 13.1.2), as far as they may occur. */
export const VOID: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'source', 'track', 'wbr']);

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The characters that stand for themselves nowhere in the HTML we write; there are no other entities in it. */
export function unescaped(html: string): string {
  return html.includes('&')
    ? html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] as string)
    : html;
}

import { type Piece, pieces, VOID } from './html-scanner.ts';
import { fileName } from './markdown/embeds.ts';
import { EMBED, NOTHING } from './sanitize.ts';

/**
 * Puts the elements of sanitised HTML where HTML allows them, so that every parser builds the same tree from it.
 *
 * A sanitiser balances tags but knows nothing of what may be in what: `<p><span><div>`, a link in a link, text between
 * the rows of a table. Parsers mend such things each in its own way, moving text about, and the W3C feed validator,
 * which parses strictly, warns of each (`NotHtml`). So what HTML's parser (13.2.6) would call an error is mended here,
 * once. Tags are closed, repeated or left out; no word is, and no tag is added that the sanitiser does not allow.
 *
 * The depth of what comes in is bounded by the sanitiser, and with it the cost of looking through open elements.
 */
export function nest(html: string): string {
  const writer = new NestingWriter();
  for (const piece of pieces(html)) {
    if (piece.tag === NOTHING) continue;
    if (piece.tag === '') writer.text(piece.markup);
    else if (piece.isEnd) writer.end(piece.tag);
    else writer.start(piece);
  }
  return writer.finish();
}

/** Close an open paragraph (HTML, 13.2.6.4.7, "a start tag whose tag name is one of"). */
const CLOSES_PARAGRAPH = new Set([
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'details',
    'div',
    'dl',
    'dt',
    'dd',
    'figcaption',
    'figure',
    'footer',
  ],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'li', 'main', 'menu', 'nav', 'ol', 'p', 'pre'],
  ...['section', 'summary', 'table', 'ul'],
]);
/** What an end tag, or the search for an open element, does not reach across. */
const SCOPE = new Set(['td', 'th', 'caption', 'table']);
const TABLE_PARTS = new Set(['caption', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th']);
/** In these stand only parts of a table, and white space. */
const TABLE_CONTEXT = new Set(['table', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr']);
const ROW_GROUPS = new Set(['thead', 'tbody', 'tfoot']);
const HEADING = /^h[1-6]$/;
/** What they hold usually stands in paragraphs. */
const FLOW_ONLY = new Set(['article', 'blockquote', 'div', 'figure', 'main', 'section']);
const PLAYERS = new Set(['audio', 'video']);
const SOURCES_OF = new Set(['audio', 'video', 'picture']);

/**
 * Between an item and the item before it, these are looked through: three by the letter of HTML, the others by html5lib
 * (and with it the W3C feed validator), which has not heard of them.
 */
const TRANSPARENT_FOR_ITEMS = new Set(['address', 'div', 'p', 'figcaption', 'hgroup', 'main', 'summary']);

interface OpenElement {
  readonly tag: string;
  readonly attributes: string;
  /** Of a player: what it plays, while nothing has been written into it. */
  plays?: string | undefined;
  /** Its tags are left out. */
  readonly isSilent?: boolean;
}

/**
 * Parsers keep three of one kind open for formatting (HTML, 13.2.4.3, the "Noah's Ark clause"); the end tag of a fourth
 * is an error. It would change nothing to be seen.
 */
const FORMATTING = new Set(['a', 'b', 'code', 'em', 'i', 's', 'small', 'strong', 'u']);
const MOST_ALIKE = 3;

class NestingWriter {
  private readonly open: OpenElement[] = [];
  private out = '';

  text(markup: string): void {
    if (/\S/.test(markup)) {
      this.enterCell();
      for (const element of this.open) delete element.plays;
    }
    this.out += markup;
  }

  start({ tag, attributes: written }: Piece): void {
    const attributes = written.replace(/\s*\/$/, '');
    if (tag === 'table') this.enterCell();
    else if (TABLE_PARTS.has(tag) || tag === 'col') {
      if (!this.placeInTable(tag)) return;
    } else this.enterCell();
    if (CLOSES_PARAGRAPH.has(tag)) this.closeForBlock(tag);
    if (tag === 'a') this.closeWithin('a');
    if (tag === 'rt' || tag === 'rp') this.closeDownToRuby();
    if (VOID.has(tag)) this.startVoid(tag, attributes);
    else if (tag === 'span' && attributes.includes(` ${EMBED.address}="`)) this.startEmbed(attributes);
    else this.push(tag, attributes);
  }

  end(tag: string): void {
    if (VOID.has(tag)) return;
    const isTablePart = TABLE_PARTS.has(tag) || tag === 'table';
    for (let i = this.open.length - 1; i >= 0; i--) {
      const candidate = this.open[i]?.tag as string;
      if (candidate === tag) {
        this.closeTo(i);
        return;
      }
      if (isTablePart ? candidate === 'table' : SCOPE.has(candidate)) return;
    }
  }

  finish(): string {
    this.closeTo(0);
    return this.out;
  }

  private push(tag: string, attributes: string): void {
    const plays = PLAYERS.has(tag) ? attributeOf('src', attributes) : undefined;
    const isSilent = FORMATTING.has(tag) && this.alike(tag, attributes) >= MOST_ALIKE;
    this.open.push({ tag, attributes, isSilent, ...(plays === undefined ? {} : { plays }) });
    if (!isSilent) this.out += `<${tag}${attributes}>`;
  }

  private alike(tag: string, attributes: string): number {
    return this.open.filter((element) => element.tag === tag && element.attributes === attributes).length;
  }

  private closeTo(length: number): void {
    while (this.open.length > length) {
      const { tag, plays, isSilent } = this.open.pop() as OpenElement;
      // Readers without players keep what is in the element: let it be a link.
      if (plays !== undefined && this.inScope('a') < 0) this.out += `<a href="${plays}">${fileName(plays)}</a>`;
      if (!isSilent) this.out += `</${tag}>`;
    }
  }

  private startVoid(tag: string, attributes: string): void {
    const parent = this.open.at(-1);
    if (tag === 'source' || tag === 'track') {
      if (!parent || !SOURCES_OF.has(parent.tag)) return;
      if (PLAYERS.has(parent.tag)) parent.plays ??= attributeOf('src', attributes);
    }
    this.out += `<${tag}${attributes}>`;
  }

  /** A link before what the embed holds; where the embed stood for itself, in a paragraph of its own. */
  private startEmbed(attributes: string): void {
    const depth = this.open.length;
    const label = attributeOf(EMBED.label, attributes) ?? '';
    if (depth === 0 || FLOW_ONLY.has(this.open.at(-1)?.tag as string)) this.push('p', '');
    if (this.inScope('a') < 0) this.push('a', ` href="${attributeOf(EMBED.address, attributes)}"`);
    this.text(label);
    this.closeTo(depth);
    this.open.push({ tag: 'span', attributes: '', isSilent: true });
  }

  /** Index of the innermost open element of that name in scope, or -1. */
  private inScope(tag: string): number {
    for (let i = this.open.length - 1; i >= 0; i--) {
      const candidate = this.open[i]?.tag as string;
      if (candidate === tag) return i;
      if (SCOPE.has(candidate)) return -1;
    }
    return -1;
  }

  private closeWithin(tag: string): void {
    const at = this.inScope(tag);
    if (at >= 0) this.closeTo(at);
  }

  private closeForBlock(tag: string): void {
    if (tag === 'li') this.closeItem(['li'], ['ul', 'ol', 'menu']);
    if (tag === 'dt' || tag === 'dd') this.closeItem(['dt', 'dd'], ['dl']);
    const paragraph = this.inScope('p');
    if (paragraph >= 0) {
      // `<p><a><div>`: the link goes on in the block, as browsers have it.
      const torn = this.open
        .slice(paragraph + 1)
        .filter((element) => !element.isSilent && !CLOSES_PARAGRAPH.has(element.tag));
      this.closeTo(paragraph);
      for (const element of torn) this.push(element.tag, element.attributes.replace(/ id="[^"]*"/, ''));
    }
    const current = this.open.findLastIndex((element) => !element.isSilent);
    if (HEADING.test(tag) && HEADING.test(this.open[current]?.tag ?? '')) this.closeTo(current);
  }

  /** A new item ends the one before it, unless a list, or another block than these, has begun in between. */
  private closeItem(items: string[], lists: string[]): void {
    for (let i = this.open.length - 1; i >= 0; i--) {
      const candidate = this.open[i]?.tag as string;
      if (items.includes(candidate)) {
        this.closeTo(i);
        return;
      }
      if (lists.includes(candidate) || SCOPE.has(candidate)) return;
      if (CLOSES_PARAGRAPH.has(candidate) && !TRANSPARENT_FOR_ITEMS.has(candidate)) return;
    }
  }

  private closeDownToRuby(): void {
    const ruby = this.inScope('ruby');
    if (ruby >= 0) this.closeTo(ruby + 1);
  }

  /** Closes what must be closed before that part of the innermost table; false: there is no table for it. */
  private placeInTable(tag: string): boolean {
    const table = this.open.findLastIndex((element) => element.tag === 'table');
    if (table < 0) return false;
    const below = (tags: (tag: string) => boolean) =>
      this.open.findLastIndex((element, i) => i > table && tags(element.tag));
    if (tag === 'td' || tag === 'th') {
      const row = below((candidate) => candidate === 'tr');
      if (row >= 0) this.closeTo(row + 1);
      else this.enterRow(table);
    } else if (tag === 'tr') {
      this.closeTo(
        Math.max(
          table,
          below((candidate) => ROW_GROUPS.has(candidate)),
        ) + 1,
      );
    } else if (tag === 'col') {
      const group = below((candidate) => candidate === 'colgroup');
      this.closeTo(Math.max(table, group) + 1);
      if (group < 0) this.push('colgroup', '');
    } else {
      this.closeTo(table + 1);
    }
    return true;
  }

  private enterRow(table: number): void {
    const group = this.open.findLastIndex((element, i) => i > table && ROW_GROUPS.has(element.tag));
    this.closeTo(Math.max(table, group) + 1);
    this.push('tr', '');
  }

  /** What stands in a table, but in no cell, gets a cell: parsers would move it before the table. */
  private enterCell(): void {
    const parent = this.open.at(-1)?.tag;
    if (parent === undefined || !TABLE_CONTEXT.has(parent)) return;
    if (parent !== 'tr') this.enterRow(this.open.findLastIndex((element) => element.tag === 'table'));
    this.push('td', '');
  }
}

function attributeOf(name: string, attributes: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
}

import { VOID } from '../../article/content/html-scanner.ts';
import { escapeMarkup } from '../../text/escape.ts';
import {
  type Attributes,
  alignment,
  inlineAttributes,
  listAttributes,
  readAttributes,
  writeAttributes,
} from './attributes.ts';
import { HEADING, INLINE, MAY_BE_EMPTY, TABLE_PARTS, TRANSPARENT, WRITTEN_AS } from './elements.ts';
import {
  finishFigure,
  finishRow,
  finishTable,
  finishTerms,
  isNamed,
  namePicture,
  withoutRepeatedWords,
} from './finishing.ts';
import { LinkTargets } from './link-targets.ts';
import type { OpenElement } from './open-element.ts';
import { OpenElements } from './open-elements.ts';
import { Outline } from './outline.ts';
import { readPicture } from './picture.ts';
import { Player } from './player.ts';
import { hostOf, SiteAddresses } from './site-addresses.ts';
import type { PageSurroundings } from './surroundings.ts';
import { VISIBLE, WHITE_SPACE } from './white-space.ts';

/** Writes the content of a page piece by piece: what each element becomes there, and what HTML wants around it. */
export class ContentWriter extends OpenElements {
  private readonly addresses: SiteAddresses;
  private readonly outline = new Outline();
  private readonly targets: LinkTargets;
  private headingCount = 0;
  private readonly ids = new Set<string>();
  /** Escaped. */
  private readonly words: Record<'picture' | 'video' | 'audio' | 'table' | 'details', string>;
  /** `lang` of words of the page in the article, with the space before it; empty where both have one language. */
  private readonly wordsLang: string;
  /** `lang` of the article in the midst of such words. */
  private readonly articleLang: string;
  private player: Player | undefined;

  constructor(around: PageSurroundings, html: string) {
    super();
    this.targets = new LinkTargets(html, around.anchor);
    this.addresses = new SiteAddresses(around, this.targets);
    this.words = escaped(around.words);
    const isForeign = around.language !== undefined && around.language !== around.words.language;
    this.wordsLang = isForeign ? ` lang="${around.words.language}"` : '';
    this.articleLang = isForeign ? ` lang="${around.language}"` : '';
  }

  text(markup: string): void {
    const isVisible = VISIBLE.test(markup);
    if (this.player) this.player.text(markup);
    else if (!isVisible && WHITE_SPACE.test(markup)) this.out.push(markup);
    else {
      this.makeRoom('');
      this.out.push(markup.includes('>') ? markup.replaceAll('>', '&gt;') : markup);
      if (isVisible) this.top.filled = true;
    }
  }

  start(tag: string, written: string): void {
    if (this.player) {
      this.player.start(tag, written);
      return;
    }
    const attributes = readAttributes(written);
    if (tag === 'audio' || tag === 'video') this.player = new Player(tag, attributes);
    else if (VOID.has(tag)) this.startVoid(tag, attributes);
    else if (TRANSPARENT.has(tag)) this.startTransparent(tag, attributes);
    else if (INLINE.has(tag)) this.startInline(tag, attributes);
    else if (tag === 'picture') this.startSilently(tag);
    else this.startBlock(tag, attributes);
  }

  end(tag: string): void {
    if (this.player) {
      if (!this.player.end(tag)) return;
      const { player } = this;
      this.player = undefined;
      this.writePlayer(player);
      return;
    }
    while (this.open.length > 0) {
      const { source } = this.top;
      this.close();
      if (source === tag) return;
    }
  }

  finish(): string {
    while (this.open.length > 0) this.close();
    return this.out.join('');
  }

  /** Opens and closes what HTML wants around an element of that name, or around text. */
  private makeRoom(tag: string): void {
    while (this.top.source === '' && this.open.length > 0 && !isPlaceFor(this.top.tag, tag)) this.close();
    const { container } = this;
    if (container.list && tag !== 'li') this.continueItem(container);
    else if (container.terms && tag !== 'dt' && tag !== 'dd') this.push('', 'dd', '', 'flow');
  }

  /** What stands in a list and is no item belongs to the item before it. */
  private continueItem(of: OpenElement): void {
    const { itemEnd } = of.list as { itemEnd?: number };
    if (itemEnd === undefined) {
      this.push('', 'li', '', 'flow');
      return;
    }
    this.out[itemEnd] = '';
    this.push('', 'li', '', 'flow');
    this.out[this.top.at] = '';
    this.top.filled = true;
  }

  private startVoid(tag: string, attributes: Attributes): void {
    if (tag === 'br' || tag === 'wbr') {
      this.makeRoom(tag);
      this.out.push(`<${tag}>`);
    } else if (tag === 'hr') {
      this.makeRoom(tag);
      if (!this.enterFlow()) return;
      this.out.push('<hr>');
      this.top.filled = true;
    } else if (tag === 'img') {
      this.makeRoom(tag);
      this.writePicture(attributes);
    }
  }

  private startTransparent(tag: string, attributes: Attributes): void {
    this.makeRoom(tag);
    if (tag !== 'a') {
      this.push(tag, tag, writeAttributes(attributes, 'cite', 'datetime'), 'transparent');
      return;
    }
    const address = attributes.get('href');
    const id = this.newId(attributes);
    if (this.top.within.link || (address === undefined && id === '')) {
      this.startSilently(tag);
      return;
    }
    if (address === undefined) {
      this.push(tag, tag, id, 'transparent');
    } else {
      const href = ` href="${this.addresses.link(address)}"`;
      const kept = id + writeAttributes(attributes, 'hreflang');
      this.push(tag, tag, href + kept, 'transparent', { link: { address } }, { link: true });
    }
    if (id !== '') this.top.filled = true;
  }

  private startInline(tag: string, attributes: Attributes): void {
    this.makeRoom(tag);
    const kept = inlineAttributes(tag, attributes);
    const { container } = this;
    const isMisplaced = tag === 'rt' || tag === 'rp' ? container.tag !== 'ruby' : this.isInItself(tag);
    if (kept === undefined || isMisplaced) this.startSilently(tag);
    else if (tag === 'ruby') this.push(tag, tag, kept, 'phrasing', { ruby: { hasReading: false, parentheses: [] } });
    else this.push(tag, tag, kept, tag === 'rt' || tag === 'rp' ? 'phrasing' : 'inline');
  }

  /** HTML has no definition in a definition (4.5.8), and no moment in a moment (4.5.14). */
  private isInItself(tag: string): boolean {
    if (tag !== 'dfn' && tag !== 'time') return false;
    return this.top.tag === tag || this.open.some((element) => element.tag === tag);
  }

  private startBlock(name: string, attributes: Attributes): void {
    const tag = WRITTEN_AS[name] ?? name;
    if (tag === 'div' && this.container.terms) {
      this.startSilently(name);
      return;
    }
    this.makeRoom(tag);
    const isHeading = HEADING.test(tag);
    const place = isHeading ? this.headingCount++ : -1;
    if (isHeading && this.container.tag === 'summary') {
      this.startHeading(tag, attributes, place);
    } else if (!this.enterFlow()) {
      this.separate();
      this.startSilently(name);
    } else if (isHeading) {
      this.startHeading(tag, attributes, place);
    } else if (tag === 'table') {
      this.startTable(attributes);
    } else if (TABLE_PARTS.has(tag)) {
      this.startTablePart(tag, attributes);
    } else if (tag === 'td' || tag === 'th') {
      this.startCell(tag, attributes);
    } else if (tag === 'ul' || tag === 'ol') {
      const kept = tag === 'ol' ? listAttributes(attributes) : writeAttributes(attributes);
      this.push(name, tag, kept, 'flow', { list: {} });
    } else if (tag === 'li') {
      this.startItem(attributes);
    } else if (tag === 'dl') {
      this.push(name, tag, writeAttributes(attributes), 'flow', { terms: { parts: [] } });
    } else if (tag === 'dt' || tag === 'dd') {
      if (!this.container.terms) this.push('', 'dl', '', 'flow', { terms: { parts: [] } });
      this.push(name, tag, writeAttributes(attributes), 'flow', {}, tag === 'dt' ? { label: true } : undefined);
    } else {
      this.startOther(name, tag, attributes);
    }
  }

  private startOther(name: string, tag: string, attributes: Attributes): void {
    const { container } = this;
    const { within } = this.top;
    if (tag === 'pre') {
      const focus = within.link ? '' : ' tabindex="0"';
      this.push(name, tag, focus + writeAttributes(attributes), 'phrasing', {}, { pre: true });
    } else if (tag === 'details' && !within.link) {
      this.push(name, tag, writeAttributes(attributes) + (attributes.has('open') ? ' open' : ''), 'flow', {
        details: {},
      });
      this.out.push('');
    } else if (tag === 'summary' && container.details?.summary === undefined && container.details) {
      this.push(name, tag, writeAttributes(attributes), 'phrasing');
    } else if (tag === 'figure') {
      this.push(name, tag, writeAttributes(attributes), 'flow', { figure: {} });
    } else if (tag === 'figcaption' && container.figure && !container.figure.caption) {
      this.push(name, tag, writeAttributes(attributes), 'flow');
    } else if (tag === 'section') {
      const isFootnotes = attributes.get('class') === 'footnotes';
      this.push(name, 'div', (isFootnotes ? ' class="footnotes"' : '') + writeAttributes(attributes), 'flow');
    } else if (tag === 'p') {
      this.push(name, tag, alignment(attributes) + writeAttributes(attributes), 'phrasing');
    } else if (tag === 'blockquote') {
      this.push(name, tag, writeAttributes(attributes, 'cite'), 'flow');
    } else {
      this.push(name, 'div', alignment(attributes) + writeAttributes(attributes), 'flow');
    }
  }

  private startHeading(tag: string, attributes: Attributes, place: number): void {
    const kept = alignment(attributes) + writeAttributes(attributes);
    const id = this.targets.headings.get(place);
    const written = (id === undefined ? '' : ` id="${id}"`) + kept;
    if (this.top.within.label) this.push(tag, 'strong', written, 'phrasing');
    else this.push(tag, tag, written, 'phrasing', { level: Number(tag[1]) });
  }

  private startItem(attributes: Attributes): void {
    if (!this.container.list) this.push('', 'ul', '', 'flow', { list: {} });
    const value = attributes.get('value') ?? '';
    const number = this.top.tag === 'ol' && /^-?\d{1,9}$/.test(value) ? ` value="${value}"` : '';
    const id = this.newId(attributes);
    this.push('li', 'li', id + number + writeAttributes(attributes), 'flow');
    if (id !== '') this.top.filled = true;
  }

  private startTable(attributes: Attributes): void {
    const { within } = this.top;
    if (within.caption) {
      this.startSilently('table');
      return;
    }
    const kept = writeAttributes(attributes);
    const table = { captions: [] };
    this.push('table', 'table', kept, 'flow', { table }, { table: true });
    if (!within.table && !within.link) {
      const lang = kept.includes(' lang=') || this.wordsLang === '' ? '' : this.articleLang;
      const label = `role="group" tabindex="0" aria-label="${this.words.table}"`;
      this.out[this.top.at] = `<div class="scroll" ${label}${this.wordsLang}><table${kept}${lang}>`;
    }
    this.out.push('');
  }

  private startTablePart(tag: string, attributes: Attributes): void {
    const { container } = this;
    const { table } = container;
    const kept = writeAttributes(attributes);
    if (tag === 'tr' && table) {
      this.startGroup('', 'tbody', '', container);
      this.push(tag, tag, kept, 'flow', { row: { cells: [] } });
    } else if (tag === 'tr' && /^t(?:head|body|foot)$/.test(container.tag)) {
      this.push(tag, tag, kept, 'flow', { row: { cells: [] } });
    } else if (!table || tag === 'tr' || tag === 'colgroup') {
      this.startSilently(tag);
    } else if (tag === 'caption') {
      this.push(tag, tag, kept, 'flow', {}, { caption: true });
    } else {
      this.startGroup(tag, tag, kept, container);
    }
  }

  /** Browsers show the first `thead` and the first `tfoot` at the ends of the table; HTML wants them there (4.9.1). */
  private startGroup(source: string, tag: string, kept: string, { table }: OpenElement): void {
    if (!table) return;
    const end = tag === 'thead' ? 'head' : 'foot';
    if (tag === 'tbody' || table[end] !== undefined) {
      this.push(source, 'tbody', kept, 'flow');
    } else {
      table[end] = '';
      this.push(source, tag, kept, 'flow', { movesTo: end });
    }
  }

  private startCell(tag: string, attributes: Attributes): void {
    if (!this.container.row) {
      this.separate();
      this.startSilently(tag);
      return;
    }
    const kept =
      alignment(attributes) + writeAttributes(attributes, 'colspan', 'rowspan', ...(tag === 'th' ? ['scope'] : []));
    this.push(tag, tag, kept, 'flow', {}, tag === 'th' ? { label: true } : undefined);
  }

  private close(): void {
    const element = this.top;
    this.top = this.open.pop() as OpenElement;
    const { tag } = element;
    if (tag === '') this.top.filled ||= element.filled;
    else if (element.link) this.closeLink(element);
    else if (tag === 'th') this.closeHeader(element);
    else if (!element.filled && !mayBeEmpty(element)) this.takeBack(element);
    else if (tag === 'caption' || tag === 'summary' || element.movesTo) this.moveToPlace(element);
    else this.writeEnd(element);
  }

  /** What has its place at the beginning or the end of the element around it, wherever the author put it. */
  private moveToPlace({ tag, at, movesTo, filled }: OpenElement): void {
    const { table, details } = this.container;
    if (tag === 'summary' && !isNamed(this.out, at)) this.out.push(` ${this.words.details}`);
    const markup = this.cutOut(at);
    if (tag === 'caption') table?.captions.push(markup);
    else if (table && movesTo) table[movesTo] = `${markup}</${tag}>`;
    else if (details) details.summary = `${markup}</summary>`;
    this.top.filled ||= filled;
  }

  private writeEnd(element: OpenElement): void {
    const { tag, at } = element;
    const { container } = this;
    let end = `</${tag}>`;
    if (element.level !== undefined && !isNamed(this.out, at)) {
      this.out[at] = `<div${(this.out[at] as string).slice(3)}`;
      end = '</div>';
    } else if (element.level !== undefined) {
      const level = `h${this.outline.next(element.level)}`;
      this.out[at] = `<${level}${(this.out[at] as string).slice(3)}`;
      end = `</${level}>`;
    } else if (element.ruby && !element.ruby.hasReading) {
      for (const i of [at, ...element.ruby.parentheses]) this.out[i] = '';
      end = '';
    } else if (element.table) {
      end = finishTable(this.out, element);
    } else if (element.terms) {
      end = finishTerms(this.out, element);
    } else if (element.details) {
      this.out[at + 1] = element.details.summary ?? `<summary${this.wordsLang}>${this.words.details}</summary>`;
    } else if (element.row) {
      finishRow(this.out, element.row.cells, container.tag === 'thead');
    } else if (element.figure) {
      finishFigure(this.out, element);
    }
    this.out.push(end);
    const to = this.out.length - 1;
    if (tag === 'li' && container.list) container.list.itemEnd = to;
    else if (tag === 'td' && container.row) container.row.cells.push({ tag, at });
    else if (container.ruby && tag === 'rt') container.ruby.hasReading = true;
    else if (container.ruby && tag === 'rp') container.ruby.parentheses.push(at, to);
    else if (tag === 'dt' || tag === 'dd') container.terms?.parts.push({ tag, from: at, to });
    else if (tag === 'figcaption' && container.figure) {
      container.figure.caption = { from: at, to, isFirst: !container.filled };
    }
    this.top.filled ||= element.filled;
  }

  private closeLink(element: OpenElement): void {
    const { at, link } = element;
    const { address, media } = link as { address: string; media?: 'picture' | 'audio' | 'video' };
    const inside = this.out.slice(at + 1).join('');
    const text = inside.replace(/<[^>]*>/g, '');
    if (VISIBLE.test(text)) {
      if (inside.includes(' alt="')) withoutRepeatedWords(this.out, at, text);
    } else if (inside.includes('<img ')) {
      namePicture(this.out, at, this.words.picture);
    } else if (media) {
      this.out.push(this.word(media), ' ', host(address));
      element.filled = true;
    } else if (!element.filled) {
      this.takeBack(element);
      return;
    } else {
      this.out.push(host(address) || address);
    }
    this.out.push('</a>');
    this.top.filled = true;
  }

  /** A header of nothing is a cell. */
  private closeHeader(element: OpenElement): void {
    const { at } = element;
    this.top.filled ||= element.filled;
    if (isNamed(this.out, at)) {
      this.out.push('</th>');
      this.container.row?.cells.push({ tag: 'th', at });
      return;
    }
    this.out[at] = (this.out[at] as string).replace('<th', '<td').replace(/ scope="[^"]*"/, '');
    this.out.push('</td>');
    this.container.row?.cells.push({ tag: 'td', at });
  }

  private writePicture(attributes: Attributes): void {
    const { markup, address, words, isUnseen } = readPicture(attributes, this.addresses);
    if (markup !== undefined) {
      this.out.push(markup);
      this.top.filled = true;
    } else if (!isUnseen) {
      this.standIn('picture', address, words);
    }
  }

  /** A link to what is not loaded; in a link its words alone, which that link gets a name of where there are none. */
  private standIn(media: 'picture' | 'audio' | 'video', address: string | undefined, words: string): void {
    if (this.top.within.link || address === undefined) {
      if (VISIBLE.test(words)) {
        this.out.push(words);
        this.top.filled = true;
      } else {
        const { link } = this.top.link ? this.top : (this.open.findLast((element) => element.link) ?? this.top);
        if (link) link.media ??= media;
      }
      return;
    }
    const label = VISIBLE.test(words) ? words : this.word(media);
    this.out.push(`<a class="remote" href="${address}">${label} ${host(address)}</a>`);
    this.top.filled = true;
  }

  private writePlayer(player: Player): void {
    this.makeRoom(player.kind);
    const loaded = this.top.within.link ? undefined : player.markup(this.addresses);
    if (loaded === undefined) {
      this.standIn(player.kind, player.address, player.words);
      return;
    }
    this.out.push(loaded);
    this.top.filled = true;
  }

  private word(media: 'picture' | 'audio' | 'video'): string {
    const word = this.words[media];
    return this.wordsLang === '' ? word : `<span${this.wordsLang}>${word}</span>`;
  }

  /** ` id="…"`, or nothing where there is none that is ours and new: others could be those of the page. */
  private newId(attributes: Attributes): string {
    const id = attributes.get('id');
    if (id === undefined || !/^fn(?:ref)?-/.test(id) || this.ids.has(id)) return '';
    this.ids.add(id);
    return ` id="${id}"`;
  }
}

function escaped({ picture, video, audio, table, details }: PageSurroundings['words']) {
  const all = { picture, video, audio, table, details };
  return Object.fromEntries(Object.entries(all).map(([name, word]) => [name, escapeMarkup(word)])) as typeof all;
}

/** Whether an element that was added goes on with one of that name, or with text, in it. */
function isPlaceFor(added: string, tag: string): boolean {
  switch (added) {
    case 'ul':
      return tag === 'li';
    case 'dl':
      return tag === 'dt' || tag === 'dd';
    case 'li':
      return tag !== 'li';
    case 'tbody':
      return tag === 'tr';
    default:
      return tag !== 'dt' && tag !== 'dd';
  }
}

/** An empty item counts, an empty cell keeps others in their columns; a row has to have cells. */
function mayBeEmpty({ source, tag, row }: OpenElement): boolean {
  return source !== '' && MAY_BE_EMPTY.has(tag) && row?.cells.length !== 0;
}

function host(address: string): string {
  const name = hostOf(address);
  return name === '' ? '' : `<span class="host" dir="ltr">${name}</span>`;
}

import { standIn } from '../own-words.ts';
import { embed, kindOf } from './embeds.ts';
import { type MarkdownIt, maxNesting, type StateCore, type Token } from './markdown-it.ts';
import { isMeantAsText, noteRawHtml } from './raw-html.ts';
import { type Scope, scopeOf } from './scope.ts';
import { resolveWikilink } from './wikilinks.ts';

/** Obsidian: `![words|300](…)`, `![words|300x200](…)` */
const SIZE = /\|(\d{1,5})(?:x(\d{1,5}))?$/;

/**
 * Characters that the addresses and titles of an article's links may have together, beside as many as its text has.
 * Links with addresses of their own cannot reach it, but one definition of a hundred kilobytes with ten thousand
 * references to it would make a gigabyte. cmark has the same bound.
 */
const LEAST_ROOM = 100_000;

/** What is left of that room. */
interface Room {
  left: number;
}

/**
 * The last rule: every address that Markdown wrote becomes absolute and safe, or its link goes and its words stay;
 * comments go; raw HTML is noted, so that the caller knows that the output must be sanitised.
 */
export function resolution(md: MarkdownIt): void {
  md.core.ruler.push('resolution', (state) => {
    const scope = scopeOf(state.env);
    const room = { left: Math.max(LEAST_ROOM, state.src.length) };
    let line: number | undefined;
    for (const token of state.tokens) {
      line = token.map?.[0] ?? line;
      if (token.type === 'html_block') noteRawHtml(token, state, scope, line);
      else if (token.type === 'inline' && token.children) inline(md, state, token.children, scope, room, line);
      else if (token.level >= maxNesting - 1 && token.nesting === 1) tooDeep(scope, line);
    }
  });
}

function inline(
  md: MarkdownIt,
  state: StateCore,
  children: Token[],
  scope: Scope,
  room: Room,
  firstLine?: number,
): void {
  let line = firstLine;
  const dropped: boolean[] = [];
  for (const token of children) {
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        if (line !== undefined) line++;
        break;
      case 'link_open': {
        const href = hasRoom(token, scope, room, line)
          ? scope.addresses.link(String(token.attrGet('href') ?? ''), line)
          : undefined;
        if (href !== undefined) token.attrSet('href', href);
        token.hidden = href === undefined;
        dropped.push(token.hidden);
        break;
      }
      case 'link_close':
        token.hidden = dropped.pop() ?? false;
        break;
      case 'footnote_ref':
        // A link in a link: HTML forbids it (4.5.1), and parsers tear the two apart.
        token.meta = { ...token.meta, isWithinLink: dropped.includes(false) };
        break;
      case 'image':
        image(md, state, token, scope, room, line);
        break;
      case 'wikilink':
        resolveWikilink(md, token, scope, line);
        break;
      case 'html_inline':
        if (isMeantAsText(token.content, state, line)) token.type = 'text';
        else noteRawHtml(token, state, scope, line);
        break;
      case 'template_tag':
        scope.report.add('note', 'content/template-tag', 'template tag left as text', line);
        break;
    }
  }
}

function hasRoom(token: Token, scope: Scope, room: Room, line?: number): boolean {
  // An address that stands for itself in the text, with a scheme that it may have been given.
  if (token.info === 'auto') return true;
  for (const name of ['href', 'src', 'title']) room.left -= token.attrGet(name)?.length ?? 0;
  if (room.left >= 0) return true;
  scope.report.add('warning', 'content/removed', 'references that repeat long addresses removed', line);
  return false;
}

function image(md: MarkdownIt, state: StateCore, token: Token, scope: Scope, room: Room, line?: number): void {
  const { escapeHtml } = md.utils;
  const written = md.renderer.renderInlineAsText(token.children ?? [], md.options, state.env);
  const size = SIZE.exec(written);
  const alt = escapeHtml(size ? written.slice(0, size.index) : written);
  const reference = String(token.attrGet('src') ?? '');
  const isPicture = (kindOf(reference) ?? 'image') === 'image';
  const resolve = isPicture ? scope.addresses.picture : scope.addresses.media;
  const url = hasRoom(token, scope, room, line) ? resolve(reference, line) : undefined;
  const title = escapeHtml(String(token.attrGet('title') ?? ''));
  token.type = 'resolved_image';
  token.meta = {
    html:
      url === undefined
        ? standIn(alt)
        : embed(kindOf(url) ?? 'image', { url: escapeHtml(url), alt, title, width: size?.[1], height: size?.[2] }),
  };
}

function tooDeep(scope: Scope, line?: number): void {
  scope.report.add('warning', 'content/removed', 'quotations or lists nested a hundred deep removed', line);
}

import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { isDropped, isElement } from '../html-elements.ts';
import { embed, kindOf } from './embeds.ts';
import { type Scope, scopeOf } from './scope.ts';
import { resolveWikilink } from './wikilinks.ts';

/** Stands in the rendered text where the author said that the summary ends; not allowed in what comes in. */
export const MORE = '\ufdd0';

const COMMENT = /^\s*(?:<!--(?:>|->|[\s\S]*?-->)\s*)+$/;
const MORE_COMMENT = /<!--\s*(?:more|truncate|excerpt)\s*-->/i;
/** Obsidian: `![words|300](…)`, `![words|300x200](…)` */
const SIZE = /\|(\d{1,5})(?:x(\d{1,5}))?$/;

/**
 * The last rule: every address that Markdown wrote becomes absolute and safe, or its link goes and its words stay;
 * comments go; raw HTML is noted, so that the caller knows that the output must be sanitised.
 */
export function addresses(md: MarkdownIt): void {
  md.core.ruler.push('addresses', (state) => {
    const scope = scopeOf(state.env);
    let line: number | undefined;
    for (const token of state.tokens) {
      line = token.map?.[0] ?? line;
      if (token.type === 'html_block') rawHtml(token, state, scope, line);
      else if (token.type === 'inline' && token.children) inline(md, state, token.children, scope, line);
      else if (token.level >= md.options.maxNesting - 1 && token.nesting === 1) tooDeep(scope, line);
    }
  });
}

function inline(md: MarkdownIt, state: StateCore, children: Token[], scope: Scope, firstLine?: number): void {
  let line = firstLine;
  const dropped: boolean[] = [];
  for (const token of children) {
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        if (line !== undefined) line++;
        break;
      case 'link_open': {
        const href = scope.addresses.link(String(token.attrGet('href') ?? ''), line);
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
        image(md, state, token, scope, line);
        break;
      case 'wikilink':
        resolveWikilink(md, token, scope, line);
        break;
      case 'html_inline':
        if (isMeantAsText(token.content, state, line)) token.type = 'text';
        else rawHtml(token, state, scope, line);
        break;
      case 'template_tag':
        scope.report.add('note', 'content/template-tag', 'template tag left as text', line);
        break;
    }
  }
}

function image(md: MarkdownIt, state: StateCore, token: Token, scope: Scope, line?: number): void {
  const { escapeHtml } = md.utils;
  const written = md.renderer.renderInlineAsText(token.children ?? [], md.options, state.env);
  const size = SIZE.exec(written);
  const alt = escapeHtml(size ? written.slice(0, size.index) : written);
  const url = scope.addresses.media(String(token.attrGet('src') ?? ''), line);
  const title = escapeHtml(String(token.attrGet('title') ?? ''));
  token.type = 'resolved_image';
  token.meta = {
    html:
      url === undefined
        ? alt
        : embed(kindOf(url) ?? 'image', { url: escapeHtml(url), alt, title, width: size?.[1], height: size?.[2] }),
  };
}

/**
 * `Vec<T>`, `/users/<id>`, "put it into a <script>": a tag that no element has, or whose element would take all that
 * follows for its own, and that nothing closes. Browsers hide it, and with it what the author wrote.
 */
function isMeantAsText(html: string, state: StateCore, line = 0): boolean {
  const [, tag, attributes] = /^<([a-z][\w-]*)([^>]*)>$/i.exec(html) ?? [];
  const name = tag?.toLowerCase();
  if (name === undefined || attributes?.endsWith('/')) return false;
  if (!isDropped(name) && (isElement(name) || attributes !== '')) return false;
  return lastClosed(state, name) < line;
}

/** The last line with an end tag of that name, 0-indexed; -1 if there is none. */
function lastClosed(state: StateCore, name: string): number {
  state.env.lastClosed ??= linesOfEndTags(state.src);
  return (state.env.lastClosed as Map<string, number>).get(name) ?? -1;
}

function linesOfEndTags(src: string): Map<string, number> {
  const lines = new Map<string, number>();
  let line = 0;
  for (const [, name] of src.matchAll(/\n|<\/([a-z][\w-]*)/gi)) {
    if (name === undefined) line++;
    else lines.set(name.toLowerCase(), line);
  }
  return lines;
}

function rawHtml(token: Token, state: StateCore, scope: Scope, line = 0): void {
  const html = token.content;
  if (COMMENT.test(html)) {
    token.content = MORE_COMMENT.test(html) ? MORE : '';
    return;
  }
  const open = neverClosed(html, state, line);
  if (open) {
    const message = `${open} that is never closed removed, with all that follows it`;
    scope.report.add('warning', 'content/removed', message, line);
  }
  token.content = html.replace(MORE_COMMENT, MORE);
  scope.rawHtml.push({ line, html });
}

/** What begins in a block of HTML and takes all that follows, for parsers of HTML as for us. */
function neverClosed(html: string, state: StateCore, line: number): string | undefined {
  if (/^\s*<!--/.test(html) && !html.includes('-->')) return 'comment';
  const name = /^\s*<([a-z]+)[\s>]/i.exec(html)?.[1]?.toLowerCase();
  return name !== undefined && isDropped(name) && lastClosed(state, name) < line ? `<${name}>` : undefined;
}

function tooDeep(scope: Scope, line?: number): void {
  scope.report.add('warning', 'content/removed', 'quotations or lists nested a hundred deep removed', line);
}

import { standIn } from '../own-words.ts';
import { embed, kindOf } from './embeds.ts';
import type { MarkdownIt, StateInline, Token } from './markdown-it.ts';
import type { Scope } from './scope.ts';

/** `[[target#heading|words]]`, with `!` before it an embed. Brackets within end the search, which keeps it linear. */
const WIKILINK = /!?\[\[([^[\]|#\n]*)(#[^[\]|\n]*)?(?:\|([^[\]\n]*))?\]\]/y;
const SIZE = /^\s*(\d{1,5})(?:x(\d{1,5}))?\s*$/;

/** Obsidian's links and embeds. What they lead to is known only after parsing, see {@link resolveWikilink}. */
export function wikilinks(md: MarkdownIt): void {
  md.inline.ruler.before('link', 'wikilink', wikilink);
  md.renderer.rules.wikilink = (tokens, i) => (tokens[i]?.meta?.html as string | undefined) ?? '';
}

function wikilink(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const first = src.charCodeAt(pos);
  if (first !== 0x5b && !(first === 0x21 && src.charCodeAt(pos + 1) === 0x5b)) return false;
  WIKILINK.lastIndex = pos;
  const link = WIKILINK.exec(src);
  if (!link || pos + link[0].length > state.posMax) return false;
  const [written, target = '', heading = '', words] = link;
  if (target.trim() === '' && heading === '') return false;
  if (!silent) {
    const token = state.push('wikilink', '', 0);
    token.content = target.trim();
    token.meta = {
      heading: heading.slice(1).trim(),
      words,
      isEmbed: first === 0x21,
      // The types have forgotten it.
      isWithinLink: (state as StateInline & { readonly linkLevel: number }).linkLevel > 0,
    };
  }
  state.pos += written.length;
  return true;
}

/**
 * Decides what a wikilink becomes. A link: to the article that is found, else its words alone. An embed: the picture,
 * sound or film that is found, else as a link; notes are not copied into others.
 */
export function resolveWikilink(md: MarkdownIt, token: Token, scope: Scope, line: number | undefined): void {
  const target = token.content;
  const { heading, words, isEmbed, isWithinLink } = token.meta as {
    heading: string;
    words: string | undefined;
    isEmbed: boolean;
    isWithinLink: boolean;
  };
  const size = isEmbed ? SIZE.exec(words ?? '') : null;
  const label = (size ? undefined : words?.trim()) || [target, heading].filter(Boolean).join(' > ');
  const shown = isEmbed ? standIn(md.utils.escapeHtml(label)) : md.utils.escapeHtml(label);
  const text = isEmbed && kindOf(target) ? '' : label;
  token.meta = { html: shown, text };
  if (target === '') return;
  const found = scope.addresses.find(target, line) ?? scope.addresses.find(`${target}.md`, line);
  if (found?.kind === 'refused') return;
  if (!found) {
    if (isEmbed && kindOf(target)) scope.report.add('warning', 'content/missing-file', `no file "${target}"`, line);
    else scope.report.add('note', 'content/unresolved-link', `no article "${target}"`, line);
    return;
  }
  const url = md.utils.escapeHtml(found.url);
  const kind = isEmbed && found.kind === 'media' ? kindOf(found.url) : undefined;
  if (kind) {
    const alt = size || !words ? '' : words.trim();
    token.meta = {
      html: embed(kind, { url, alt: md.utils.escapeHtml(alt), width: size?.[1], height: size?.[2] }),
      text,
    };
  } else if (!isWithinLink) {
    token.meta = { html: `<a href="${url}">${shown}</a>`, text };
  }
}

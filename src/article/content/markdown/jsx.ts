import type { MarkdownIt, StateInline } from './markdown-it.ts';

/** An opening tag with at least one value in braces, which may hold one more pair of them: `style={{margin: 10}}`. */
const TAG = /<[A-Za-z][\w.]*(?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}))?)*\s*\/?>/y;
const BRACED = /\s+([\w-]+)=\{((?:[^{}]|\{[^{}]*\})*)\}/g;
const LITERAL = /^\s*(?:(['"])([^'"<>&]*)\1|(\d+))\s*$/;

/**
 * Tags as MDX has them: values in braces are not HTML, so Markdown would show the whole tag as text. Numbers and strings
 * become the attributes they mean; anything that would have to be run is left out.
 */
export function jsxTags(md: MarkdownIt): void {
  md.inline.ruler.before('html_inline', 'jsx_tag', jsxTag);
}

function jsxTag(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x3c) return false;
  TAG.lastIndex = state.pos;
  const tag = TAG.exec(state.src)?.[0];
  if (!tag?.includes('={') || state.pos + tag.length > state.posMax) return false;
  if (!silent) state.push('html_inline', '', 0).content = tag.replace(BRACED, asAttribute);
  state.pos += tag.length;
  return true;
}

function asAttribute(_: string, name: string, value: string): string {
  const literal = LITERAL.exec(value);
  return literal ? ` ${name}="${literal[2] ?? literal[3]}"` : '';
}

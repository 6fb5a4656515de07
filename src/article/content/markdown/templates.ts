import type { MarkdownIt, StateInline } from './markdown-it.ts';
import { templateCode } from './template-code.ts';

/** Liquid (Jekyll, Hexo's Nunjucks) and Hugo shortcodes; on one line and not endless, which bounds the search. */
const TEMPLATE_TAG = /\{\{[^\n]{0,1000}?\}\}|\{%[^\n]{0,1000}?%\}/y;

/**
 * `{{ … }}`, `{% … %}`, `{{< … >}}`: these mean something only to the generator they were written for. They stand as
 * they are, readable: no Markdown, no HTML is seen in them. Those around code are read, see template-code.ts.
 */
export function templates(md: MarkdownIt): void {
  templateCode(md);
  md.inline.ruler.before('emphasis', 'template_tag', templateTag);
  md.renderer.rules.template_tag = (tokens, i) => md.utils.escapeHtml(tokens[i]?.content ?? '');
}

function templateTag(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
  TEMPLATE_TAG.lastIndex = state.pos;
  const tag = TEMPLATE_TAG.exec(state.src)?.[0];
  if (tag === undefined || state.pos + tag.length > state.posMax) return false;
  if (!silent) state.push('template_tag', '', 0).content = tag;
  state.pos += tag.length;
  return true;
}

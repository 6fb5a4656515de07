import type { MarkdownIt, StateCore, Token } from './markdown-it.ts';

/** `[!note]- Title`: Obsidian's, and with upper case and no title GitHub's. Whether it folds is of no use in a feed. */
const CALLOUT = /^\[!([\w-]+)(?:\|[^\]\n]*)?\][+-]?[ \t]*([^\n]*)(?:\n|$)/;

/** A block quote that begins with `[!type] Title` gets that title, or the type, in bold as its first paragraph. */
export function callouts(md: MarkdownIt): void {
  md.core.ruler.after('block', 'callouts', (state) => {
    if (!state.src.includes('[!')) return;
    const tokens: Token[] = [];
    for (let i = 0; i < state.tokens.length; i++) {
      const token = state.tokens[i] as Token;
      tokens.push(token);
      const text = state.tokens[i + 2];
      if (token.type !== 'blockquote_open' || text?.type !== 'inline') continue;
      const callout = CALLOUT.exec(text.content);
      if (!callout) continue;
      const [marker, type = '', title = ''] = callout;
      tokens.push(...titleTokens(state, title.trim() || capitalised(type), text.map));
      text.content = text.content.slice(marker.length);
      if (text.content === '') i += 3;
    }
    state.tokens = tokens;
  });
  md.renderer.rules.callout_title_open = () => '<p><strong>';
  md.renderer.rules.callout_title_close = () => '</strong></p>\n';
}

/** The paragraph that is the title of a callout or an admonition. */
export function titleTokens(
  state: Pick<StateCore, 'Token'>,
  title: string,
  map: [number, number] | null,
): [Token, Token, Token] {
  const open = new state.Token('callout_title_open', 'p', 1);
  const inline = new state.Token('inline', '', 0);
  const close = new state.Token('callout_title_close', 'p', -1);
  for (const token of [open, inline, close]) token.block = true;
  inline.content = title;
  inline.children = [];
  inline.map = map;
  return [open, inline, close];
}

export function capitalised(type: string): string {
  const words = type.replace(/[-_]+/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

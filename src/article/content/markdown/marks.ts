import type { Delimiter, MarkdownIt, StateInline } from './markdown-it.ts';

const EQUALS = 0x3d;

/** `==highlighted==` (Obsidian) is `<mark>`. Pairs are found as those of emphasis are (CommonMark 6.2). */
export function marks(md: MarkdownIt): void {
  md.inline.ruler.before('emphasis', 'mark', tokenize);
  md.inline.ruler2.before('emphasis', 'mark', (state) => {
    pair(state, state.delimiters);
    for (const meta of state.tokens_meta) if (meta?.delimiters) pair(state, meta.delimiters);
    return true;
  });
}

function tokenize(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== EQUALS) return false;
  const run = state.scanDelims(state.pos, true);
  const token = state.push('text', '', 0);
  token.content = '='.repeat(run.length);
  // Longer runs draw lines or arrows.
  if (run.length === 2) {
    const at = state.tokens.length - 1;
    state.delimiters.push({ marker: EQUALS, length: 0, token: at, end: -1, open: run.can_open, close: run.can_close });
  }
  state.pos += run.length;
  return true;
}

function pair(state: StateInline, delimiters: readonly Delimiter[]): void {
  for (const opener of delimiters) {
    const closer = delimiters[opener.end];
    if (opener.marker !== EQUALS || !closer) continue;
    become(state, opener, 'mark_open', 1);
    become(state, closer, 'mark_close', -1);
  }
}

function become(state: StateInline, delimiter: Delimiter, type: string, nesting: 1 | -1): void {
  const token = state.tokens[delimiter.token];
  if (token) Object.assign(token, { type, nesting, tag: 'mark', content: '' });
}

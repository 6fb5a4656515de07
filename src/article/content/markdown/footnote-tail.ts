import type { StateCore, Token } from './markdown-it.ts';
import { scopeOf } from './scope.ts';

/** What markdown-it-footnote leaves in the environment: the notes that are referred to, in order. */
interface Footnotes {
  readonly list?: readonly {
    /** Of `[^label]`. */
    readonly label?: string;
    readonly count?: number;
    /** Of an inline note. */
    readonly content?: string;
    readonly tokens?: Token[];
  }[];
}

/**
 * Moves the notes to the end, each with its ways back to the text. Takes the place of markdown-it-footnote's own rule,
 * which copies all tokens once for every note: with ten thousand notes that takes minutes.
 */
export function footnoteTail(state: StateCore): void {
  const footnotes = state.env.footnotes as Footnotes | undefined;
  if (!footnotes) return;
  const definitions = takeDefinitions(state);
  const list = footnotes.list ?? [];
  const push = (type: string, nesting: 1 | 0 | -1, meta: Token['meta']) => {
    const token = new state.Token(type, '', nesting);
    token.meta = meta;
    state.tokens.push(token);
  };
  if (list.length > 0) push('footnote_block_open', 1, null);
  for (const [id, { label, count = 0, content = '', tokens }] of list.entries()) {
    push('footnote_open', 1, { id });
    for (const token of tokens ? paragraph(state, content, tokens) : (definitions.get(label ?? '') ?? [])) {
      state.tokens.push(token);
    }
    definitions.delete(label ?? '');
    const last = state.tokens.at(-1)?.type === 'paragraph_close' ? state.tokens.pop() : undefined;
    for (let subId = 0; subId < Math.max(count, 1); subId++) push('footnote_anchor', 0, { id, subId });
    if (last) state.tokens.push(last);
    push('footnote_close', -1, null);
  }
  if (list.length > 0) push('footnote_block_close', -1, null);
  for (const [label, tokens] of definitions) {
    const line = tokens.find(({ map }) => map)?.map?.[0];
    scopeOf(state.env).report.add(
      'note',
      'content/removed',
      `footnote [^${label}], to which nothing refers, removed`,
      line,
    );
  }
}

/** Takes the definitions out of the tokens; of two with one label the later is kept, as in the text of the plugin. */
function takeDefinitions(state: StateCore): Map<string, Token[]> {
  const definitions = new Map<string, Token[]>();
  const open: Token[][] = [];
  const text: Token[] = [];
  for (const token of state.tokens) {
    if (token.type === 'footnote_reference_open') {
      const definition: Token[] = [];
      open.push(definition);
      definitions.set(String(token.meta?.label), definition);
    } else if (token.type === 'footnote_reference_close') open.pop();
    else (open.at(-1) ?? text).push(token);
  }
  state.tokens = text;
  return definitions;
}

function paragraph(state: StateCore, content: string, children: Token[]): Token[] {
  const open = new state.Token('paragraph_open', 'p', 1);
  const inline = new state.Token('inline', '', 0);
  const close = new state.Token('paragraph_close', 'p', -1);
  open.block = true;
  close.block = true;
  inline.content = content;
  inline.children = children;
  return [open, inline, close];
}

import { isIndentedCode, startOf, textOf } from './block-lines.ts';
import { capitalised, titleTokens } from './callouts.ts';
import type { MarkdownIt, StateBlock } from './markdown-it.ts';

/** `:::note`, `:::note[Title]`, `:::note Title` */
const OPENING = /^(:{3,})[ \t]*([a-z][\w-]*)(?:\[([^\]]*)\]|[ \t]+([^{}]*))?[ \t]*$/;
const CLOSING = /^(:{3,})[ \t]*$/;

/** Docusaurus's admonitions, up to a line of as many colons, read as callouts do: a quotation with a bold title. */
export function admonitions(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'admonition', admonition, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

function admonition(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.src.charCodeAt(startOf(state, startLine)) !== 0x3a || isIndentedCode(state, startLine)) return false;
  const opening = OPENING.exec(textOf(state, startLine));
  if (!opening) return false;
  const [, colons = '', type = '', bracketed, plain] = opening;
  const closingLine = closing(state, startLine + 1, endLine, colons.length);
  if (closingLine === undefined) return false;
  if (silent) return true;

  const { lineMax, parentType } = state;
  state.parentType = 'blockquote';
  state.lineMax = closingLine;
  state.push('blockquote_open', 'blockquote', 1).map = [startLine, closingLine];
  const title = (bracketed ?? plain)?.trim() || capitalised(type);
  for (const token of titleTokens(state, title, [startLine, startLine + 1])) {
    token.level = state.level;
    state.tokens.push(token);
  }
  state.md.block.tokenize(state, startLine + 1, closingLine);
  state.push('blockquote_close', 'blockquote', -1);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.line = closingLine + 1;
  return true;
}

/** The line that closes it. A search that found none is remembered: the next one would find none either. */
function closing(state: StateBlock, from: number, endLine: number, colons: number): number | undefined {
  const known = `unclosed ${colons}:${endLine}`;
  if (known in state.env) return undefined;
  for (let line = from; line < endLine; line++) {
    if (state.src.charCodeAt(startOf(state, line)) !== 0x3a || isIndentedCode(state, line)) continue;
    if (CLOSING.exec(textOf(state, line))?.[1]?.length === colons) return line;
  }
  state.env[known] = true;
  return undefined;
}

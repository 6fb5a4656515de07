import { isIndentedCode, startOf } from './block-lines.ts';
import type { MarkdownIt, StateBlock, StateInline } from './markdown-it.ts';

const DOLLAR = 0x24;

/**
 * TeX between dollars stays as it was written, since no feed reader sets it: without these rules Markdown would take
 * its underscores, stars and backslashes for its own. What is between follows Pandoc: no white space inside the
 * dollars, no digit after them, so that prices are no formulas.
 */
export function math(md: MarkdownIt): void {
  md.inline.ruler.before('escape', 'math', inlineMath);
  md.block.ruler.before('fence', 'math', blockMath, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  const verbatim = (content: string) => md.utils.escapeHtml(content);
  md.renderer.rules.math_inline = (tokens, i) => verbatim(tokens[i]?.content ?? '');
  md.renderer.rules.math_block = (tokens, i) => `<p>${verbatim(tokens[i]?.content.trimEnd() ?? '')}</p>\n`;
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== DOLLAR) return false;
  const dollars = src.charCodeAt(pos + 1) === DOLLAR ? 2 : 1;
  const start = pos + dollars;
  if (dollars === 1 && !isInk(src[start])) return false;
  // Only the very next dollar may close it, so that a line of dollars costs no more than its length.
  let end = src.indexOf('$', start);
  while (end > 0 && src[end - 1] === '\\') end = src.indexOf('$', end + 1);
  if (end <= start || end + dollars > state.posMax) return false;
  if (dollars === 2 ? src.charCodeAt(end + 1) !== DOLLAR : !isInk(src[end - 1]) || isDigit(src[end + 1])) return false;
  if (!silent) state.push('math_inline', '', 0).content = src.slice(pos, end + dollars);
  state.pos = end + dollars;
  return true;
}

/** A line of `$$` alone, up to the next one. */
function blockMath(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (!isFence(state, startLine) || isIndentedCode(state, startLine)) return false;
  const known = `unclosed $$:${endLine}`;
  if (known in state.env) return false;
  let line = startLine + 1;
  while (line < endLine && (state.sCount[line] ?? 0) >= state.blkIndent && !isFence(state, line)) line++;
  if (line >= endLine) state.env[known] = true;
  if (line >= endLine || !isFence(state, line)) return false;
  if (silent) return true;
  const token = state.push('math_block', '', 0);
  token.content = state.getLines(startLine, line + 1, state.blkIndent, false);
  token.map = [startLine, line + 1];
  state.line = line + 1;
  return true;
}

function isFence(state: StateBlock, line: number): boolean {
  const start = startOf(state, line);
  return state.src.startsWith('$$', start) && /^\$\$\s*$/.test(state.src.slice(start, state.eMarks[line]));
}

function isInk(character: string | undefined): boolean {
  return character !== undefined && !/\s/.test(character);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /\d/.test(character);
}

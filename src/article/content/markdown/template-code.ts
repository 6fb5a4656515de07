import { isIndentedCode, startOf, textOf } from './block-lines.ts';
import type { MarkdownIt, StateBlock } from './markdown-it.ts';

/** Jekyll's `{% highlight ruby %}`, Hexo's `{% codeblock lang:ruby %}`, Hugo's `{{< highlight ruby >}}`; alone on a line. */
const LIQUID = /^\{%-?[ \t]{0,9}(highlight|codeblock|code)\b([^\n]{0,500}?)-?%\}[ \t]*$/;
const HUGO = /^\{\{[<%][ \t]{0,9}(highlight)\b([^\n]{0,500}?)[>%]\}\}[ \t]*$/;

/**
 * Code between tags of generators is code, as between fences: Markdown would fold its lines, and take its comments for
 * headings. Without an end the opening tag is a tag like others, see templates.ts.
 */
export function templateCode(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'template_code', block, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.src.charCodeAt(startOf(state, startLine)) !== 0x7b) return false;
  if (isIndentedCode(state, startLine)) return false;
  const text = textOf(state, startLine);
  const opening = LIQUID.exec(text) ?? HUGO.exec(text);
  if (!opening) return false;
  const [, name = '', written = ''] = opening;
  const end = text.startsWith('{%')
    ? `^\\{%-?[ \\t]*end${name}[ \\t]*-?%\\}[ \\t]*$`
    : `^\\{\\{[<%][ \\t]*/[ \\t]*${name}[ \\t]*[>%]\\}\\}[ \\t]*$`;
  const closingLine = lineOf(end, state, startLine + 1, endLine);
  if (closingLine === undefined) return false;
  if (silent) return true;

  const indent = state.sCount[startLine] ?? 0;
  const token = state.push('fence', 'code', 0);
  token.info = language(name, written.trim());
  token.content = state.getLines(startLine + 1, closingLine, indent, true);
  token.map = [startLine, closingLine + 1];
  state.line = closingLine + 1;
  return true;
}

/** The first argument of `highlight`; Hexo names it among others. */
function language(name: string, written: string): string {
  if (name === 'highlight') return /^[\w+#-]+/.exec(written)?.[0] ?? '';
  return /(?:^|\s)lang:([\w+#-]+)/.exec(written)?.[1] ?? '';
}

/** The line of that pattern. A search that found none is remembered: the next one would find none either. */
function lineOf(pattern: string, state: StateBlock, from: number, endLine: number): number | undefined {
  const known = `no ${pattern}:${endLine}`;
  if (known in state.env) return undefined;
  const closing = new RegExp(pattern);
  for (let line = from; line < endLine; line++) {
    if (state.src.charCodeAt(startOf(state, line)) === 0x7b && closing.test(textOf(state, line))) return line;
  }
  state.env[known] = true;
  return undefined;
}

import { isDropped, isElement } from '../html-elements.ts';
import type { StateCore, Token } from './markdown-it.ts';
import type { Scope } from './scope.ts';

/** Stands in the rendered text where the author said that the summary ends; not allowed in what comes in. */
export const MORE = '\ufdd0';

const COMMENT = /^\s*(?:<!--(?:>|->|[\s\S]*?-->)\s*)+$/;
const MORE_COMMENT = /<!--\s*(?:more|truncate|excerpt)\s*-->/i;

/**
 * `Vec<T>`, `/users/<id>`, "put it into a <script>": a tag that no element has, or whose element would take all that
 * follows for its own, and that nothing closes. Browsers hide it, and with it what the author wrote.
 */
export function isMeantAsText(html: string, state: StateCore, line = 0): boolean {
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

/**
 * Notes raw HTML in the scope, so that the caller knows that the output must be sanitised. Comments go at once: they need
 * no sanitiser, which is the slower half of the work.
 */
export function noteRawHtml(token: Token, state: StateCore, scope: Scope, line = 0): void {
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

/** The outermost blocks from the first that holds raw HTML to the last, as indexes of tokens; `to` is behind them. */
export function rawHtmlBlocks(tokens: readonly Token[]): { from: number; to: number } {
  let from: number | undefined;
  let to = 0;
  let depth = 0;
  let start = 0;
  let holdsRaw = false;
  for (const [i, token] of tokens.entries()) {
    if (depth === 0) {
      start = i;
      holdsRaw = false;
    }
    holdsRaw ||= [token, ...(token.children ?? [])].some(({ type }) => type.startsWith('html_'));
    depth += token.nesting;
    if (depth === 0 && holdsRaw) {
      from ??= start;
      to = i + 1;
    }
  }
  return { from: from ?? 0, to };
}

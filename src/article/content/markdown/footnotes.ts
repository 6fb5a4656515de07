import footnotePlugin from 'markdown-it-footnote';
import { footnoteTail } from './footnote-tail.ts';
import type { MarkdownIt, Token } from './markdown-it.ts';
import { scopeOf } from './scope.ts';

/**
 * `[^1]` and `^[inline]` notes, numbered per article, at its end.
 *
 * Their ids hold the article's prefix, because a reader shows many entries in one page; the links between text and
 * note are absolute, because readers resolve fragments against bases of their own.
 */
export function footnotes(md: MarkdownIt): void {
  // The types of the plugin are for CommonJS, of which those of markdown-it are another copy.
  md.use(footnotePlugin as unknown as (md: MarkdownIt) => void);
  boundInlineNotes(md);
  md.core.ruler.at('footnote_tail', footnoteTail);
  const { rules } = md.renderer;
  rules.footnote_ref = (tokens, i, _options, env) => {
    const { number, name } = noteOf(tokens[i]);
    const { anchor, idPrefix } = scopeOf(env);
    if (tokens[i]?.meta?.isWithinLink) return `<sup>${number}</sup>`;
    const href = md.utils.escapeHtml(`${anchor}#fn-${idPrefix}-${number}`);
    return `<sup><a href="${href}" id="fnref-${idPrefix}-${name}">${number}</a></sup>`;
  };
  rules.footnote_block_open = () => '<section class="footnotes">\n<hr>\n<ol>\n';
  rules.footnote_block_close = () => '</ol>\n</section>\n';
  rules.footnote_open = (tokens, i, _options, env) =>
    `<li id="fn-${scopeOf(env).idPrefix}-${noteOf(tokens[i]).number}">`;
  rules.footnote_close = () => '</li>\n';
  rules.footnote_anchor = (tokens, i, _options, env) => {
    const { anchor, idPrefix } = scopeOf(env);
    const href = md.utils.escapeHtml(`${anchor}#fnref-${idPrefix}-${noteOf(tokens[i]).name}`);
    // U+FE0E asks for the arrow as text: without it some systems draw a picture.
    return ` <a href="${href}">\u21a9\ufe0e</a>`;
  };
}

/** The number of a note, and the name of one of its references: `2`, `2-1` for its second mention. */
function noteOf(token: Token | undefined): { number: number; name: string } {
  const { id = 0, subId = 0 } = (token?.meta ?? {}) as { id?: number; subId?: number };
  return { number: id + 1, name: subId > 0 ? `${id + 1}-${subId}` : `${id + 1}` };
}

/**
 * The plugin parses an inline note by a parser of its own, which knows neither how deep it is nor what it has tried:
 * `^[^[^[` takes a time that doubles with each note and then the stack. Notes in notes are left as text.
 */
function boundInlineNotes(md: MarkdownIt): void {
  const rule = md.inline.ruler.getRules('').find(({ name }) => name === 'footnote_inline');
  if (!rule) throw new Error('markdown-it-footnote has no rule footnote_inline');
  md.inline.ruler.at('footnote_inline', (state, silent) => {
    if (state.env.isWithinNote) return false;
    state.env.isWithinNote = true;
    const found = rule(state, silent);
    state.env.isWithinNote = false;
    return found;
  });
}

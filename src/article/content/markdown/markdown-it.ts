import { createRequire } from 'node:module';
import type MarkdownIt from 'markdown-it';

const MarkdownItConstructor = createRequire(import.meta.url)('markdown-it') as typeof MarkdownIt;

/**
 * The only import of markdown-it: a parser, and its types by the names that its documentation gives them. Required, for
 * as such it is a few files, and as a module eighty, which take twice the time to load.
 *
 * Version 14, although there is a 15: that is compiled for older engines in such a way that each token costs ten calls
 * of `Object.defineProperty`, and an article a third more time, with a linkifier that costs as much again. Both are
 * maintained.
 */
export function createMarkdownIt(): MarkdownIt {
  const created = new MarkdownItConstructor({ html: true, linkify: true });
  // It writes every line break anew; ours are what it would make of them, see `parse` in parser.ts.
  created.core.ruler.disable('normalize');
  return created;
}

/** Blocks and inline elements deeper than this are dropped; the preset's value, which the types do not know. */
export const maxNesting = 100;

export type { default as StateBlock } from 'markdown-it/lib/rules_block/state_block.mjs';
export type { default as StateCore } from 'markdown-it/lib/rules_core/state_core.mjs';
export type { Delimiter, default as StateInline } from 'markdown-it/lib/rules_inline/state_inline.mjs';
export type { default as Token } from 'markdown-it/lib/token.mjs';
export type { MarkdownIt };

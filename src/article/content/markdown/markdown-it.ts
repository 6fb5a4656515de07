import type MarkdownIt from 'markdown-it';
import MarkdownItConstructor from 'markdown-it';

/**
 * The only import of markdown-it: a parser, and its types by the names that its documentation gives them.
 *
 * Version 14, although there is a 15: that is compiled for older engines in such a way that each token costs ten calls
 * of `Object.defineProperty`, and an article a third more time, with a linkifier that costs as much again. Both are
 * maintained.
 */
export function createMarkdownIt(): MarkdownIt {
  return new MarkdownItConstructor({ html: true, linkify: true });
}

/** Blocks and inline elements deeper than this are dropped; the preset's value, which the types do not know. */
export const maxNesting = 100;

export type { default as StateBlock } from 'markdown-it/lib/rules_block/state_block.mjs';
export type { default as StateCore } from 'markdown-it/lib/rules_core/state_core.mjs';
export type { Delimiter, default as StateInline } from 'markdown-it/lib/rules_inline/state_inline.mjs';
export type { default as Token } from 'markdown-it/lib/token.mjs';
export type { MarkdownIt };

/** What only says where the summary ends is none. */
const COMMENT = /%%|<!--(?!\s*(?:more|truncate|excerpt)\s*-->)/i;
const HEAD_COMMENT = /(?:^|\s)#/m;

/**
 * Whether a file may hold words that its author keeps from readers: comments of Obsidian (`%%`) or HTML anywhere, or of
 * YAML or TOML in its head. What merely looks like one counts, too: that nothing private is published is what matters.
 *
 * @param text Of the whole file.
 * @param body What of it follows the head.
 */
export function hasComments(text: string, body: string): boolean {
  return COMMENT.test(text) || HEAD_COMMENT.test(text.slice(0, text.length - body.length));
}

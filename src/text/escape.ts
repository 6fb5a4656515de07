const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Plain text as HTML or XML, in an element or in an attribute of either quote (XML 1.0, 2.4). */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

/**
 * Characters beyond U+FFFF as references, which XML and HTML read alike: Xerces, and with it many a program in Java,
 * takes one that lies across the end of its buffer for broken UTF-8 and refuses the document.
 */
export function referAstral(text: string): string {
  return text.replace(/[\u{10000}-\u{10FFFF}]/gu, (character) => {
    return `&#x${(character.codePointAt(0) as number).toString(16).toUpperCase()};`;
  });
}

const references: Record<string, string> = { '&': '&#x26;', '<': '&#x3C;', '>': '&gt;', '"': '&quot;' };

/**
 * Plain text as XML, for the elements of feeds in which readers disagree whether markup is allowed (RSS Advisory
 * Board profile, "character data"): a title such as `Vec<T>` is read as itself by all of them only when `&` and `<`
 * are written as hexadecimal references.
 */
export function characterData(text: string): string {
  return referAstral(text.replace(/[&<>"]/g, (character) => references[character] as string));
}

/** The text as a part of a regular expression that matches it and nothing else. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

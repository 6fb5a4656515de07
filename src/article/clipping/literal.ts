/**
 * An address in running text, with parentheses only in pairs; the punctuation of the sentence that it ends is not
 * part of it.
 */
const address =
  /https?:\/\/(?:[^\s<>"“”«»(){}|\\^`]|\([^\s<>"“”«»(){}|\\^`]*\))*(?:[^\s<>"“”«»(){}|\\^`.,;:!?'’\]]|\([^\s<>"“”«»(){}|\\^`]*\))/giu;

/**
 * What means something to CommonMark (2.4) or to a dialect of it wherever it stands: emphasis, code, links, HTML,
 * entities, strikethrough, formulas, Obsidian's `==`, `%%` and `[[`, the templates of Jekyll, Hugo and Hexo. An underscore
 * between letters, a lone `=` or `%`, the `&` of "AT&T" and the `<` of "a < b" mean nothing and stay as they are.
 */
const inline = /[\\`*[]|<(?=[\p{L}/!?])|&(?=#?\w+;)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|~~+|==+|%%+|\$|\{[{%<#]/gu;

/**
 * What begins a block where it begins a line: headings, quotes, list items, rules, tables, underlines of headings, and the
 * containers of MkDocs and Docusaurus.
 */
const block = /^(?:[#>|]|:(?=-)|:{3}|!{3}|[-+](?=\s|$|-)|=+$)/u;

/**
 * Plain text as Markdown that reads the same. Addresses become autolinks (CommonMark 6.5), in which nothing else is
 * read as Markdown.
 */
export function literal(paragraph: string): string {
  return paragraph.split('\n').map(literalLine).join('\n');
}

function literalLine(line: string): string {
  let markdown = '';
  let last = 0;
  for (const match of line.matchAll(address)) {
    markdown += `${escaped(line.slice(last, match.index))}<${match[0]}>`;
    last = match.index + match[0].length;
  }
  markdown += escaped(line.slice(last));
  return markdown.replace(block, (mark) => `\\${mark}`).replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function escaped(text: string): string {
  return text.replace(inline, (mark) => mark.replace(/./gsu, (character) => `\\${character}`));
}

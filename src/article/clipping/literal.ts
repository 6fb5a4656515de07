/** Where an address in running text can be: it and the punctuation behind it. One class, so that it takes megabytes. */
const address = /https?:\/\/[^\s<>"“”«»{}|\\^`]+/giu;

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
    const url = withoutPunctuation(match[0]);
    markdown += `${escaped(line.slice(last, match.index))}<${url}>`;
    last = match.index + url.length;
  }
  markdown += escaped(line.slice(last));
  return markdown.replace(block, (mark) => `\\${mark}`).replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** Without the punctuation of the sentence that an address ends; a parenthesis that it opens itself is its own. */
function withoutPunctuation(address: string): string {
  let open = address.split('(').length - address.split(')').length;
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1] as string;
    if (last === ')' && open >= 0) break;
    if (!".,;:!?'’)](".includes(last)) break;
    open += last === ')' ? 1 : last === '(' ? -1 : 0;
  }
  return address.slice(0, end);
}

function escaped(text: string): string {
  return text.replace(inline, (mark) => mark.replace(/./gsu, (character) => `\\${character}`));
}

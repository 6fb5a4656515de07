/** A reference as people write it in front matter, taken apart. */
export interface Reference {
  /** The words: of `[[note|words]]`, `[words](address)`, or what stands beside a bare address. */
  readonly name?: string;
  /** As written, without `<` and `>`. */
  readonly address?: string;
}

/** What is longer is no reference; the patterns below are not made for it. */
const maxLength = 2_000;

const wikilink = /^!?\[\[([^\]|#]*)(?:#[^\]|]*)?(?:\|([^\]]*))?\]\]$/;
const markdownLink = /^!?\[([^\]]*)\]\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+["'(][^"')]*["')])?\s*\)$/;
const address = /<?\b(https?:\/\/[^\s<>"]+)>?/i;

/** A name, an address, or both: `[[Name]]`, `[Name](address)`, `<address>`, `Name, https://…`. */
export function referenceOf(text: string): Reference {
  if (text.length > maxLength) return {};
  const wiki = wikilink.exec(text);
  if (wiki) return named((wiki[2] ?? wiki[1] ?? '').trim());
  const link = markdownLink.exec(text);
  if (link) return { ...named(link[1]?.trim() ?? ''), ...(link[2] && { address: link[2] }) };
  const found = address.exec(text);
  if (!found) return named(text);
  const words = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return {
    ...named(words.replace(/^[\s()[\],:;|–—-]+|[\s()[\],:;|–—-]+$/g, '')),
    address: trimmed(found[1] as string),
  };
}

/** Without the punctuation of the sentence around it, and without a bracket that it does not open. */
function trimmed(url: string): string {
  const plain = url.replace(/[,;.]+$/, '');
  return plain.endsWith(')') && !plain.includes('(') ? plain.slice(0, -1) : plain;
}

function named(name: string): { name?: string } {
  return name === '' ? {} : { name };
}

/** Whether a text is an address of another kind than http: `javascript:…`, `obsidian://…`, `mailto:…`. */
export function isOtherScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S/i.test(text) && !/^https?:/i.test(text);
}

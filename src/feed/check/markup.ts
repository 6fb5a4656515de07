/**
 * A reader of the XML that we write, stricter than XML is: no document type, no processing instruction but the
 * declaration, no comment, no reference but the predefined and the numeric ones. It shares nothing with what writes.
 */

export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Of the element itself, not of its children. */
  readonly text: string;
}

/** Says what is not well-formed, and where. */
export class NotWellFormed extends Error {}

/** XML 1.0, 2.2; surrogates cannot come out of UTF-8. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const declaration = /^<\?xml version="1\.0" encoding="utf-8"\?>/i;
const tag = new RegExp(`<(/?)(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>`, 'y');
const attribute = new RegExp(`(${name})="([^"]*)"`, 'g');
const reference = /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-f]+));/gi;
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The elements that a text consists of, one behind the other, with nothing but white space between them; before the
 * first, the declaration may stand. Throws {@link NotWellFormed}.
 */
export function readMarkup(text: string): XmlElement[] {
  const bad = forbidden.exec(text);
  if (bad) throw failure(text, bad.index, 'a character that XML forbids');
  const roots: Open[] = [];
  const open: Open[] = [];
  let at = declaration.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const inside = open.at(-1);
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end < 0 || !inside) throw failure(text, at, 'a CDATA section that does not end, or stands in no element');
      inside.text += text.slice(at + '<![CDATA['.length, end);
      at = end + ']]>'.length;
    } else if (text[at] === '<') {
      at = readTag(text, at, open, roots);
    } else {
      const next = text.indexOf('<', at);
      const end = next < 0 ? text.length : next;
      const words = resolved(text, at, end);
      if (inside) inside.text += words;
      else if (words.trim() !== '') throw failure(text, at, 'words outside of any element');
      at = end;
    }
  }
  const left = open.at(-1);
  if (left) throw failure(text, text.length, `<${left.name}> is not closed`);
  return roots;
}

interface Open extends XmlElement {
  readonly children: Open[];
  text: string;
}

/** @returns Where the tag ends. */
function readTag(text: string, at: number, open: Open[], roots: Open[]): number {
  tag.lastIndex = at;
  const match = tag.exec(text);
  if (!match) throw failure(text, at, 'no tag');
  const [whole, closing, name = '', attributes = '', empty] = match;
  if (closing) {
    if (attributes || empty || open.pop()?.name !== name) throw failure(text, at, `</${name}> closes nothing`);
  } else {
    const element = { name, attributes: attributesOf(text, at, attributes), children: [], text: '' };
    (open.at(-1)?.children ?? roots).push(element);
    if (!empty) open.push(element);
  }
  return at + whole.length;
}

function attributesOf(text: string, at: number, written: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of written.matchAll(attribute)) {
    if (attributes.has(name)) throw failure(text, at, `the attribute ${name} stands there twice`);
    attributes.set(name, resolved(value, 0, value.length));
  }
  return attributes;
}

/** XML 1.0, 2.4 and 4.1: what character data stands for. */
function resolved(text: string, from: number, to: number): string {
  const written = text.slice(from, to);
  const bracket = written.indexOf(']]>');
  if (bracket >= 0) throw failure(text, from + bracket, ']]> outside of a CDATA section');
  if (!written.includes('&')) return written;
  const stray = written.replace(reference, ({ length }) => ' '.repeat(length)).indexOf('&');
  if (stray >= 0) throw failure(text, from + stray, '& that begins no reference');
  return written.replace(reference, (whole: string, known?: string, decimal?: string, hexadecimal?: string) => {
    if (known) return named[known] ?? whole;
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hexadecimal as string, 16);
    if (!isCharacter(code)) throw failure(text, from, `${whole}, which stands for no character`);
    return String.fromCodePoint(code);
  });
}

function isCharacter(code: number): boolean {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && !forbidden.test(String.fromCodePoint(code));
}

function failure(text: string, at: number, what: string): NotWellFormed {
  const around = text.slice(Math.max(0, at - 20), at + 40);
  return new NotWellFormed(`${what} (at ${JSON.stringify(around)})`);
}

import { SaxesParser } from 'saxes';

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

/**
 * The elements that a text consists of: one of a document, any number of what may stand in an element. Throws
 * {@link NotWellFormed}.
 */
export function readMarkup(text: string, kind: 'document' | 'fragment'): XmlElement[] {
  const roots: Open[] = [];
  const open: Open[] = [];
  // Prefixes of a fragment are declared around it.
  const parser = new SaxesParser({ fragment: kind === 'fragment' });
  parser.on('error', ({ message }) => {
    throw new NotWellFormed(message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: new Map(Object.entries(attributes)), children: [], text: '' };
    (open.at(-1)?.children ?? roots).push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const onText = (words: string) => {
    const inside = open.at(-1);
    if (inside) inside.text += words;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.write(text).close();
  return roots;
}

interface Open extends XmlElement {
  readonly children: Open[];
  text: string;
}

import type { Chunk } from '../document.ts';
import { type Checked, checkedText, type Once, otherAddress, parted, together } from './checked.ts';
import { undeclared } from './elements.ts';
import type { XmlFormat } from './formats.ts';
import { readMarkup, type XmlElement } from './markup.ts';

/** What is wrong with a feed in XML whose address is to be `self`. */
export function feedDefects(chunks: readonly Chunk[], self: string, format: XmlFormat, once: Once): readonly string[] {
  const { around, entries } = parted(chunks);
  let declared: ReadonlySet<string> = new Set();
  const head = checkedText(around, (text) => {
    const [root] = readMarkup(text, 'document');
    const container = root && format.containerOf(root);
    if (!root || !container) return { defects: ['its outermost element is not that of a feed'] };
    declared = prefixesDeclaredBy(root);
    const stray = container.children.filter(({ name }) => format.entries.includes(name));
    return {
      defects: [
        ...format.headDefects(root, container),
        ...(stray.length > 0 ? ['an entry is a part of its head'] : []),
        ...otherAddress(format.selfOf(container), self),
        ...undeclared(root, predeclared).map((prefix) => `the prefix ${prefix} is not declared`),
      ],
    };
  });
  // What parts them is empty.
  const written = entries.filter(({ length }) => length > 0);
  const checked = written.map((chunk) => once(chunk, (text) => entryOf(text, format)));
  const prefixes = new Set(checked.flatMap((each) => each.prefixes ?? []));
  return [
    ...head.defects,
    ...[...prefixes].filter((each) => !declared.has(each)).map((each) => `the prefix ${each} is not declared`),
    ...together(checked),
  ];
}

function prefixesDeclaredBy({ attributes }: XmlElement): ReadonlySet<string> {
  const declarations = [...attributes.keys()].filter((name) => name.startsWith('xmlns:'));
  return new Set(declarations.map((name) => name.slice('xmlns:'.length)));
}

export function entryOf(text: string, format: XmlFormat): Checked {
  const [entry, ...others] = readMarkup(text, 'fragment');
  if (!entry || others.length > 0 || !format.entries.includes(entry.name)) return { defects: ['an entry is no entry'] };
  return { defects: format.entryDefects(entry), id: format.idOf(entry), prefixes: undeclared(entry, predeclared) };
}

/** Namespaces in XML, 3. */
const predeclared: ReadonlySet<string> = new Set(['xml', 'xmlns']);

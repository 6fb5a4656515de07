import type { XmlElement } from './markup.ts';

/** What one element says, or lacks. */

export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}

/** What is wrong if each of the names is to be that of exactly one child, and one that says something. */
export function lacking(element: XmlElement, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const found = childrenOf(element, name);
    if (found.length !== 1) return [`<${element.name}> has ${found.length} <${name}>, and must have one`];
    return found[0]?.text.trim() ? [] : [`<${name}> in <${element.name}> is empty`];
  });
}

/** The address that a document gives as its own, by a link of Atom. */
export function selfIn(element: XmlElement, name: 'link' | 'atom:link'): string | undefined {
  return childrenOf(element, name)
    .find(({ attributes }) => attributes.get('rel') === 'self')
    ?.attributes.get('href');
}

/** Prefixes of names in it that neither it nor anything around it, as far as that is given, declares. */
export function undeclared({ name, attributes, children }: XmlElement, around: ReadonlySet<string>): string[] {
  const known = new Set(around);
  for (const each of attributes.keys()) if (each.startsWith('xmlns:')) known.add(each.slice('xmlns:'.length));
  const own = [name, ...attributes.keys()].flatMap((each) =>
    each.includes(':') ? [each.split(':')[0] as string] : [],
  );
  return [...own.filter((prefix) => !known.has(prefix)), ...children.flatMap((child) => undeclared(child, known))];
}

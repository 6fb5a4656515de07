import { type DefaultTreeAdapterTypes, defaultTreeAdapter } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** All elements of a tree, in their order, also those in templates. */
export function elementsOf(node: Node): DefaultTreeAdapterTypes.Element[] {
  const own = defaultTreeAdapter.isElementNode(node) ? [node] : [];
  const content = 'content' in node ? elementsOf(node.content) : [];
  return [...own, ...content, ...('childNodes' in node ? node.childNodes.flatMap(elementsOf) : [])];
}

export function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

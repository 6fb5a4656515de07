import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

const elements = new Set(
  [
    'a abbr address article aside audio b bdi bdo blockquote br caption center cite code col colgroup data dd del details dfn',
    'div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p picture',
    'pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr',
    'track tt u ul var video wbr',
  ].flatMap((line) => line.split(' ')),
);
const addresses = new Set(['href', 'src', 'poster', 'cite', 'srcset']);
const attributes = new Set([
  ...[
    'align',
    'alt',
    'class',
    'colspan',
    'controls',
    'datetime',
    'dir',
    'height',
    'hreflang',
    'id',
    'kind',
    'label',
    'lang',
  ],
  ...[
    'media',
    'open',
    'reversed',
    'rowspan',
    'scope',
    'sizes',
    'span',
    'srclang',
    'start',
    'title',
    'type',
    'value',
    'width',
  ],
  ...addresses,
]);
const harmless =
  /^(?:https?:\/\/[^/\s]+(?:[/?#]|$)|mailto:|tel:|data:image\/(?:png|jpeg|gif|webp|avif);base64,[\w+/=]+$)/;

export interface Shown {
  /** What a browser would load, run, or resolve against the reader's own address, in words. */
  readonly dangers: readonly string[];
  readonly text: string;
}

/**
 * Content as a browser would see it: read by the parser of the HTML standard, not by the one that cleaned it, against
 * a list of its own of what a feed may show.
 */
export function shown(html: string): Shown {
  const dangers: string[] = [];
  const ids = new Set<string>();
  let text = '';
  const pending: DefaultTreeAdapterTypes.ChildNode[] = [...parseFragment(html).childNodes].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.nodeName === '#text') text += (node as DefaultTreeAdapterTypes.TextNode).value;
    else if ('tagName' in node) {
      if (!elements.has(node.tagName) || !node.namespaceURI.endsWith('xhtml')) dangers.push(`<${node.tagName}>`);
      for (const { name, value } of node.attrs) {
        if (!attributes.has(name)) dangers.push(`${name}="${value}"`);
        if (name === 'id' && ids.size === ids.add(value).size) dangers.push(`id="${value}" twice`);
        if (!addresses.has(name)) continue;
        const each = name === 'srcset' ? value.split(/,\s+/).map((part) => part.trim().split(/\s/)[0] ?? '') : [value];
        dangers.push(...each.filter((address) => !harmless.test(address)).map((address) => `${name}="${address}"`));
      }
      pending.push(...[...node.childNodes].reverse());
    } else dangers.push(node.nodeName);
  }
  return { dangers, text };
}

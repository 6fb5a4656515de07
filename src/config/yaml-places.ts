import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { type Place, placeAt } from '../diagnostic.ts';
import type { KeyPath } from './problem.ts';

/**
 * Places in a YAML file by key path, and the faults that the parser of `yaml` finds with it. That package knows where
 * everything stands but takes several times as long to load as js-yaml, so it is only asked when something is wrong.
 * JSON is looked up by it, too, being YAML (1.2, 1.3) in all that matters here.
 */
export class YamlPlaces {
  readonly #text: string;
  readonly #document: Document.Parsed;

  constructor(text: string) {
    this.#text = text;
    this.#document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  }

  /** What the parser has against the text: code of `yaml`, message without full stop, place. */
  get faults(): { code: string; message: string; place: Place }[] {
    return this.#document.errors.map(({ code, message, pos: [start, end] }) => {
      const width =
        code === 'DUPLICATE_KEY' ? (/^[^\s:]+/.exec(this.#text.slice(start))?.[0].length ?? 1) : end - start;
      return { code, message: message.replace(/\.$/, ''), place: placeOf(this.#text, start, start + width) };
    });
  }

  /** The key or value at the path; where there is none, the nearest thing above that has a place. */
  find(path: KeyPath, on: 'key' | 'value'): Place | undefined {
    let node: unknown = this.#document.contents;
    let found: unknown = node;
    for (const [i, step] of path.entries()) {
      const inside = isAlias(node) ? node.resolve(this.#document) : node;
      const last = i === path.length - 1;
      if (isMap(inside)) {
        const pair = inside.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
        if (pair === undefined) break;
        node = pair.value;
        found = (last && on === 'key') || !isVisible(node) ? pair.key : node;
      } else if (isSeq(inside) && typeof step === 'number') {
        node = inside.items[step];
        if (isNode(node)) found = node;
      } else break;
    }
    return isNode(found) && found.range ? placeOf(this.#text, ...extentOf(found, found.range)) : undefined;
  }
}

/** Whether a node takes up any characters: the value of `key:` with nothing behind it does not. */
function isVisible(node: unknown): boolean {
  return isNode(node) && !!node.range && node.range[1] > node.range[0];
}

/** Start and end; a block of several lines is pointed at where it starts. */
function extentOf(node: Node, [start, end]: readonly [number, number, number]): [number, number] {
  return isCollection(node) && !node.flow ? [start, start] : [start, end];
}

function placeOf(text: string, start: number, end: number): Place {
  const place = placeAt(text, Math.min(start, text.length));
  const rest = (place.text ?? '').length - place.column + 1;
  return { ...place, length: Math.max(1, Math.min(end - start, rest)) };
}

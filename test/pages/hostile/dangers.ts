import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import { elementsOf, textOf } from '../elements.ts';
import { hrefOf } from '../site.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** Scripts that pages may load, under the output folder. */
export const scripts: ReadonlySet<string> = new Set(['theme/copy.js', 'theme/search.js']);

/** Attributes whose values browsers follow. */
const addressed = new Set([...['action', 'cite', 'data', 'href', 'manifest', 'poster', 'src', 'srcset']]);
/** Of these nothing is needed, whatever their values. */
const neverAttribute = /^on|^(?:background|formaction|ping|srcdoc|style|target)$/;
const neverElement = new Set([
  ...['applet', 'embed', 'fencedframe', 'foreignobject', 'frame', 'frameset', 'iframe', 'math', 'object'],
  ...['plaintext', 'portal', 'svg', 'template', 'textarea', 'xmp'],
]);
const relations = new Set(['alternate', 'canonical', 'icon', 'license', 'me', 'next', 'prev', 'search']);
const once = ['title', 'main', 'h1', 'body', 'style', 'base'] as const;

/** Direction marks that reach further than the text they stand in (UAX #9 2.1, 2.2). */
const overrides = /[\u202A-\u202E\u2066-\u2069]/;

/** A page as a parser of HTML sees it. */
export class ReadPage {
  readonly path: string;
  readonly elements: readonly Element[];
  readonly #document: DefaultTreeAdapterTypes.Document;
  readonly #baseUrl: string;
  /** Whence its relative addresses lead. */
  readonly #from: string;

  /** @param path Under the output folder. */
  constructor(path: string, markup: string, baseUrl: string) {
    this.path = path;
    this.#document = parse(markup);
    this.#baseUrl = baseUrl;
    this.elements = elementsOf(this.#document);
    const base = this.elements.find(({ tagName }) => tagName === 'base');
    this.#from = new URL((base && attributeOf(base, 'href')) ?? '', new URL(hrefOf(path), baseUrl)).href;
  }

  /** Text of the first heading of the first level. */
  get heading(): string {
    const [h1] = this.elements.filter(({ tagName }) => tagName === 'h1');
    return h1 === undefined ? '' : textOf(h1).trim();
  }

  /** What it holds that no page may, as `path: what`. */
  dangers(): string[] {
    const dangers = [...this.elements.flatMap((element) => this.#dangersOf(element)), ...this.#disorder()];
    return dangers.map((danger) => `${this.path}: ${danger.slice(0, 300)}`);
  }

  /** Texts that turn the direction of what stands around them, as `path: text`. */
  unfenced(): string[] {
    const look = (node: Node, isFenced: boolean): string[] => {
      if ('value' in node) return !isFenced && overrides.test(node.value) ? [node.value] : [];
      if (!('childNodes' in node)) return [];
      const fences = 'tagName' in node && (node.tagName === 'bdi' || attributeOf(node, 'dir') !== undefined);
      return node.childNodes.flatMap((child) => look(child, isFenced || fences));
    };
    const body = this.elements.find(({ tagName }) => tagName === 'body') as Element;
    return look(body, false).map((text) => `${this.path}: ${JSON.stringify(text.slice(0, 80))}`);
  }

  #disorder(): string[] {
    const counts = once.map((name) => ({
      name,
      count: this.elements.filter(({ tagName }) => tagName === name).length,
    }));
    const ids = this.elements.map((element) => attributeOf(element, 'id')).filter((id) => id !== undefined);
    const policies = this.elements.filter((element) => attributeOf(element, 'http-equiv') !== undefined);
    const markup = serialize(this.#document);
    return [
      ...counts
        .filter(({ name, count }) => (name === 'base' ? count > 1 : count !== 1))
        .map((it) => JSON.stringify(it)),
      ...(new Set(ids).size === ids.length ? [] : [`an id twice: ${ids}`]),
      ...(policies.length === 1 ? [] : ['another http-equiv than the policy']),
      // No parser has to mend it, so that all build the same tree.
      ...(serialize(parse(markup)) === markup ? [] : ['it is another page when it is read again']),
    ];
  }

  #dangersOf(element: Element): string[] {
    const { tagName, attrs } = element;
    const value = (name: string) => attributeOf(element, name) ?? '';
    const isWrong =
      neverElement.has(tagName) ||
      (tagName === 'link' && !relations.has(value('rel'))) ||
      (tagName === 'base' && !/^(?:\.\/|(?:\.\.\/)+)$/.test(value('href'))) ||
      (tagName === 'form' && this.#resolved(value('action'))?.startsWith(this.#baseUrl) !== true);
    return [
      ...(isWrong ? [`<${tagName} ${JSON.stringify(attrs)}>`] : []),
      ...(tagName === 'script' ? this.#dangersOfScript(element) : []),
      ...attrs.filter(({ name }) => neverAttribute.test(name)).map((it) => `${it.name}="${it.value}"`),
      ...attrs
        .filter((it) => addressed.has(it.name) && tagName !== 'base' && !this.#isFine(tagName, it.name, it.value))
        .map((it) => `<${tagName} ${it.name}="${it.value}">`),
    ];
  }

  #dangersOfScript(element: Element): string[] {
    const text = textOf(element);
    const src = attributeOf(element, 'src');
    if (src !== undefined) {
      const path = this.#resolved(src)?.slice(this.#baseUrl.length) ?? '';
      return scripts.has(path) && text === '' ? [] : [`<script src="${src}">`];
    }
    if (attributeOf(element, 'type') !== 'application/ld+json') return [`<script>${text}`];
    try {
      JSON.parse(text);
      return /<[/!s]/i.test(text) ? [`markup in JSON-LD: ${text}`] : [];
    } catch {
      return [`JSON-LD that is no JSON: ${text}`];
    }
  }

  #isFine(tagName: string, name: string, address: string): boolean {
    const url = this.#resolved(address);
    if (url === undefined) return false;
    // The icon is a picture of ours.
    if (tagName === 'link') return /^(?:https?:|data:,|data:image\/svg\+xml,)/.test(url);
    if (tagName === 'a' || name === 'cite') return /^(?:https?|mailto|tel):/.test(url);
    if (tagName === 'img' && /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/.test(url)) return true;
    return url.startsWith(this.#baseUrl);
  }

  /** What a browser makes of an address in the page. */
  #resolved(address: string): string | undefined {
    return URL.canParse(address, this.#from) ? new URL(address, this.#from).href : undefined;
  }
}

function attributeOf({ attrs }: Element, name: string): string | undefined {
  return attrs.find((it) => it.name === name)?.value;
}

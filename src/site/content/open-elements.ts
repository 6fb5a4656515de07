import type { OpenElement, Within } from './open-element.ts';
import { WHITE_SPACE } from './white-space.ts';

/** Where the page puts the content. */
const AROUND_ALL: OpenElement = {
  source: '',
  tag: 'div',
  at: -1,
  model: 'flow',
  allowsFlow: true,
  within: { link: false, label: false, pre: false, caption: false, table: false },
  filled: false,
};

/**
 * What is written so far, and which elements are open in it. The start tag of one is a piece of the output by itself: it
 * can be written anew, or taken back with what follows, when it is known what the element holds.
 */
export class OpenElements {
  protected readonly out: string[] = [];
  protected readonly open: OpenElement[] = [];
  /** The innermost. */
  protected top: OpenElement = { ...AROUND_ALL };

  /** Innermost element whose tags are written. */
  protected get container(): OpenElement {
    return this.top.container ?? this.top;
  }

  protected push(
    source: string,
    tag: string,
    attributes: string,
    model: OpenElement['model'],
    memory: Partial<OpenElement> = {},
    within?: Partial<Within>,
  ): void {
    const { top } = this;
    const element: OpenElement = {
      source,
      tag,
      at: this.out.length,
      model,
      allowsFlow: model === 'flow' || (model !== 'phrasing' && top.allowsFlow),
      within: within ? { ...top.within, ...within } : top.within,
      filled: false,
      ...memory,
    };
    this.out.push(`<${tag}${attributes}>`);
    this.enter(element);
  }

  protected startSilently(source: string): void {
    const { top } = this;
    const { allowsFlow, within } = top;
    const { container } = this;
    this.enter({
      source,
      tag: '',
      at: this.out.length,
      model: 'transparent',
      container,
      allowsFlow,
      within,
      filled: false,
    });
  }

  private enter(element: OpenElement): void {
    this.open.push(this.top);
    this.top = element;
  }

  /** Makes blocks of the inline elements in which a block is to stand; false: there can be none. */
  protected enterFlow(): boolean {
    if (!this.top.allowsFlow) return false;
    let i = this.open.length;
    for (let element = this.top; element.model !== 'flow'; element = this.open[--i] as OpenElement) {
      if (element.model !== 'inline') continue;
      const start = this.out[element.at] as string;
      const kept = start.slice(element.tag.length + 1).replace(/ (?:class|datetime|cite|value)="[^"]*"/g, '');
      this.out[element.at] = `<div class="${element.tag}"${kept}`;
      element.tag = 'div';
      element.model = 'flow';
    }
    return true;
  }

  /** Stands where a block would begin, between words. */
  protected separate(): void {
    const last = this.out.length - 1;
    if (last === this.container.at || WHITE_SPACE.test(this.out[last] ?? '')) return;
    this.out.push(this.top.within.pre ? '\n' : ' ');
  }

  /** Takes out what was written from there on. */
  protected cutOut(from: number): string {
    const markup = this.out.slice(from).join('');
    this.out.length = from;
    return markup;
  }

  /** Of an element in which there is nothing: white space keeps words apart. */
  protected takeBack({ tag, at, within, model }: OpenElement): void {
    if (within.pre && tag !== 'pre') {
      this.out[at] = '';
      return;
    }
    const hasSpace = this.out.length > at + 1;
    this.out.length = at;
    if (hasSpace && model !== 'flow' && tag !== 'p') this.out.push(' ');
  }
}

/** What is known of an element only when it ends: pieces of the output, `out`, are written anew. */

import type { OpenElement, RowMemory } from './open-element.ts';
import { VISIBLE, WHITE_SPACE } from './white-space.ts';

type RowCell = RowMemory['cells'][number];

/** Whether what was written from there on has words, those of pictures among them, for who cannot see it. */
export function isNamed(out: string[], from: number): boolean {
  for (let i = from + 1; i < out.length; i++) {
    const piece = out[i] as string;
    if (piece.startsWith('<img ')) {
      if (!piece.includes(' alt=""')) return true;
    } else if (!/^<(?:audio|video) /.test(piece) && VISIBLE.test(piece.replace(/<[^>]*>/g, ''))) return true;
  }
  return false;
}

/** Alternative words that stand beside the picture as well would be read twice. */
export function withoutRepeatedWords(out: string[], at: number, text: string): void {
  const words = text.trim().toLowerCase();
  for (let i = at + 1; i < out.length; i++) {
    const alt = /^<img [^>]*alt="([^"]+)"/.exec(out[i] as string)?.[1];
    if (alt?.trim().toLowerCase() === words) {
      out[i] = (out[i] as string).replace(/ alt="[^"]*"/, ' alt=""').replace(/ title="[^"]*"/, '');
    }
  }
}

/** The first picture of a link without other words is its name. */
export function namePicture(out: string[], at: number, word: string): void {
  let first: number | undefined;
  for (let i = at + 1; i < out.length; i++) {
    const piece = out[i] as string;
    if (!piece.startsWith('<img ')) continue;
    if (!piece.includes(' alt=""')) return;
    first ??= i;
  }
  if (first !== undefined) {
    out[first] = (out[first] as string).replace(' alt=""', () => ` alt="${word}"`);
  }
}

/** Whether a header is one of its row or of its column, where the author does not say. */
export function finishRow(out: string[], cells: readonly RowCell[], isInHead: boolean): void {
  const hasCells = cells.some(({ tag }) => tag === 'td');
  for (const [i, { tag, at }] of cells.entries()) {
    const start = out[at] as string;
    if (tag !== 'th' || start.includes(' scope="')) continue;
    out[at] = `${start.slice(0, -1)} scope="${i === 0 && hasCells && !isInHead ? 'row' : 'col'}">`;
  }
}

/** The end tag, with what belongs before it. */
export function finishTable(out: string[], { at, table }: OpenElement): string {
  const { captions: [first, ...others] = [], head = '', foot = '' } = table ?? {};
  const more = others.map((caption) => `<br>${caption.slice(caption.indexOf('>') + 1)}`).join('');
  const caption = first === undefined ? '' : `${first}${more}</caption>`;
  out[at + 1] = caption + head;
  return `${foot}</table>${(out[at] as string).startsWith('<div') ? '</div>' : ''}`;
}

/** A list of terms begins with a term and ends with what is said of one; what does not is no list. */
export function finishTerms(out: string[], { at, terms }: OpenElement): string {
  const parts = terms?.parts ?? [];
  if (parts[0]?.tag === 'dt' && parts.at(-1)?.tag === 'dd') return '</dl>';
  out[at] = (out[at] as string).replace('<dl', '<div');
  for (const { tag, from, to } of parts) {
    out[from] = (out[from] as string).replace(`<${tag}`, `<div class="${tag}"`);
    out[to] = '</div>';
  }
  return '</div>';
}

/** A caption stands at the beginning or at the end. */
export function finishFigure(out: string[], { figure }: OpenElement): void {
  const caption = figure?.caption;
  if (!caption || caption.isFirst) return;
  for (let i = caption.to + 1; i < out.length; i++) {
    if (WHITE_SPACE.test(out[i] as string)) continue;
    out[caption.from] = (out[caption.from] as string).replace('<figcaption', '<div');
    out[caption.to] = '</div>';
    return;
  }
}

import { languageTag } from '../../text/language-tag.ts';

/** Attributes of a start tag by name; values as written, escaped. */
export type Attributes = ReadonlyMap<string, string>;

const ATTRIBUTE = / ([a-z][a-z-]*)(?:="([^"]*)")?/g;
const NONE: Attributes = new Map();

/** @param written What stands between the name of a tag and `>`. */
export function readAttributes(written: string): Attributes {
  if (written === '') return NONE;
  const read = new Map<string, string>();
  for (const [, name = '', value = ''] of written.matchAll(ATTRIBUTE)) if (!read.has(name)) read.set(name, value);
  return read;
}

/** Values that HTML allows; of another nothing is written. */
const VALID: Readonly<Record<string, (value: string) => string | undefined>> = {
  cite: matching(/^https?:.*$/),
  colspan: span(1, 1000),
  datetime: matching(
    /^(?:\d{4,}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?|\d{2}:\d{2}(?::\d{2})?)$/,
  ),
  dir: (value) => /^(?:ltr|rtl|auto)$/i.exec(value)?.[0].toLowerCase(),
  height: matching(/^\d{1,5}$/),
  hreflang: languageTag,
  lang: languageTag,
  rowspan: span(1, 65_534),
  scope: (value) => /^(?:row|col|rowgroup|colgroup)$/i.exec(value)?.[0].toLowerCase(),
  start: matching(/^-?\d{1,9}$/),
  title: matching(/\S/),
  type: matching(/^[1aAiI]$/),
  width: matching(/^\d{1,5}$/),
};

function matching(pattern: RegExp): (value: string) => string | undefined {
  return (value) => (pattern.test(value) ? value : undefined);
}

function span(least: number, most: number): (value: string) => string | undefined {
  return (value) => (/^\d{1,5}$/.test(value) && +value >= least && +value <= most ? String(+value) : undefined);
}

/** The value in the form that HTML allows, escaped; undefined where there is none. */
export function valid(attributes: Attributes, name: string): string | undefined {
  const value = attributes.get(name);
  return value === undefined ? undefined : VALID[name]?.(value);
}

/** As in a start tag, with a space before each: those of these names that are valid, after those of any element. */
export function writeAttributes(attributes: Attributes, ...names: readonly string[]): string {
  if (attributes.size === 0) return '';
  let written = '';
  for (const name of ['dir', 'lang', 'title', ...names]) {
    const value = valid(attributes, name);
    if (value !== undefined) written += ` ${name}="${value}"`;
  }
  return written;
}

/** `align`, which HTML has given up (16.2), as a class; a tag of Markdown's tables has it. */
export function alignment(attributes: Attributes): string {
  const side = /^(?:left|right|center)$/i.exec(attributes.get('align') ?? '')?.[0].toLowerCase();
  return side === undefined ? '' : ` class="align-${side}"`;
}

/** Undefined: without what it needs, the element says nothing, or nothing that HTML allows. */
export function inlineAttributes(tag: string, attributes: Attributes): string | undefined {
  const kept = writeAttributes(attributes);
  if (tag === 'span') return kept === '' ? undefined : kept;
  if (tag === 'code') return (attributes.has('class') ? ` class="${attributes.get('class')}"` : '') + kept;
  if (tag === 'q') return writeAttributes(attributes, 'cite');
  if (tag === 'data') return attributes.has('value') ? ` value="${attributes.get('value')}"${kept}` : undefined;
  if (tag === 'time') return valid(attributes, 'datetime') ? writeAttributes(attributes, 'datetime') : undefined;
  return kept;
}

/** Of an `ol`. */
export function listAttributes(attributes: Attributes): string {
  return writeAttributes(attributes, 'start', 'type') + (attributes.has('reversed') ? ' reversed' : '');
}

import type { Diagnostic } from '../../diagnostic.ts';
import { oneLine } from '../../text/characters.ts';
import type { FrontMatter } from '../front-matter/front-matter.ts';
import { Mapping, type Value } from '../front-matter/value.ts';
import { fieldKey, isKnownField } from '../vocabulary.ts';

export interface Field {
  /** Its name as written; of one inside a mapping `last_update.date`. */
  readonly name: string;
  readonly path: readonly (string | number)[];
  /** Never empty: see {@link isEmpty}. */
  readonly value: Value;
}

/** Front matter by meaning: finds fields by the rungs of a vocabulary, and says what is wrong with them. */
export class FieldReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: string;
  readonly #frontMatter: FrontMatter;
  readonly #fields: ReadonlyMap<string, Field>;

  constructor(frontMatter: FrontMatter, file: string) {
    this.#file = file;
    this.#frontMatter = frontMatter;
    this.#fields = byKey(frontMatter.fields, [], (field) => {
      if (isKnownField(field.name)) {
        const message = `"${field.name}" is another spelling of a field that stands before it, and does not count`;
        this.report('warning', 'front-matter/duplicate-key', field, message, 'keep one of them');
      }
    });
  }

  /** The first of these that is there and not empty. */
  first(rungs: readonly string[]): Field | undefined {
    for (const rung of rungs) {
      const field = this.#at(rung);
      if (field) return field;
    }
    return undefined;
  }

  /** All of these that are there and not empty, in this order. */
  all(rungs: readonly string[]): Field[] {
    const found: Field[] = [];
    for (const rung of rungs) {
      const field = this.#at(rung);
      if (field) found.push(field);
    }
    return found;
  }

  report(
    severity: Diagnostic['severity'],
    code: Diagnostic['code'],
    field: Field,
    message: string,
    hint?: string,
  ): undefined {
    const place = this.#frontMatter.locate(field.path);
    this.diagnostics.push({
      severity,
      code,
      message,
      file: this.#file,
      ...(place && { place }),
      ...(hint !== undefined && { hint }),
    });
  }

  /** An error that no field is to blame for. */
  reportFile(code: Diagnostic['code'], message: string, hint?: string): undefined {
    this.diagnostics.push({ severity: 'error', code, message, file: this.#file, ...(hint !== undefined && { hint }) });
  }

  #at(rung: string): Field | undefined {
    if (!rung.includes('.')) return this.#fields.get(rung);
    const [outer = '', inner = ''] = rung.split('.');
    const section = this.#fields.get(outer);
    return section?.value instanceof Mapping ? byKey(section.value, section.path).get(inner) : undefined;
  }
}

/** The members of a mapping by the vocabulary's spelling, without the empty ones; of two spellings the first stands. */
function byKey(
  mapping: Mapping,
  path: readonly (string | number)[],
  onAnother: (field: Field) => void = () => {},
): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const [name, value] of mapping) {
    if (isEmpty(value)) continue;
    const key = fieldKey(name);
    const field = { name: path.length === 0 ? name : [...path, name].join('.'), path: [...path, name], value };
    const known = fields.get(key);
    if (!known) fields.set(key, field);
    else if (known.value !== value) onAnother(field);
  }
  return fields;
}

/** The members of a mapping as {@link FieldReader} finds fields. */
export function members(mapping: Mapping, field: Field): (...rungs: string[]) => Field | undefined {
  const fields = byKey(mapping, field.path);
  return (...rungs) => rungs.map((rung) => fields.get(rung)).find((found) => found !== undefined);
}

/** Nothing, blank text, or a list or mapping of nothing else. */
export function isEmpty(value: Value): boolean {
  if (value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return [...value.values()].every(isEmpty);
}

/**
 * A value as one line of text; undefined where it is a list or a mapping. `[[name]]` without quotes, which YAML takes
 * for a list in a list, is the wikilink that was meant.
 */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return oneLine(value);
  if (!Array.isArray(value) || value.length !== 1) return undefined;
  const [inner] = value as readonly Value[];
  if (!Array.isArray(inner) || inner.length !== 1 || typeof inner[0] !== 'string') return undefined;
  return `[[${oneLine(inner[0])}]]`;
}

/** A list's items, and anything else as a list of one. */
export function itemsOf(field: Field): Field[] {
  const { value } = field;
  if (!Array.isArray(value) || textOf(value) !== undefined) return [field];
  return (value as readonly Value[]).flatMap((item, index) =>
    isEmpty(item) ? [] : [{ name: field.name, path: [...field.path, index], value: item }],
  );
}

/** Text without `%%…%%`, which is private to its author (Obsidian), and without HTML comments. */
export function withoutComments(text: string): string {
  const plain = without(without(text, '%%', '%%'), '<!--', '-->');
  return plain === text ? text : oneLine(plain);
}

/** By hand, since a pattern's time would grow with the square of openings that nothing closes. */
function without(text: string, open: string, close: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at + open.length);
    if (end < 0) break;
    kept += `${text.slice(from, at)} `;
    from = end + close.length;
  }
  return kept + text.slice(from);
}

const yes = /^(?:true|yes|y|on|1)$/i;
const no = /^(?:false|no|n|off|0)$/i;

/** What a text says if it is a word for yes or no (YAML 1.1, and 1 and 0). */
export function flagOf(value: Value): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return yes.test(text) ? true : no.test(text) ? false : undefined;
}

import { isPacked } from '../../article/stored.ts';
import type { Chunk, PackedEntry } from '../../feed/document.ts';
import { noPack, noSum, sumWidth } from '../cache/table.ts';
import { type Form, forms } from './form.ts';

/** What documents have to know of an entry: whether its id is its own, and which prefixes it needs. */
export type Said = readonly [isOwn: boolean, prefixes: readonly string[]];

/** Where the bytes of one form lie, an entry a row. */
export interface FormColumns {
  readonly pack: Uint32Array;
  readonly at: Float64Array;
  readonly length: Uint32Array;
  /** Latin-1, of one length. */
  readonly sum: Buffer;
  /** Of each, its place in {@link RenderedRows.says}. */
  readonly says: Uint32Array;
  /** By row, ids by which documents know an entry that are not its own. */
  readonly others: Map<number, string>;
}

/**
 * What entries were rendered to, a row each, in columns: as objects that would be five an entry, half of all that a run
 * over many holds.
 */
export class RenderedRows {
  /** By row. */
  readonly ids: readonly string[];
  readonly #columns: ReadonlyMap<Form, FormColumns>;
  readonly #says: Said[] = [];
  readonly #sayings = new Map<string, number>();
  /** What lies in no pack, by form and row. */
  readonly #loose = new Map<string, Uint8Array>();

  constructor(ids: readonly string[]) {
    this.ids = ids;
    this.#columns = new Map(forms.map((form) => [form, columnsOf(ids.length)]));
  }

  get says(): readonly Said[] {
    return this.#says;
  }

  columns(form: Form): FormColumns {
    return this.#columns.get(form) as FormColumns;
  }

  set(row: number, form: Form, chunk: Chunk): void {
    if (!isPacked(chunk)) {
      this.#loose.set(`${form} ${row}`, chunk);
      return;
    }
    const { pack, at, length, sum, says, others } = this.columns(form);
    pack[row] = chunk.pack;
    at[row] = chunk.at;
    length[row] = chunk.length;
    sum.write(chunk.sum, row * sumWidth, 'latin1');
    const isOwn = chunk.id === this.ids[row];
    if (!isOwn && chunk.id !== undefined) others.set(row, chunk.id);
    says[row] = this.#placeOf([isOwn, chunk.prefixes]);
  }

  has(row: number, form: Form): boolean {
    return this.columns(form).pack[row] !== noPack || this.#loose.has(`${form} ${row}`);
  }

  get(row: number, form: Form): Chunk | undefined {
    return this.packed(row, form) ?? this.#loose.get(`${form} ${row}`);
  }

  packed(row: number, form: Form): PackedEntry | undefined {
    const columns = this.columns(form);
    const pack = columns.pack[row];
    if (pack === undefined || pack === noPack) return undefined;
    const [isOwn, prefixes] = this.#says[columns.says[row] as number] as Said;
    const id = isOwn ? this.ids[row] : columns.others.get(row);
    const sum = columns.sum.toString('latin1', row * sumWidth, (row + 1) * sumWidth);
    const [at, length] = [columns.at[row] as number, columns.length[row] as number];
    return { pack, at, length, sum, ...(id !== undefined && { id }), prefixes };
  }

  #placeOf(said: Said): number {
    const text = JSON.stringify(said);
    const known = this.#sayings.get(text) ?? this.#says.push(said) - 1;
    this.#sayings.set(text, known);
    return known;
  }
}

function columnsOf(rows: number): FormColumns {
  return {
    pack: new Uint32Array(rows).fill(noPack),
    at: new Float64Array(rows),
    length: new Uint32Array(rows),
    sum: Buffer.alloc(rows * sumWidth, noSum, 'latin1'),
    says: new Uint32Array(rows),
    others: new Map(),
  };
}

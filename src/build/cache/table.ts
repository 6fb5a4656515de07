import type { Packed } from '../../article/stored.ts';
import { bytesOf, float64s, seal, uint32s, unseal } from './sealed.ts';

/**
 * Columns of numbers and texts as one file, which is read at once and looked into where it is needed: a hundred thousand
 * rows cost as much as their bytes, not as many objects.
 */
export class TableWriter {
  readonly #names: string[] = [];
  readonly #columns: Uint8Array[] = [];

  f64(name: string, values: ArrayLike<number>): void {
    this.#add(name, bytesOf(Float64Array.from(values)));
  }

  u32(name: string, values: ArrayLike<number>): void {
    this.#add(name, bytesOf(Uint32Array.from(values)));
  }

  u8(name: string, values: ArrayLike<number>): void {
    this.#add(name, Uint8Array.from(values));
  }

  text(name: string, texts: readonly string[]): void {
    const ends = new Uint32Array(texts.length);
    let end = 0;
    for (const [i, text] of texts.entries()) {
      end += Buffer.byteLength(text);
      ends[i] = end;
    }
    this.#add(`${name}.ends`, bytesOf(ends));
    this.#add(name, Buffer.from(texts.join('')));
  }

  /** A list of numbers (32 bits) a row. */
  lists(name: string, lists: readonly (readonly number[])[]): void {
    let end = 0;
    const ends = lists.map((list) => {
      end += list.length;
      return end;
    });
    this.u32(`${name}.ends`, ends);
    this.u32(name, lists.flat());
  }

  /** Where something lies, a row; nothing where it is undefined. */
  packed(name: string, all: readonly (Packed | undefined)[]): void {
    this.u32(
      `${name}.pack`,
      all.map((packed) => packed?.pack ?? noPack),
    );
    this.f64(
      `${name}.at`,
      all.map((packed) => packed?.at ?? 0),
    );
    this.u32(
      `${name}.length`,
      all.map((packed) => packed?.length ?? 0),
    );
    // Latin-1, of one length: a row of a column is a piece of it.
    this.#add(`${name}.sum`, Buffer.from(all.map((packed) => packed?.sum ?? noSum).join(''), 'latin1'));
  }

  raw(name: string, bytes: Uint8Array): void {
    this.#add(name, bytes);
  }

  json(name: string, value: unknown): void {
    this.#add(name, Buffer.from(JSON.stringify(value)));
  }

  /** The file, in pieces. */
  chunks(): Uint8Array[] {
    return seal([Buffer.from(JSON.stringify(this.#names)), ...this.#columns]);
  }

  #add(name: string, bytes: Uint8Array): void {
    this.#names.push(name);
    this.#columns.push(bytes);
  }
}

/** Of a row that lies nowhere. */
export const noPack = 0xffff_ffff;
export const noSum = ' '.repeat(16);
/** Bytes of a sum. */
export const sumWidth = noSum.length;

/** Texts, a row each. */
export interface Texts extends Iterable<string> {
  readonly length: number;
  at(row: number): string;
}

export class Table {
  readonly #columns: ReadonlyMap<string, Uint8Array>;

  private constructor(columns: ReadonlyMap<string, Uint8Array>) {
    this.#columns = columns;
  }

  /** The table of a file; undefined where it is of another form. */
  static of(file: Buffer): Table | 'damaged' | undefined {
    const parts = unseal(file);
    if (parts === 'damaged' || parts === undefined) return parts;
    const [head, ...columns] = parts;
    const names: string[] = JSON.parse(Buffer.from(head ?? []).toString());
    return new Table(new Map(names.map((name, i) => [name, columns[i] as Uint8Array])));
  }

  f64(name: string): Float64Array {
    return float64s(this.#column(name));
  }

  u32(name: string): Uint32Array {
    return uint32s(this.#column(name));
  }

  u8(name: string): Uint8Array {
    return this.#column(name);
  }

  text(name: string): Texts {
    const bytes = this.#buffer(name);
    const ends = this.u32(`${name}.ends`);
    const { length } = ends;
    const at = (row: number) => bytes.toString('utf8', row === 0 ? 0 : ends[row - 1], ends[row]);
    return {
      length,
      at,
      *[Symbol.iterator]() {
        for (let row = 0; row < length; row++) yield at(row);
      },
    };
  }

  lists(name: string): { readonly length: number; at(row: number): Uint32Array } {
    const values = this.u32(name);
    const ends = this.u32(`${name}.ends`);
    return { length: ends.length, at: (row) => values.subarray(row === 0 ? 0 : ends[row - 1], ends[row]) };
  }

  packed(name: string): { at(row: number): Packed | undefined } {
    const [packs, ats, lengths] = [this.u32(`${name}.pack`), this.f64(`${name}.at`), this.u32(`${name}.length`)];
    const sums = this.#buffer(`${name}.sum`);
    return {
      at(row) {
        const pack = packs[row] as number;
        if (pack === noPack) return undefined;
        const sum = sums.toString('latin1', row * sumWidth, (row + 1) * sumWidth);
        return { pack, at: ats[row] as number, length: lengths[row] as number, sum };
      },
    };
  }

  /** Of what form a column is follows from its name: whoever asks says it. */
  json<Value>(name: string): Value {
    return JSON.parse(this.#buffer(name).toString());
  }

  #column(name: string): Uint8Array {
    return this.#columns.get(name) as Uint8Array;
  }

  #buffer(name: string): Buffer {
    const { buffer, byteOffset, length } = this.#column(name);
    return Buffer.from(buffer, byteOffset, length);
  }
}

import type { Packed } from '../../article/stored.ts';
import { bytesOf } from './sealed.ts';
import { noPack, noSum, sumWidth, type Table, type TableWriter } from './table.ts';

/** Values of one kind by row: of rows that change, and of those that come behind the last. */
export type Changed<Value> = ReadonlyMap<number, Value>;

/** Writes columns anew as they were, but for some rows: what it costs is a copy, whatever the columns hold. */
export class Patch {
  readonly #from: Table;
  readonly #to: TableWriter;

  constructor(from: Table, to: TableWriter) {
    this.#from = from;
    this.#to = to;
  }

  f64(name: string, changed: Changed<number>): void {
    this.#to.raw(name, bytesOf(overwritten(this.#from.f64(name), changed, Float64Array)));
  }

  u32(name: string, changed: Changed<number>): void {
    this.#to.raw(name, bytesOf(overwritten(this.#from.u32(name), changed, Uint32Array)));
  }

  u8(name: string, changed: Changed<number>): void {
    this.#to.raw(name, overwritten(this.#from.u8(name), changed, Uint8Array));
  }

  text(name: string, changed: Changed<string>): void {
    const [bytes, ends] = [this.#from.u8(name), this.#from.u32(`${name}.ends`)];
    const encoded = new Map(Array.from(changed, ([row, text]) => [row, Buffer.from(text)]));
    const spliced = splice(bytes, ends, encoded, 1);
    this.#to.raw(`${name}.ends`, bytesOf(spliced.ends));
    this.#to.raw(name, spliced.bytes);
  }

  lists(name: string, changed: Changed<readonly number[]>): void {
    const [values, ends] = [this.#from.u32(name), this.#from.u32(`${name}.ends`)];
    const encoded = new Map(Array.from(changed, ([row, list]) => [row, bytesOf(Uint32Array.from(list))]));
    const spliced = splice(bytesOf(values), ends, encoded, Uint32Array.BYTES_PER_ELEMENT);
    this.#to.raw(`${name}.ends`, bytesOf(spliced.ends));
    this.#to.raw(name, spliced.bytes);
  }

  packed(name: string, changed: Changed<Packed | undefined>): void {
    const rows = new TableRows(changed);
    this.u32(
      `${name}.pack`,
      rows.map((packed) => packed?.pack ?? noPack),
    );
    this.f64(
      `${name}.at`,
      rows.map((packed) => packed?.at ?? 0),
    );
    this.u32(
      `${name}.length`,
      rows.map((packed) => packed?.length ?? 0),
    );
    const sums = this.#from.u8(`${name}.sum`);
    const size = rows.size(sums.length / sumWidth) * sumWidth;
    const bytes = Buffer.alloc(size);
    bytes.set(sums);
    for (const [row, packed] of changed) bytes.write(packed?.sum ?? noSum, row * sumWidth, 'latin1');
    this.#to.raw(`${name}.sum`, bytes);
  }

  json(name: string, value: unknown): void {
    this.#to.json(name, value);
  }
}

class TableRows<Value> {
  readonly #changed: Changed<Value>;

  constructor(changed: Changed<Value>) {
    this.#changed = changed;
  }

  map<Other>(of: (value: Value) => Other): Map<number, Other> {
    return new Map(Array.from(this.#changed, ([row, value]) => [row, of(value)]));
  }

  size(before: number): number {
    return sizeWith(before, this.#changed);
  }
}

type Numbers = Float64Array | Uint32Array | Uint8Array;

function sizeWith(before: number, changed: Changed<unknown>): number {
  let size = before;
  for (const row of changed.keys()) size = Math.max(size, row + 1);
  return size;
}

function overwritten<Column extends Numbers>(
  before: Column,
  changed: Changed<number>,
  kind: new (length: number) => Column,
): Column {
  const after = new kind(sizeWith(before.length, changed));
  after.set(before);
  for (const [row, value] of changed) after[row] = value;
  return after;
}

/**
 * @param bytes Of all rows, one behind the other.
 * @param ends Of each row, where the next one begins, in elements of this width.
 */
function splice(
  bytes: Uint8Array,
  ends: Uint32Array,
  changed: Changed<Uint8Array>,
  width: number,
): { bytes: Uint8Array; ends: Uint32Array } {
  const after = new Uint32Array(sizeWith(ends.length, changed));
  const endOf = (row: number) => (row < 0 || ends.length === 0 ? 0 : (ends[Math.min(row, ends.length - 1)] as number));
  const pieces: Uint8Array[] = [];
  let next = 0;
  let shift = 0;
  const keepUntil = (row: number) => {
    pieces.push(bytes.subarray(endOf(next - 1) * width, endOf(row - 1) * width));
    for (; next < row; next++) after[next] = endOf(next) + shift;
  };
  for (const row of [...changed.keys()].sort((a, b) => a - b)) {
    keepUntil(row);
    const piece = changed.get(row) as Uint8Array;
    pieces.push(piece);
    shift += piece.length / width - (endOf(row) - endOf(row - 1));
    after[row] = endOf(row) + shift;
    next = row + 1;
  }
  keepUntil(after.length);
  return { bytes: Buffer.concat(pieces), ends: after };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table, TableWriter } from '../../../src/build/cache/table.ts';

const sums = fc.string({ unit: fc.constantFrom(...'azAZ09-_'), minLength: 16, maxLength: 16 });
const packed = fc.record({
  pack: fc.nat(0xffff_fffe),
  at: fc.nat(Number.MAX_SAFE_INTEGER),
  length: fc.nat(0xffff_ffff),
  sum: sums,
});
const u32 = fc.nat(0xffff_ffff);

/** A column of each kind, of any lengths. */
const columns = fc.record({
  f64: fc.array(fc.double()),
  u32: fc.array(u32),
  u8: fc.array(fc.nat(255)),
  text: fc.array(fc.string({ unit: 'grapheme' })),
  lists: fc.array(fc.array(u32, { maxLength: 5 })),
  packed: fc.array(fc.option(packed, { nil: undefined })),
  json: fc.jsonValue(),
});
type Columns = typeof columns extends fc.Arbitrary<infer Value> ? Value : never;

function fileOf(values: Columns): Buffer {
  const table = new TableWriter();
  table.f64('f64', values.f64);
  table.u32('u32', values.u32);
  table.u8('u8', values.u8);
  table.text('text', values.text);
  table.lists('lists', values.lists);
  table.packed('packed', values.packed);
  table.json('json', values.json);
  return Buffer.concat(table.chunks());
}

function valuesIn(table: Table, { packed: rows }: Columns): Columns {
  const [texts, lists, places] = [table.text('text'), table.lists('lists'), table.packed('packed')];
  expect(Array.from({ length: texts.length }, (_, row) => texts.at(row))).toEqual([...texts]);
  return {
    f64: [...table.f64('f64')],
    u32: [...table.u32('u32')],
    u8: [...table.u8('u8')],
    text: [...texts],
    lists: Array.from({ length: lists.length }, (_, row) => [...lists.at(row)]),
    packed: rows.map((_, row) => places.at(row)),
    json: table.json('json'),
  };
}

function tableOf(file: Buffer): Table {
  const table = Table.of(file);
  if (!table || table === 'damaged') throw new Error(`it is ${table}`);
  return table;
}

const some: Columns = {
  f64: [0, -1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300],
  u32: [0, 1, 0xffff_ffff],
  u8: [0, 255],
  text: ['', 'words', '日本 🎈', ''],
  lists: [[], [1, 2, 3], []],
  packed: [undefined, { pack: 1, at: 2 ** 40, length: 3, sum: '0123456789abcdef' }, undefined],
  json: { a: [null, 'ü'] },
};

describe('a table', () => {
  it('gives back every row of every column', () => {
    fc.assert(
      fc.property(columns, (values) => {
        expect(valuesIn(tableOf(fileOf(values)), values)).toEqual(values);
      }),
      { numRuns: 300, seed: 20260301 },
    );
  });

  it('is read wherever in memory its bytes lie', () => {
    const file = fileOf(some);
    for (let at = 0; at < 8; at++) {
      const room = Buffer.alloc(file.length + 8);
      file.copy(room, at);
      expect(valuesIn(tableOf(room.subarray(at, at + file.length)), some)).toEqual(some);
    }
  });

  it('is of no use where it was cut off, at whatever byte, or has more bytes', () => {
    const file = fileOf(some);
    for (let length = 0; length < file.length; length++) expect(Table.of(file.subarray(0, length))).toBe('damaged');
    expect(Table.of(Buffer.concat([file, Buffer.from([0])]))).toBe('damaged');
    expect(Table.of(Buffer.concat([file, file]))).toBe('damaged');
  });

  it('is of no use where a bit of it was changed, whichever', () => {
    const file = fileOf(some);
    for (let bit = 0; bit < file.length * 8; bit++) {
      const changed = Buffer.from(file);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      // A digit of its form that became another is another form.
      expect(Table.of(changed)).toBeOneOf(['damaged', undefined]);
    }
  });

  it('of another form is none, and not damaged', () => {
    const file = fileOf(some);
    const other = Buffer.concat([Buffer.from('hayloft cache 2\n'), file.subarray(16)]);
    expect(Table.of(other)).toBeUndefined();
    for (const text of ['', 'hayloft', '{"version":1}\n'.repeat(9)])
      expect(Table.of(Buffer.from(text))).toBe('damaged');
  });
});

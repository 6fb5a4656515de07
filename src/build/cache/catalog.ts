import type { Chunk, PackedEntry } from '../../feed/document.ts';
import { type Form, forms } from '../entries/form.ts';
import type { Rendered } from '../entries/render.ts';
import type { RenderedRows } from '../entries/rendered-rows.ts';
import type { KnownDocument } from '../output/publish.ts';
import type { FileStat } from './file-stat.ts';
import type { Patch } from './patch.ts';
import type { Table, TableWriter } from './table.ts';

/** What the last run left for the next, row by row, in columns of one table. */

export function writeStats(table: TableWriter, name: string, stats: readonly (FileStat | undefined)[]): void {
  for (const field of statFields) {
    table.f64(
      `${name}.${field}`,
      stats.map((stat) => stat?.[field] ?? Number.NaN),
    );
  }
}

const statFields = ['mtimeMs', 'ctimeMs', 'size', 'ino'] as const;

export function statsIn(table: Table, name: string): { at(row: number): FileStat } {
  const [mtimeMs, ctimeMs, size, ino] = statFields.map((field) => table.f64(`${name}.${field}`)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    at: (row) => ({
      mtimeMs: mtimeMs[row] as number,
      ctimeMs: ctimeMs[row] as number,
      size: size[row] as number,
      ino: ino[row] as number,
    }),
  };
}

/** What entries were rendered to, a row each. */
export interface Rendering {
  readonly id: string;
  /** What it followed from. */
  readonly key: string;
  readonly rendered: Rendered;
}

/**
 * Only what lies in a pack is remembered.
 *
 * @param keys By row, what they followed from.
 */
export function writeRenderings(table: TableWriter, rendered: RenderedRows, keys: readonly string[]): void {
  table.text('entries.id', rendered.ids);
  table.text('entries.key', keys);
  for (const form of forms) {
    const { pack, at, length, sum, says, others } = rendered.columns(form);
    table.u32(`entries.${form}.pack`, pack);
    table.f64(`entries.${form}.at`, at);
    table.u32(`entries.${form}.length`, length);
    table.raw(`entries.${form}.sum`, sum);
    table.u32(`entries.${form}.says`, says);
    table.json(`entries.${form}.others`, Object.fromEntries(others));
  }
  table.json('entries.says', rendered.says);
}

/** @param changed By row; those behind the last are new. */
export function patchRenderings(patch: Patch, table: Table, changed: ReadonlyMap<number, Rendering>): void {
  const of = <Value>(value: (rendering: Rendering) => Value) => mapped(changed, value);
  patch.text(
    'entries.id',
    of(({ id }) => id),
  );
  patch.text(
    'entries.key',
    of(({ key }) => key),
  );
  const says: [boolean, readonly string[]][] = table.json('entries.says');
  const known = new Map(says.map((said, i) => [JSON.stringify(said), i]));
  for (const form of forms) {
    patch.packed(
      `entries.${form}`,
      of(({ rendered }) => packedIn(rendered[form])),
    );
    const others: Record<number, string> = table.json(`entries.${form}.others`);
    const indexes = new Map<number, number>();
    for (const [row, { id, rendered }] of changed) {
      const entry = packedIn(rendered[form]);
      delete others[row];
      if (entry?.id !== undefined && entry.id !== id) others[row] = entry.id;
      const said: [boolean, readonly string[]] = [entry?.id === id, entry?.prefixes ?? []];
      const key = JSON.stringify(said);
      const index = known.get(key) ?? says.push(said) - 1;
      known.set(key, index);
      indexes.set(row, index);
    }
    patch.u32(`entries.${form}.says`, indexes);
    patch.json(`entries.${form}.others`, others);
  }
  patch.json('entries.says', says);
}

export function mapped<Value, Other>(values: ReadonlyMap<number, Value>, of: (value: Value) => Other) {
  return new Map(Array.from(values, ([row, value]) => [row, of(value)] as const));
}

export function patchStats(patch: Patch, name: string, changed: ReadonlyMap<number, FileStat | undefined>): void {
  for (const field of statFields)
    patch.f64(
      `${name}.${field}`,
      mapped(changed, (stat) => stat?.[field] ?? Number.NaN),
    );
}

function packedIn(chunk: Chunk | undefined): PackedEntry | undefined {
  return chunk && 'pack' in chunk ? chunk : undefined;
}

export interface Renderings {
  readonly length: number;
  at(row: number): Rendering;
  keyAt(row: number): string;
  form(row: number, form: Form): PackedEntry | undefined;
}

export function renderingsIn(table: Table): Renderings {
  const [ids, keys] = [table.text('entries.id'), table.text('entries.key')];
  const says: [boolean, string[]][] = table.json('entries.says');
  const columns = new Map(
    forms.map((form) => [
      form,
      {
        packed: table.packed(`entries.${form}`),
        says: table.u32(`entries.${form}.says`),
        others: table.json<Record<number, string>>(`entries.${form}.others`),
      },
    ]),
  );
  const formAt = (row: number, form: Form): PackedEntry | undefined => {
    const column = columns.get(form);
    const packed = column?.packed.at(row);
    if (!column || !packed) return undefined;
    const [isOwn, prefixes] = says[column.says[row] as number] as [boolean, string[]];
    const said = isOwn ? ids.at(row) : column.others[row];
    return { ...packed, ...(said !== undefined && { id: said }), prefixes };
  };
  return {
    length: ids.length,
    at(row) {
      const rendered: { [Name in Form]?: Chunk } = {};
      for (const form of forms) {
        const packed = formAt(row, form);
        if (packed) rendered[form] = packed;
      }
      return { id: ids.at(row), key: keys.at(row), rendered };
    },
    keyAt: (row) => keys.at(row),
    form: formAt,
  };
}

export type DocumentRow = KnownDocument & { readonly path: string };

export function writeDocuments(table: TableWriter, documents: readonly DocumentRow[]): void {
  table.text(
    'documents.path',
    documents.map(({ path }) => path),
  );
  table.text(
    'documents.key',
    documents.map(({ key }) => key),
  );
  table.text(
    'documents.digest',
    documents.map(({ digest }) => digest),
  );
  table.f64(
    'documents.bytes',
    documents.map(({ bytes }) => bytes),
  );
  writeStats(
    table,
    'documents.stat',
    documents.map(({ stat }) => stat),
  );
}

/** @param gone Paths of documents that are no more. */
export function patchDocuments(
  patch: Patch,
  table: Table,
  documents: readonly DocumentRow[],
  gone: ReadonlySet<string>,
): void {
  const rows = new Map(Array.from(table.text('documents.path'), (path, row) => [path, row]));
  const changed = new Map<number, DocumentRow | undefined>();
  for (const path of gone) {
    const row = rows.get(path);
    if (row !== undefined) changed.set(row, undefined);
  }
  let next = table.text('documents.path').length;
  for (const document of documents) changed.set(rows.get(document.path) ?? next++, document);
  patch.text(
    'documents.path',
    mapped(changed, (document) => document?.path ?? ''),
  );
  patch.text(
    'documents.key',
    mapped(changed, (document) => document?.key ?? ''),
  );
  patch.text(
    'documents.digest',
    mapped(changed, (document) => document?.digest ?? ''),
  );
  patch.f64(
    'documents.bytes',
    mapped(changed, (document) => document?.bytes ?? 0),
  );
  patchStats(
    patch,
    'documents.stat',
    mapped(changed, (document) => document?.stat),
  );
}

export function documentsIn(table: Table): { readonly length: number; at(row: number): DocumentRow } {
  const [paths, keys, digests] = [
    table.text('documents.path'),
    table.text('documents.key'),
    table.text('documents.digest'),
  ];
  const bytes = table.f64('documents.bytes');
  const stats = statsIn(table, 'documents.stat');
  return {
    length: paths.length,
    at: (row) => ({
      path: paths.at(row),
      key: keys.at(row),
      digest: digests.at(row),
      bytes: bytes[row] as number,
      stat: stats.at(row),
    }),
  };
}

import { isPacked } from '../../article/stored.ts';
import type { Chunk } from '../document.ts';
import { NotWellFormed } from './markup.ts';

/** What stands around entries, or an entry, looked at by itself. */
export interface Checked {
  readonly defects: readonly string[];
  /** Which no other entry of the document may have. */
  readonly id?: string | undefined;
  /** Prefixes that the head has to declare. */
  readonly prefixes?: readonly string[];
}

/** Looks at an entry, or tells what was found when it was looked at before. */
export type Once = (chunk: Chunk, check: (text: string) => Checked) => Checked;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function checkedText(bytes: Uint8Array, check: (text: string) => Checked): Checked {
  try {
    return check(utf8.decode(bytes));
  } catch (error) {
    if (error instanceof NotWellFormed || error instanceof SyntaxError) return { defects: [error.message] };
    if (error instanceof TypeError) return { defects: ['its bytes are not UTF-8'] };
    throw error;
  }
}

/** What stands around entries as one text, and what stands between. */
export function parted(chunks: readonly Chunk[]) {
  const around = [chunks.at(0), chunks.length > 1 ? chunks.at(-1) : undefined];
  return {
    around: Buffer.concat(around.flatMap((chunk) => (chunk && !isPacked(chunk) ? [chunk] : []))),
    entries: chunks.slice(1, -1),
  };
}

/**
 * What is wrong with the address that a document gives as its own.
 *
 * @param self What it is.
 */
export function otherAddress(own: unknown, self: string): string[] {
  return own === self ? [] : [`it says that its address is ${own}, and it is ${self}`];
}

/** What entries of one document have that is wrong, and which of them are the same. */
export function together(checked: readonly Checked[]): string[] {
  const ids = new Set<string>();
  return checked.flatMap(({ defects, id }) => {
    const isTwice = id !== undefined && ids.has(id);
    if (id !== undefined) ids.add(id);
    const named = defects.map((defect) => (id === undefined ? defect : `${defect} (${id})`));
    return isTwice ? [...named, `the id ${id} is that of two entries`] : named;
  });
}

import type { DiagnosticCode } from '../../src/diagnostic.ts';

/** Must be in no byte of any output: it stands in drafts, in comments, and in files outside the articles folder. */
export const secret = 'hayloft-secret-7d1f3b';

/** What must become of a hostile file. Where more than one end is right, each is listed. */
export type Outcome =
  | { readonly is: 'accepted' }
  /** Left out, with an error of one of these codes that names the file. */
  | { readonly is: 'refused'; readonly codes: readonly DiagnosticCode[] }
  /** Left out by its author's wish, with a note of this code that names the file. */
  | { readonly is: 'held'; readonly code: 'held/draft' | 'held/future' }
  /** In the index, or left out with an error: never in neither. */
  | { readonly is: 'either' };

export interface HostileCase {
  /** Relative to the articles folder, `/`-separated. */
  readonly path: string;
  /** What is put there: bytes of a file, or a function that makes something that is no ordinary file. */
  readonly put: Uint8Array | string | ((absolute: string) => void);
  readonly outcome: Outcome;
  /** Texts that the entry must show, so that what is mended does not cost what is sound. */
  readonly shows?: readonly string[];
  /** The title that the index must give, where it is not plain from the front matter. */
  readonly title?: string;
  /** A code that must be reported of it, whatever the outcome. */
  readonly reports?: DiagnosticCode;
}

export const accepted: Outcome = { is: 'accepted' };
export const either: Outcome = { is: 'either' };
export const refused = (...codes: DiagnosticCode[]): Outcome => ({ is: 'refused', codes });
export const draft: Outcome = { is: 'held', code: 'held/draft' };

/** An article with a title, a date and these fields and this body. */
export function article(body: string, fields = ''): string {
  return `---\ntitle: Sound\ndate: 2024-05-06\n${fields}${fields && '\n'}---\n\n${body}\n`;
}

/** A case for each row: `folder/01.md`, `folder/02.md`, … */
export function numbered<Row>(
  folder: string,
  rows: readonly Row[],
  make: (row: Row, index: number) => Omit<HostileCase, 'path'>,
): HostileCase[] {
  return rows.map((row, index) => ({
    path: `${folder}/${String(index + 1).padStart(2, '0')}.md`,
    ...make(row, index),
  }));
}

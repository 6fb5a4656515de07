import type { Chunk, Document } from '../feed/document.ts';
import { Html } from './html.ts';
import { ThemeError } from './theme-error.ts';

/** Stands for the entries of a page until they are put in its place. No text can look like it: text is escaped. */
export const entriesHere = new Html('<!--entries-->');

/**
 * A page with entries: what stands around them, and each of them as it was rendered. Where there are none, their place
 * need not be written.
 *
 * @throws ThemeError where the templates lost the place of the entries.
 */
export function listDocument(path: string, page: Html, cards: readonly Chunk[]): Document {
  const parts = page.markup.split(entriesHere.markup);
  const [head, tail] = parts;
  if (parts.length === 1 && cards.length === 0) return plainDocument(path, page);
  if (parts.length !== 2 || head === undefined || tail === undefined) {
    throw new ThemeError(`writes \`entries\` ${parts.length - 1} times into ${path} instead of once`);
  }
  return { path, chunks: [Buffer.from(head), ...cards, Buffer.from(tail)] };
}

/** A page without entries. */
export function plainDocument(path: string, page: Html): Document {
  return { path, chunks: [Buffer.from(page.markup)] };
}

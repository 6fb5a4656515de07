import { type Place, placeAt } from '../diagnostic.ts';
import { literalPattern } from '../text/escape.ts';
import type { KeyPath } from './problem.ts';
import type { Source } from './source.ts';

/**
 * A configuration in TypeScript or JavaScript: what its default export is, as plain data. It is run, so the caller
 * must be sure that it is the operator's own.
 *
 * jiti keeps no cache on disk here: nothing may be written that nobody asked for.
 */
export async function readScript(file: string, text: string): Promise<Source> {
  const locate: Source['locate'] = async (path) => findKeys(text, path);
  const refused = (message: string, hint: string, place?: Place): Source => {
    return {
      value: undefined,
      problems: [{ severity: 'error', code: 'config/script', message, hint, at: [], place }],
      locate,
    };
  };
  const { createJiti } = await import('jiti');
  const jiti = createJiti(import.meta.url, { fsCache: false, moduleCache: false });
  let exported: unknown;
  try {
    const module: unknown = await jiti.import(file);
    if (typeof module !== 'object' || module === null || !('default' in module)) {
      return refused('the file has no default export', 'write: export default { … }');
    }
    exported = module.default;
  } catch (error) {
    const { message, place } = failureOf(error, file, text);
    return refused(`the file does not run: ${message}`, 'run it by itself to see more', place);
  }
  try {
    return { value: structuredClone(exported), problems: [], locate };
  } catch {
    return refused(
      'the default export is not plain data',
      'export an object of texts, numbers, lists and objects only',
    );
  }
}

/**
 * First line of what was thrown, and where. jiti's parser appends its place to the message, with columns from 0; what
 * fails while it runs has lines of the file in its stack, but columns of the JavaScript that was made of it.
 */
function failureOf(error: unknown, file: string, text: string): { message: string; place?: Place } {
  const { message, stack = '' } = error instanceof Error ? error : { message: String(error) };
  const first = (message.split('\n', 1)[0] ?? '').trim().replace(/^ParseError: /, '');
  const parsed = message.startsWith('ParseError: ');
  const [, line, column] = new RegExp(`${literalPattern(file)}:(\\d+):(\\d+)`).exec(parsed ? message : stack) ?? [];
  if (line === undefined || column === undefined) return { message: first };
  const shown = text.split(/\r\n|\n|\r/)[Number(line) - 1];
  const place = { line: Number(line), column: parsed ? Number(column) + 1 : 1 };
  return { message: first, place: shown === undefined ? place : { ...place, text: shown } };
}

/** The keys of the path, one behind the other, as they would be written in an object literal. */
function findKeys(text: string, path: KeyPath): Place | undefined {
  let found: { offset: number; length: number } | undefined;
  for (const key of path) {
    if (typeof key === 'number') continue;
    const written = new RegExp(`(?<![\\p{L}\\p{N}_$.])(["']?)${literalPattern(key)}\\1\\s*[:,}]`, 'gu');
    written.lastIndex = found === undefined ? 0 : found.offset + found.length;
    const match = written.exec(text);
    if (match === null) break;
    found = { offset: match.index + (match[1]?.length ?? 0), length: key.length };
  }
  return found && placeAt(text, found.offset, found.length);
}

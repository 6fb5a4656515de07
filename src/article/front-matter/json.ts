import { Mapping, type Value } from './value.ts';

/** Of a text that is known to be JSON (RFC 8259, 2): strings, brackets, and everything else that is a value. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]|[^\s{}[\],:"]+/g;

/**
 * JSON, its objects as mappings; throws the exceptions of `JSON.parse`.
 *
 * That takes the last of two equal keys without a word, and gives a reviver no sign of the first (RFC 8259, 4: what
 * happens then is unpredictable). {@link Mapping} notes the repetition, so the text is gone through again.
 */
export function parseJson(text: string): unknown {
  JSON.parse(text);
  const top: unknown[] = [];
  const open: (Mapping | unknown[])[] = [top];
  /** Read, and still without its value. */
  let key: string | undefined;
  for (const [written] of text.matchAll(token)) {
    const around = open.at(-1);
    if (written === '}' || written === ']') open.pop();
    else if (around instanceof Mapping && key === undefined) key = JSON.parse(written);
    else {
      const value: unknown = written === '{' ? new Mapping() : written === '[' ? [] : JSON.parse(written);
      if (around instanceof Mapping) around.set(key as string, value as Value);
      else around?.push(value);
      key = undefined;
      if (value instanceof Mapping || Array.isArray(value)) open.push(value);
    }
  }
  return top[0];
}

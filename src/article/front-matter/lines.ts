import { Mapping } from './value.ts';

/**
 * `Key: value` lines as Python-Markdown's Meta-Data extension reads them: every value is text, an indented line goes
 * on with the one before.
 */
export function parseLines(text: string): Mapping {
  const mapping = new Mapping();
  for (const paragraph of text.split(/\n(?![ \t])/)) {
    const [, key, value] = /^([A-Za-z][\w -]*?)[ \t]*:([\s\S]*)$/.exec(paragraph) ?? [];
    if (key !== undefined) mapping.set(key, (value as string).replace(/\s+/g, ' ').trim());
  }
  return mapping;
}

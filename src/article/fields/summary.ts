import { vocabulary } from '../vocabulary.ts';
import { type FieldReader, flagOf, textOf, withoutComments } from './field-reader.ts';

/** The article's own summary, plain text on one line; markup in it stays as written. */
export function statedSummary(reader: FieldReader): { summary: string; origin: string } | undefined {
  for (const field of reader.all(vocabulary.summary)) {
    if (flagOf(field.value) !== undefined) continue;
    const text = textOf(field.value);
    if (text === undefined) {
      reader.report('warning', 'front-matter/bad-value', field, `"${field.name}" is a list or a mapping, not a text`);
      continue;
    }
    const summary = withoutComments(text);
    if (summary !== '') return { summary, origin: `front matter "${field.name}"` };
  }
  return undefined;
}

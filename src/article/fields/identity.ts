import { httpUrl } from '../../text/url.ts';
import { vocabulary } from '../vocabulary.ts';
import { type FieldReader, textOf } from './field-reader.ts';

/** Front matter's `id` or `guid`, as written (RFC 4287 4.2.6: opaque, compared byte for byte). */
export function statedId(reader: FieldReader): { id: string; origin: string } | undefined {
  const field = reader.first(vocabulary.id);
  if (!field) return undefined;
  const id = textOf(field.value);
  if (id !== undefined && id !== '') return { id, origin: `front matter "${field.name}"` };
  return reader.report('error', 'front-matter/bad-id', field, `"${field.name}" is not a text`, 'write it as text');
}

/**
 * The address its author gave the article's page: a path on the site, or absolute. Jekyll's styles (`pretty`) and
 * patterns (`/:year/:title/`) are none; of an absolute `url` origin.ts decides whether it is the original.
 */
export function statedPermalink(reader: FieldReader): string | undefined {
  for (const field of reader.all(vocabulary.permalink)) {
    const text = textOf(field.value);
    if (text === undefined || /[\s{}]|\/:/.test(text.replace(/^https?:\/\//i, ''))) continue;
    if (text.startsWith('/') && !text.startsWith('//')) return text;
    if (field.name.toLowerCase() === 'permalink' && httpUrl(text)) return text;
  }
  return undefined;
}

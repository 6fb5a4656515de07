import { oneLine } from '../../text/characters.ts';
import { vocabulary } from '../vocabulary.ts';
import { type FieldReader, textOf, withoutComments } from './field-reader.ts';

/** An element that titles are marked up with for generators that put them into their pages as they are. */
const marked = /<(a|abbr|b|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|var)(?:\s[^<>]*)?>([^<>]*)<\/\1>/gi;

/** Front matter's title, as plain text on one line. Of marked-up words the words stay; other markup stays as written. */
export function statedTitle(reader: FieldReader): { title: string; origin: string } | undefined {
  const field = reader.first(vocabulary.title);
  if (!field) return undefined;
  const text = textOf(field.value);
  if (text === undefined) {
    return reader.report(
      'error',
      'front-matter/bad-value',
      field,
      '"title" is a list or a mapping',
      'write it as text',
    );
  }
  const title = oneLine(withoutComments(text).replace(marked, '$2').replace(marked, '$2'));
  return title === '' ? undefined : { title, origin: `front matter "${field.name}"` };
}

const datePrefix = /^\d{4}[-_.]\d{1,2}[-_.]\d{1,2}(?:[-_. ]+|$)/;

/**
 * A title made of the file's name: without extension and date, `-` and `_` as spaces where it has none. Of `index.md`
 * the folder's name. Never empty: a name that would leave nothing stays as it is.
 */
export function titleFromPath(path: string): string {
  const segments = path.split('/');
  const name = (segments.at(-1) as string).replace(/(?<=.)\.[^.]*$/, '');
  const stem = /^index$/i.test(name) && segments.length > 1 ? (segments.at(-2) as string) : name;
  const undated = stem.replace(datePrefix, '');
  const spaced = /\s/.test(undated) ? undated : undated.replace(/[-_]+/g, ' ');
  return oneLine(spaced) || oneLine(stem) || oneLine(name) || 'Untitled';
}

import { languageTag, likeTag } from '../../text/language-tag.ts';
import { vocabulary } from '../vocabulary.ts';
import { type FieldReader, textOf } from './field-reader.ts';

/** BCP 47, as its canonical form; `pt_BR` and `en_US.UTF-8` are understood. A word that is no tag is left out. */
export function readLanguage(reader: FieldReader): string | undefined {
  const field = reader.first(vocabulary.language);
  if (!field) return undefined;
  const text = textOf(field.value);
  const tag = text === undefined ? undefined : languageTag(likeTag(text));
  if (tag !== undefined) return tag;
  return reader.report(
    'warning',
    'front-matter/bad-value',
    field,
    `"${text ?? field.name}" is not a language tag`,
    'write it as in BCP 47: en, pt-BR, zh-Hant',
  );
}

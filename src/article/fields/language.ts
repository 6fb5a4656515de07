import { vocabulary } from '../vocabulary.ts';
import { type FieldReader, textOf } from './field-reader.ts';

/** BCP 47, as its canonical form; `pt_BR` and `en_US.UTF-8` are understood. A word that is no tag is left out. */
export function readLanguage(reader: FieldReader): string | undefined {
  const field = reader.first(vocabulary.language);
  if (!field) return undefined;
  const text = textOf(field.value);
  const tag = text === undefined ? undefined : languageTag(text);
  if (tag !== undefined) return tag;
  return reader.report(
    'warning',
    'front-matter/bad-value',
    field,
    `"${text ?? field.name}" is not a language tag`,
    'write it as in BCP 47: en, pt-BR, zh-Hant',
  );
}

/**
 * Registered primary languages have two or three letters (RFC 5646 2.2.1); those of four to eight that the grammar
 * leaves room for do not exist, and `english` is one of them.
 */
function languageTag(text: string): string | undefined {
  const tag = text.replace(/\..*$/, '').replace(/_/g, '-');
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

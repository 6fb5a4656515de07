import { languageTag, likeTag } from '../../text/language-tag.ts';
import { type Reading, shown } from './reading.ts';

/** A BCP 47 language tag in its canonical case. */
export function readLanguage(text: string): Reading<string> {
  const tag = languageTag(text);
  if (tag !== undefined) return { value: tag };
  const meant = languageTag(likeTag(text.trim()));
  return {
    problem: `${shown(text)} is not a language tag (BCP 47)`,
    hint: meant === undefined ? 'write a tag such as en, pt-BR or zh-Hant' : `did you mean "${meant}"?`,
  };
}

import { type Reading, shown } from './reading.ts';

/**
 * A BCP 47 language tag in its canonical case. Primary subtags longer than three letters are well-formed but none is
 * registered, and what is meant by `english` is `en`.
 */
export function readLanguage(text: string): Reading<string> {
  const tag = canonical(text);
  if (tag !== undefined) return { value: tag };
  const meant = canonical(text.trim().replaceAll('_', '-').replace(/\..*$/, ''));
  return {
    problem: `${shown(text)} is not a language tag (BCP 47)`,
    hint: meant === undefined ? 'write a tag such as en, pt-BR or zh-Hant' : `did you mean "${meant}"?`,
  };
}

function canonical(tag: string): string | undefined {
  if (!/^[A-Za-z]{2,3}(-|$)/.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

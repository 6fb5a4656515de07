/**
 * A language tag (BCP 47) in its canonical case, or undefined where the text is none.
 *
 * Registered primary languages have two or three letters (RFC 5646 2.2.1); the grammar leaves room for four to eight,
 * but none exists, and what is meant by `english` is `en`.
 */
export function languageTag(text: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-|$)/i.test(text)) return undefined;
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

/** What POSIX calls a locale, as a tag would write it: `pt_BR.UTF-8` is `pt-BR`. */
export function likeTag(locale: string): string {
  return locale.replace(/\..*$/, '').replaceAll('_', '-');
}

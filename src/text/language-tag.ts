/** The languages of two letters (IANA Language Subtag Registry). `jp`, `cn` and `ua` are countries. */
const twoLetters = new Set(
  [
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de',
    'dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id',
    'ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu',
    'lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu',
    'rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to',
    'tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu',
  ].flatMap((line) => line.split(' ')),
);

/**
 * A language tag (BCP 47) in its canonical case, or undefined where the text is none.
 *
 * Registered primary languages have two or three letters (RFC 5646 2.2.1); the grammar leaves room for four to eight,
 * but none exists, and what is meant by `english` is `en`. All of two letters are known, so others are mistakes.
 */
export function languageTag(text: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-|$)/i.test(text)) return undefined;
  try {
    const [tag = ''] = Intl.getCanonicalLocales(text);
    const [primary = ''] = tag.split('-');
    return primary.length === 3 || twoLetters.has(primary) ? tag : undefined;
  } catch {
    return undefined;
  }
}

/** What POSIX calls a locale, as a tag would write it: `pt_BR.UTF-8` is `pt-BR`. */
export function likeTag(locale: string): string {
  return locale.replace(/\..*$/, '').replaceAll('_', '-');
}

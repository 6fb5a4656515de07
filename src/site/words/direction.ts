/** Scripts that are written from right to left (Unicode Bidirectional Algorithm, classes R and AL), as ISO 15924 has them. */
const rightToLeft = new Set(
  [
    'Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo',
    'Orkh Palm Phli Phlp Phlv Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi',
  ].flatMap((line) => line.split(' ')),
);

/** Codes of ISO 15924 that name no script. */
const noScript = /^(?:Z[a-z]{3}|Qa[a-b][a-z])$/;

/**
 * The direction in which a language (BCP 47) is written: by its script, or by the one in which it mostly is in its
 * region (Unicode CLDR, likely subtags). `auto`, which leaves it to the text, where neither is known.
 */
export function directionOf(language: string | undefined): 'ltr' | 'rtl' | 'auto' {
  const script = scriptOf(language);
  if (script === undefined || noScript.test(script)) return 'auto';
  return rightToLeft.has(script) ? 'rtl' : 'ltr';
}

function scriptOf(language: string | undefined): string | undefined {
  if (language === undefined) return undefined;
  try {
    const locale = new Intl.Locale(language);
    // The likeliest language of all is English, which says nothing of a text in an unknown one. V8 gives `und` no name.
    return /^und\b/.test(locale.baseName) ? locale.script : locale.maximize().script;
  } catch {
    return undefined;
  }
}

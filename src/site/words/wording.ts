import type { Words } from './words.ts';

/** The words of one language as they are written down; {@link inLanguage} adds what follows from the language. */
export interface Wording extends Omit<Words, 'locale' | 'count' | 'results' | 'day' | 'period'> {
  /** Of {@link Words.count}. */
  readonly articles: PluralForms;
  /** Of {@link Words.results}. */
  readonly found: PluralForms;
}

/**
 * By plural category (Unicode CLDR, Language Plural Rules); `#` stands for the number. `zero` is of 0 in every language,
 * `other` of each category that is not there.
 */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

import { dayIn } from '../../text/zone.ts';
import type { PluralForms, Wording } from './wording.ts';
import type { Words } from './words.ts';

/**
 * Words with numbers and dates as they are written in a region: in the United States it is March 14, in Austria Jänner.
 *
 * @param locale BCP 47, of the language of the wording.
 */
export function inLanguage({ articles, found, ...wording }: Wording, locale: string): Words {
  return {
    ...wording,
    locale,
    count: (entries) => plural(articles, entries, locale),
    results: (entries) => plural(found, entries, locale),
    day: (instant, timezone) => periodInWords(dayIn(timezone, instant), locale),
    period: (period) => periodInWords(period, locale),
  };
}

function plural(forms: PluralForms, number: number, locale: string): string {
  const none = number === 0 ? forms.zero : undefined;
  const form = none ?? forms[pluralRulesOf(locale).select(number)] ?? forms.other;
  return form.replace('#', numberFormatOf(locale).format(number));
}

/** `2026`, `2026-03` or `2026-03-14`; years after 9999 have more digits (ISO 8601, expanded). */
const PERIOD = /^([+-]?\d{4,6})(?:-(\d\d)(?:-(\d\d))?)?$/;

function periodInWords(period: string, locale: string): string {
  const [, year, month, day] = PERIOD.exec(period) ?? [];
  if (year === undefined) return period;
  const first = new Date(0).setUTCFullYear(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const precision = day ? 'day' : month ? 'month' : 'year';
  const text = dateFormatOf(locale, precision, Number(year) < 1).format(first);
  // It stands alone, as a title or a link: many languages write names of months small, but not at the beginning.
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const precisions = {
  year: { year: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
} as const;

/** They take long to make; by what they are of. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

/** Years before 1 are counted backwards, and mean nothing without their era. */
function dateFormatOf(locale: string, precision: keyof typeof precisions, withEra: boolean): Intl.DateTimeFormat {
  return cached(dateFormats, `${locale} ${precision} ${withEra}`, () => {
    const fields = { ...precisions[precision], ...(withEra && { era: 'short' as const }) };
    return new Intl.DateTimeFormat(locale, {
      ...fields,
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
    });
  });
}

function numberFormatOf(locale: string): Intl.NumberFormat {
  return cached(numberFormats, locale, () => new Intl.NumberFormat(locale, { numberingSystem: 'latn' }));
}

function pluralRulesOf(locale: string): Intl.PluralRules {
  return cached(pluralRules, locale, () => new Intl.PluralRules(locale));
}

function cached<Made>(made: Map<string, Made>, key: string, make: () => Made): Made {
  let known = made.get(key);
  if (known === undefined) {
    known = make();
    made.set(key, known);
  }
  return known;
}

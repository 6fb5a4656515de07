import type { Entry } from '../../archive/entry.ts';
import { type Html, html } from '../html.ts';
import type { SiteFacts } from '../views.ts';

/** BCP 47; undefined where nobody said. */
export function entryLanguage(entry: Entry, site: SiteFacts): string | undefined {
  return entry.language ?? site.language;
}

/** ` lang` of the words of an entry, where they are in another language than the page (WCAG 2.2, 3.1.2). */
export function langAttribute(entry: Entry, site: SiteFacts): Html | undefined {
  const language = entryLanguage(entry, site);
  return language === undefined || language === site.words.language ? undefined : html` lang="${language}"`;
}

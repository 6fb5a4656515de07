import { plainText } from './plain-text.ts';
import { bareMarkup } from './sanitize.ts';

/** The words of HTML that others wrote, on one line, as those of our own articles are taken. */
export function foreignText(html: string): string {
  return /[<&]/.test(html) ? plainText(bareMarkup(html)) : html.replace(/\s+/gu, ' ').trim();
}

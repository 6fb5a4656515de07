import { type Html, html } from '../html.ts';
import type { Words } from '../words/words.ts';

/** Leads to the page that searches. */
export function searchForm(words: Words): Html {
  return html`<search><form class="search-form" action="search.html">
<label class="away" for="q">${words.search}</label>
<input type="search" id="q" name="q"> <button type="submit">${words.search}</button>
</form></search>
`;
}

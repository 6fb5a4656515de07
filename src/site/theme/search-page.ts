import { type Html, html } from '../html.ts';
import type { SiteFacts } from '../views.ts';
import type { Words } from '../words/words.ts';

/**
 * The page that searches: a form, and where results go. What it says while it is used, browser/search.ts takes from it,
 * which removes what search needs as soon as it runs. `<noscript>` would not do: no browser runs modules of files.
 */
export function searchPage(_view: { readonly self: string }, { words }: SiteFacts): Html {
  return html`<h1>${words.search}</h1>
<search><form class="search-form" id="search-form" action="search.html" \
data-locale="${words.locale}" data-results="${JSON.stringify(resultForms(words))}" data-none="${words.noResults}" data-failed="${words.searchFailed}">
<label class="away" for="q">${words.search}</label>
<input type="search" id="q" name="q" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false"> \
<button type="submit">${words.search}</button>
<div class="search-filters">
${choice('source', words.source, [['', words.anySource]])}
${choice('tag', words.tags, [['', words.anyTag]])}
<p><label for="from">${words.from}</label> <input type="date" id="from" name="from"></p>
<p><label for="until">${words.until}</label> <input type="date" id="until" name="until"></p>
${choice('sort', words.sort, [
  ['relevance', words.sortByRelevance],
  ['date', words.sortByDate],
])}
</div>
</form></search>
<p class="late" id="search-needs">${words.searchNeedsScript}</p>
<p class="search-status" id="search-status" role="status" aria-live="polite"></p>
<ol class="cards results" id="search-results"></ol>
<p><button type="button" id="search-more" hidden>${words.moreResults}</button></p>
`;
}

function choice(name: string, label: string, options: readonly (readonly [value: string, text: string])[]): Html {
  return html`<p><label for="${name}">${label}</label> <select id="${name}" name="${name}">\
${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></p>`;
}

/** Numbers among which each language has every plural form that it has (UTS 35). */
const samples = 200;

/** By plural form, what is said of so many results; `{n}` stands for the number. */
function resultForms(words: Words): Record<string, string> {
  const rules = new Intl.PluralRules(words.locale);
  const forms: Record<string, string> = {};
  // The greatest of a form: the least is often said in words.
  for (let n = 0; n < samples; n++) {
    forms[rules.select(n)] = words.results(n).replace(String(n), '{n}');
  }
  return forms;
}

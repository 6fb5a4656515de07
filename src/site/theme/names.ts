import { type Html, html } from '../html.ts';
import type { NamesView, SiteFacts } from '../views.ts';
import { names as listOf } from './feed.ts';

/** All sources, or all tags, each with how many entries it has. */
export function names({ kind, names }: NamesView, { words }: SiteFacts): Html {
  return html`<h1>${kind === 'source' ? words.allSources : words.allTags}</h1>
${listOf(names, words.language)}`;
}

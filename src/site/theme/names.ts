import { type Html, html } from '../html.ts';
import type { NamesView, SiteFacts } from '../views.ts';
import { countedNames } from './counts.ts';

/** All sources, or all tags, each with how many entries it has. */
export function names({ kind, names }: NamesView, site: SiteFacts): Html {
  const { allSources, allTags } = site.words;
  return html`<h1>${kind === 'source' ? allSources : allTags}</h1>
${countedNames(names, site, kind === 'tag' ? 'dense' : undefined)}`;
}

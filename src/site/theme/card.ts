import { type Html, html } from '../html.ts';
import type { CardView, Link, SiteFacts } from '../views.ts';
import { anchor } from './anchor.ts';
import { langAttribute } from './entry-language.ts';
import { byline, day, metaLine } from './meta.ts';

/** An entry in a list, `<li>`: the same bytes in each list that shows it. It runs the way of its title. */
export function card(view: CardView, site: SiteFacts): Html {
  const { entry, summary, href, sourceHref = '', tags } = view;
  const source = entry.source && anchor(sourceHref, html`<bdi>${entry.source.name}</bdi>`);
  const lang = langAttribute(entry, site);
  return html`<li class="card" dir="auto">
<h3${lang}>${anchor(href, entry.title)}</h3>
${metaLine([day(entry.published, site), source, byline(entry.authors, site)], site)}
${summary !== '' && html`<p${lang}>${summary}</p>\n`}${tagList(tags)}</li>
`;
}

export function tagList(tags: readonly Link[]): Html | undefined {
  if (tags.length === 0) return undefined;
  return html`<ul class="tags">${tags.map(({ href, text }) => html`<li>${anchor(href, text)}</li>`)}</ul>\n`;
}

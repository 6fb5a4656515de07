import { type Html, html } from '../html.ts';
import type { CountedLink, FeedLink, SiteFacts } from '../views.ts';
import { anchor } from './anchor.ts';
import { figure } from './figures.ts';
import { periodName } from './period.ts';

/**
 * Names of sources, tags or feeds, each with how many entries it has.
 *
 * @param kind `dense` of names that are many and short.
 */
export function countedNames(links: readonly FeedLink[], site: SiteFacts, kind?: 'dense'): Html | undefined {
  return counted(
    links.map(({ href, name, count }) => ({ href, text: name, count })),
    site,
    kind,
  );
}

/** Parts of the archive, each with how many entries it has. */
export function countedPeriods(links: readonly CountedLink[], site: SiteFacts): Html | undefined {
  return counted(
    links.map((link) => ({ ...link, text: periodName(link.text, site.words) })),
    site,
  );
}

function counted(links: readonly CountedLink[], { words }: SiteFacts, kind?: 'dense'): Html | undefined {
  if (links.length === 0) return undefined;
  const items = links.map(({ href, text, count }) => {
    return html`<li>${anchor(href, html`<bdi>${text}</bdi>`)} <small>${figure(count, words.language)}</small></li>\n`;
  });
  return html`<ul class="counts${kind && html` ${kind}`}">\n${items}</ul>\n`;
}

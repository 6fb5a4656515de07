import { rfc3339 } from '../../text/instant.ts';
import { Html, html } from '../html.ts';
import type { ArticleView, SiteFacts } from '../views.ts';
import { entryLanguage } from './entry-language.ts';

/** What stands in the head of an article's page beside its own facts. */
export function articleHead(view: ArticleView, site: SiteFacts): Html {
  return html`${openGraph(view, site)}${jsonLd(view, site)}`;
}

/** The article for search engines: schema.org `Article`, as JSON-LD 1.1 embedded in HTML (its section 7). */
export function jsonLd(view: ArticleView, site: SiteFacts): Html {
  const { entry, summary, address } = view;
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: entry.title,
    url: address,
    datePublished: rfc3339(entry.published),
    dateModified: rfc3339(entry.updated),
    inLanguage: entryLanguage(entry, site),
    description: summary || undefined,
    image: ownImage(view, site),
    author: entry.authors.map(({ name, url }) => ({ '@type': 'Person', name, url })),
    publisher: entry.source && { '@type': 'Organization', name: entry.source.name, url: entry.source.url },
    keywords: entry.tags.map(({ name }) => name),
    isBasedOn: entry.externalUrl,
    isPartOf: { '@type': 'WebSite', name: site.title, url: site.baseUrl },
  };
  return new Html(`<script type="application/ld+json">${inScript(withoutEmpty(facts))}</script>\n`);
}

/** JSON in which nothing ends a script, or begins a comment in one (HTML, 13.2.5.4). */
function inScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function withoutEmpty(facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

/** The article for those who share its address (ogp.me). */
export function openGraph(view: ArticleView, site: SiteFacts): Html {
  const { entry, summary, address } = view;
  const properties: readonly (readonly [string, string | undefined])[] = [
    ['og:type', 'article'],
    ['og:site_name', site.title],
    ['og:title', entry.title],
    ['og:url', address],
    ['og:description', summary || undefined],
    ['og:image', ownImage(view, site)],
    ['article:published_time', rfc3339(entry.published)],
    ['article:modified_time', rfc3339(entry.updated)],
    ...entry.tags.map(({ name }) => ['article:tag', name] as const),
  ];
  return html`${properties.map(
    ([property, content]) => content !== undefined && html`<meta property="${property}" content="${content}">\n`,
  )}`;
}

/** Others' pictures are theirs to give away. */
function ownImage({ image }: ArticleView, { baseUrl }: SiteFacts): string | undefined {
  return image?.startsWith(baseUrl) ? image : undefined;
}

import { createHash } from 'node:crypto';
import { Html, html } from '../html.ts';
import type { PageView, SiteFacts } from '../views.ts';
import { anchor } from './anchor.ts';

/** The whole document around what a page says. */
export function layout(page: PageView, site: SiteFacts): Html {
  const { words } = site;
  return html`<!DOCTYPE html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
${head(page, site)}</head>
<body class="${page.kind}">
<a class="skip" href="${page.self}#main">${words.skipToContent}</a>
<header>
${page.kind !== 'front' && html`<p class="brand">${anchor(`${page.root}index.html`, html`<bdi>${site.title}</bdi>`)}</p>\n`}\
${navigation(page, site)}</header>
<main id="main" tabindex="-1">
${page.main}</main>
<footer>
<p>${anchor(`${page.root}index.html#hayloft-subscribe`, words.subscribe)} · \
${anchor(`${page.root}feeds.opml`, words.allFeeds, html` type="text/x-opml" download`)}</p>
<p>Hayloft</p>
</footer>
</body>
</html>
`;
}

/** What takes an address comes after `<base>`, what loads anything after the policy. */
function head(page: PageView, site: SiteFacts): Html {
  const { base, root, title, description } = page;
  const style = styleOf(site.stylesheet);
  return html`<meta http-equiv="Content-Security-Policy" content="${policy(page, style.hash)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${base !== undefined && html`<base href="${base}">\n`}\
<title>${title === undefined ? site.title : `${title} · ${site.title}`}</title>
${description !== undefined && html`<meta name="description" content="${description}">\n`}\
${page.noindex && html`<meta name="robots" content="noindex">\n`}\
<meta name="generator" content="Hayloft">
<link rel="canonical" href="${page.canonical}">
<link rel="icon" href="${icon}">
${page.alternates.map(
  ({ href, type, title }) => html`<link rel="alternate" type="${type}" title="${title}" href="${href}">\n`,
)}\
${page.head}\
<style>${style.markup}</style>
${page.scripts.map(
  ({ href, isModule }) =>
    html`<script src="${root}${href}" ${isModule ? html`type="module"` : html`defer`}></script>\n`,
)}`;
}

/** A bale of hay; without one, browsers ask for `/favicon.ico`, which may be another's. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' " +
  "rx='4' fill='%23b98a2f'/%3E%3Cpath d='M3 5h10M3 8h10M3 11h10' stroke='%23fff5d6' stroke-width='1.5'/%3E%3C/svg%3E";

/**
 * CSP 3: what a page may load and run, whatever stands in it. The stylesheet is known by its hash; scripts are files of
 * our own, and only on pages that have some.
 */
function policy({ base, kind, scripts }: PageView, styleHash: string): string {
  return [
    `default-src 'none'`,
    `style-src '${styleHash}'`,
    `img-src 'self' data:`,
    `media-src 'self'`,
    ...(scripts.length > 0 ? [`script-src 'self'`] : []),
    ...(kind === 'search' ? [`connect-src 'self'`] : []),
    `form-action 'self'`,
    base === undefined ? `base-uri 'none'` : `base-uri 'self'`,
  ].join('; ');
}

interface Style {
  readonly stylesheet: string;
  readonly markup: Html;
  readonly hash: string;
}

/** It is the same on all pages of a site. */
let lastStyle: Style | undefined;

/** What stands in `<style>`, and the hash of it as a browser reads it: with plain line ends (HTML, 13.2.3.5). */
function styleOf(stylesheet: string): Style {
  if (lastStyle?.stylesheet !== stylesheet) {
    const text = stylesheet.replace(/\r\n?/g, '\n').replaceAll('</', '<\\/');
    const hash = `sha256-${createHash('sha256').update(text).digest('base64')}`;
    lastStyle = { stylesheet, markup: new Html(text), hash };
  }
  return lastStyle;
}

function navigation(
  { path, root }: PageView,
  { words, sections = ['archive', 'sources', 'tags', 'search'] }: SiteFacts,
) {
  const items = sections.map((section) => {
    const place = section === 'search' ? 'search.html' : `${section}/index.html`;
    return html`<li>${anchor(root + place, words[section], path === place ? html` aria-current="page"` : undefined)}</li>\n`;
  });
  return items.length > 0 && html`<nav>\n<ul>\n${items}</ul>\n</nav>\n`;
}

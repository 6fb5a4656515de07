import type { Entry } from '../../archive/entry.ts';
import type { Enclosure } from '../../article/article.ts';
import { rfc3339 } from '../../text/instant.ts';
import { dayIn, localTimeIn } from '../../text/zone.ts';
import { type Html, html, type Value } from '../html.ts';
import type { ArticleView, SiteFacts } from '../views.ts';
import { anchor, hostOf, nearby, shownAddress } from './anchor.ts';
import { tagList } from './card.ts';
import { langAttribute } from './entry-language.ts';
import { size } from './figures.ts';
import { byline, day, metaLine, separated } from './meta.ts';

/** The page of an article. What the page says itself is marked as such where it stands among the article's words. */
export function article(view: ArticleView, site: SiteFacts): Html {
  const { entry, summary, content, direction, root, markdown } = view;
  const { words } = site;
  const isFull = content.markup !== '';
  const lang = langAttribute(entry, site);
  const ours = html` dir="${words.direction}"`;
  return html`<article class="entry" dir="${direction}">
<header>
<h1${lang}>${entry.title}</h1>
${metaLine(facts(view, site), site)}
${tagList(entry.tags.map(({ name }) => ({ text: name, href: feedHref(view, 'tag', name) ?? '' })))}\
${entry.kept && html`<p class="banner"${ours} role="note">${words.kept[entry.kept]}</p>\n`}\
</header>
${isFull && original(entry, site)}\
${isFull ? html`<div class="text"${lang}>\n${content}</div>\n` : summary !== '' && html`<p${lang}>${summary}</p>\n`}\
${!isFull && original(entry, site)}\
${entry.enclosures.length > 0 && attachments(entry.enclosures, root, site)}\
<footer${ours}>
<dl>
${view.feeds.length > 0 && fact(words.appearsIn, feedLinks(view))}\
${fact(words.permalink, anchor(view.address, shownAddress(view.address)))}\
${markdown !== undefined && fact(words.markdown, markdownLink(markdown, root, words.markdown))}\
</dl>
${view.versions.length > 1 && versions(view, site)}\
</footer>
</article>
`;
}

/** When, from where, by whom. */
function facts(view: ArticleView, site: SiteFacts): Value[] {
  const { published, updated, source, authors } = view.entry;
  const name = source && html`<bdi>${source.name}</bdi>`;
  const changed = dayIn(site.timezone, updated) !== dayIn(site.timezone, published);
  return [
    day(published, site),
    source && name && anchor(feedHref(view, 'source', source.name) ?? source.url ?? '', name),
    byline(authors, site),
    changed && html`${site.words.updated} ${day(updated, site)}`,
  ];
}

function feedHref({ feeds, root }: ArticleView, kind: 'source' | 'tag', name: string): string | undefined {
  const found = feeds.find((feed) => feed.kind === kind && feed.name === name);
  return found && root + found.href;
}

/** Where there is more than a summary, it can be read here as well. */
function original({ externalUrl, isFull }: Entry, { words }: SiteFacts): Html | undefined {
  if (externalUrl === undefined) return undefined;
  const text = html`${isFull ? words.original : words.readOriginal}: <bdi>${hostOf(externalUrl)}</bdi>`;
  return html`<p class="original" dir="${words.direction}">${anchor(externalUrl, text)}</p>\n`;
}

function attachments(enclosures: readonly Enclosure[], root: string, { baseUrl, words }: SiteFacts): Html {
  const items = enclosures.map(({ url, type, length, title }) => {
    const link = anchor(nearby(url, root, baseUrl), html`<bdi>${title ?? fileName(url)}</bdi>`);
    const bytes = length === undefined ? undefined : size(length, words.language);
    return html`<li>${link} <small>${separated([type, bytes].filter(Boolean), ', ')}</small></li>\n`;
  });
  return html`<section class="attachments" dir="${words.direction}">
<h2>${words.attachments}</h2>
<ul>
${items}</ul>
</section>
`;
}

/** The last part of a path or of the path of a URL; the address itself where that has none. */
function fileName(url: string): string {
  const encoded = /([^/?#]+)(?:[?#]|$)/.exec(url.replace(/^https?:\/\/[^/]*\//i, ''))?.[1] ?? url;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** Those who go from link to link hear what it is as well. */
function markdownLink(path: string, root: string, word: string): Value {
  const text = html`<span class="away">${word}: </span>${fileName(path)}`;
  return anchor(root + path, text, html` type="text/markdown"`);
}

function feedLinks({ feeds, root }: ArticleView): Value {
  return separated(
    feeds.map(({ href, name }) => anchor(root + href, html`<bdi>${name}</bdi>`)),
    ' · ',
  );
}

function fact(name: string, value: Value): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`;
}

function versions({ versions }: ArticleView, site: SiteFacts): Html {
  const { words, timezone } = site;
  const items = versions.map(({ at }) => {
    const time = localTimeIn(timezone, at).slice(11, 16);
    return html`<li><time datetime="${rfc3339(at)}">${words.day(at, timezone)}, ${time}</time></li>\n`;
  });
  return html`<details>
<summary>${words.versions} (${versions.length})</summary>
<ol>
${items}</ol>
</details>
`;
}

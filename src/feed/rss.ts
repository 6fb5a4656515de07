import { escapeMarkup } from '../text/escape.ts';
import {
  creditsOf,
  type EntryFacts,
  element,
  type FeedFacts,
  type FeedRenderer,
  generator,
  historyNamespace,
  placeElements,
} from './document.ts';
import { htmlData, plainData, renderRss } from './feed-package.ts';

/**
 * RSS 2.0 (rssboard.org/rss-specification) with content:encoded, Dublin Core and atom:link. docs/formats.md says what
 * stands where and why.
 */
export const rss: FeedRenderer = {
  fileName: 'rss.xml',
  between: '',
  entry,
  envelope,
};

/** Takes the place of a title while `feed` renders, which has no way to write one as character data. */
const placeholder = 'title';
const around = { title: placeholder, link: 'https://example.org/', updated: new Date(0) };

function entry(facts: EntryFacts): string {
  const { link, id, published, updated, summary, html, tags, source, externalUrl, enclosures, language } = facts;
  const rendered = renderRss(around, {
    title: placeholder,
    link,
    guid: plainData(id),
    date: new Date(updated),
    published: new Date(published),
    // Validators want one before content:encoded; where there are no words, the title is all that can be said.
    description: htmlData(escapeMarkup(summary || facts.title)),
    ...(html && { content: htmlData(html) }),
  }).entry;

  // RSS 2.0 allows one enclosure and wants its length.
  const enclosure = enclosures.find(({ length }) => length !== undefined);
  const more = [
    ...creditsOf(facts).map(({ name }) => element('dc:creator', {}, name)),
    ...tags.map(({ name }) => element('category', {}, name)),
    // RSS 2.0: the url is that of the source's feed, and required. Without it Dublin Core can name the original;
    // never both, since they mean the same.
    ...(source?.feed
      ? [element('source', { url: source.feed }, source.name)]
      : externalUrl
        ? [element('dc:source', {}, externalUrl)]
        : []),
    ...(language ? [element('dc:language', {}, language)] : []),
    ...(enclosure
      ? [element('enclosure', { url: enclosure.url, length: String(enclosure.length), type: enclosure.type })]
      : []),
  ];
  return rendered
    .replace(`<title><![CDATA[${placeholder}]]></title>`, () => element('title', {}, facts.title))
    .replace(/\n {8}<\/item>$/, (end) => more.map((line) => `\n            ${line}`).join('') + end);
}

function envelope(facts: FeedFacts): { head: string; tail: string } {
  const { head, tail } = renderRss(
    {
      title: placeholder,
      description: placeholder,
      link: facts.home,
      language: facts.language,
      updated: new Date(facts.updated),
      generator,
      ...(facts.urls.rss && { feed: facts.urls.rss }),
    },
    // With content, since only then are the namespaces content: and dc: declared.
    { title: placeholder, link: facts.home, date: new Date(0), content: placeholder },
  );
  const own = [
    ...(facts.hubs ?? []).map((href) => element('atom:link', { rel: 'hub', href })),
    ...(facts.place ? placeElements(facts.place, 'rss') : []),
  ];
  return {
    head:
      head
        .replace('<rss ', facts.place ? `<rss ${historyNamespace} ` : '<rss ')
        .replace(`<title>${placeholder}</title>`, () => element('title', {}, facts.title))
        .replace(`<description>${placeholder}</description>`, () => element('description', {}, facts.description)) +
      own.map((line) => `\n        ${line}`).join(''),
    tail,
  };
}

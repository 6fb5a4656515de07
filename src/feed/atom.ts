import type { Withdrawn } from '../archive/entry.ts';
import { escapeMarkup } from '../text/escape.ts';
import { rfc3339 } from '../text/instant.ts';
import type { Person } from '../text/person.ts';
import { isIri, tagUri } from '../text/tag-uri.ts';
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
import { htmlData, renderAtom } from './feed-package.ts';
import { withdrawalReasons } from './withdrawal-reasons.ts';

/** Atom 1.0 (RFC 4287). docs/formats.md says what stands where and why. */
export const atom: FeedRenderer = {
  fileName: 'atom.xml',
  between: '',
  entry,
  envelope,
  tombstone,
};

/** Take the place of what `feed` would rewrite or refuse (ids) or can write as HTML only (titles). */
const placeholder = { title: 'title', id: 'urn:id' };
const around = { title: placeholder.title, link: 'https://example.org/', updated: new Date(0) };

function entry(facts: EntryFacts, siteId: string): string {
  const { title, link, published, updated, html, tags, externalUrl, enclosures, language } = facts;
  // RFC 4287 4.1.3.3: an entry without content has a summary; where there are no words, its title is all it says.
  const summary = facts.summary || (html === '' ? title : '');
  const rendered = renderAtom(around, {
    ...placeholder,
    link,
    date: new Date(updated),
    published: new Date(published),
    ...(summary && { description: htmlData(escapeMarkup(summary)) }),
    ...(html && { content: htmlData(html) }),
  }).entry;

  const more = [
    ...creditsOf(facts).map(person),
    ...tags.map(({ name }) => element('category', { term: name, label: name })),
    ...(externalUrl ? [element('link', { rel: 'via', href: externalUrl })] : []),
    ...enclosures.map(({ url, type, length, title: label }) =>
      element('link', { rel: 'enclosure', href: url, type, length: length?.toString(), title: label }),
    ),
  ];
  return rendered
    .replace('<entry>', language ? `<entry xml:lang="${escapeMarkup(language)}">` : '<entry>')
    .replace(`<title type="html"><![CDATA[${placeholder.title}]]></title>`, () => text('title', title))
    .replace(`<id>${placeholder.id}</id>`, () => element('id', {}, iri(facts.id, siteId)))
    .replace(/\n {4}<\/entry>$/, (end) => more.map((line) => `\n        ${line}`).join('') + end);
}

function envelope(facts: FeedFacts): { head: string; tail: string } {
  const { head, tail } = renderAtom(
    {
      ...placeholder,
      description: placeholder.title,
      link: facts.home,
      updated: new Date(facts.updated),
      generator,
    },
    { ...placeholder, link: facts.home, date: new Date(0) },
  );
  const own = [
    ...(facts.urls.atom ? [element('link', { rel: 'self', href: facts.urls.atom, type: 'application/atom+xml' })] : []),
    ...(facts.hubs ?? []).map((href) => element('link', { rel: 'hub', href })),
    ...(facts.place ? placeElements(facts.place, 'atom') : []),
    ...facts.authors.map(person),
  ];
  const namespace = facts.place ? ` ${historyNamespace}` : '';
  return {
    head:
      head
        .replace('<feed', `<feed xml:lang="${escapeMarkup(facts.language)}"${namespace}`)
        .replace(`<id>${placeholder.id}</id>`, () => element('id', {}, facts.id))
        .replace(`<title>${placeholder.title}</title>`, () => text('title', facts.title))
        .replace(`<subtitle>${placeholder.title}</subtitle>`, () => text('subtitle', facts.description)) +
      own.map((line) => `\n    ${line}`).join(''),
    tail,
  };
}

/**
 * RFC 6721. Like all that is no entry it stands before the first of them (RFC 4287 4.1.1), and names its own
 * namespace, so that the head of a document does not depend on whether there is any.
 */
function tombstone({ id, at, why }: Withdrawn, siteId: string): string {
  const attributes = {
    'xmlns:at': 'http://purl.org/atompub/tombstones/1.0',
    ref: iri(id, siteId),
    when: rfc3339(at),
  };
  const opening = element('at:deleted-entry', attributes).replace(/\/>$/, '>');
  return `\n    ${opening}${element('at:comment', { 'xml:lang': 'en' }, withdrawalReasons[why])}</at:deleted-entry>`;
}

/**
 * Plain text (RFC 4287 3.1.1.1), which more readers get right than escaped HTML; but a title that itself shows an end
 * tag, such as `</b>`, is taken for markup in plain text by validators and is therefore written as HTML.
 */
function text(name: 'title' | 'subtitle', words: string): string {
  if (!/<\/\w+>/.test(words)) return element(name, {}, words);
  return element(name, { type: 'html' }, escapeMarkup(words));
}

/** RFC 4287 4.2.6 wants an IRI; an id of another kind keeps its place in RSS and JSON Feed and is named here. */
function iri(id: string, siteId: string): string {
  return isIri(id) ? id : tagUri(siteId, `id/${id}`);
}

function person({ name, url }: Person): string {
  return `<author>${element('name', {}, name)}${url ? element('uri', {}, url) : ''}</author>`;
}

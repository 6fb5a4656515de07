import { httpUrl, siteOf } from '../../text/url.ts';
import type { StatedSource } from '../article.ts';
import { Mapping } from '../front-matter/value.ts';
import { vocabulary } from '../vocabulary.ts';
import { type Field, type FieldReader, flagOf, itemsOf, members, textOf } from './field-reader.ts';
import { isOtherScheme, referenceOf } from './reference.ts';

export interface Origin {
  readonly source?: StatedSource;
  /** Absolute http(s). */
  readonly originalUrl?: string;
  /** Where `source` comes from, in words. */
  readonly from?: string;
}

/** Words of clippers for "I do not know". */
const nobody = /^(?:unknown|none|null|n\/?a|-+|\?+)$/i;

/**
 * Where an article comes from. `source` may be a name, an address, both in one text or link, or a mapping of name, home
 * page and feed. An address that names a page is the original's, and its site the source's home; a bare site
 * (`https://example.org/`) is the home page alone. Without a page in `source` the original is looked for in the fields
 * for it; an address on the site that is being built is the article's own page, and no original.
 */
export function readOrigin(reader: FieldReader, folderSource: string | undefined, baseUrl: string): Origin {
  const field = reader.first(vocabulary.source);
  const stated = field && sourceOf(reader, field);
  const originalUrl = stated?.page ?? originalOf(reader, baseUrl);
  const original = originalUrl === undefined ? {} : { originalUrl };
  if (field && stated) {
    const name = stated.name ?? nameOf(reader)?.name;
    const { home, feed } = stated;
    const source = { ...(name !== undefined && { name }), ...(home && { url: home }), ...(feed && { feed }) };
    return { source, ...original, from: `front matter "${field.name}"` };
  }
  const named = nameOf(reader);
  if (named) return { source: { name: named.name }, ...original, from: `front matter "${named.field.name}"` };
  if (folderSource !== undefined) return { source: { name: folderSource }, ...original, from: 'its folder' };
  if (originalUrl === undefined) return {};
  return { source: { url: homeOf(originalUrl) }, originalUrl, from: 'the address of the original' };
}

interface Source {
  readonly name?: string;
  readonly home?: string;
  readonly page?: string;
  readonly feed?: string;
}

function sourceOf(reader: FieldReader, field: Field): Source | undefined {
  const items = itemsOf(field);
  const [first] = items;
  if (!first) return undefined;
  if (items.length > 1) {
    reader.report(
      'warning',
      'front-matter/bad-value',
      field,
      `of the ${items.length} in "${field.name}" the first counts`,
    );
  }
  if (first.value instanceof Mapping) return mappedSource(reader, first, first.value);
  const text = textOf(first.value);
  if (text === undefined) return noSource(reader, first);
  if (nobody.test(text)) return undefined;
  const { name, address } = isOtherScheme(text) ? { address: text } : referenceOf(withScheme(text));
  if (name === undefined && address === undefined) return noSource(reader, first);
  const url = checkedUrl(reader, first, address);
  if (url === undefined) return name === undefined ? undefined : { name };
  return { ...(name !== undefined && { name }), home: homeOf(url), ...(namesPage(url) && { page: url }) };
}

function noSource(reader: FieldReader, field: Field): undefined {
  return reader.report('warning', 'front-matter/bad-value', field, `"${field.name}" is neither a name nor an address`);
}

function mappedSource(reader: FieldReader, field: Field, mapping: Mapping): Source | undefined {
  const member = members(mapping, field);
  const named = member('name', 'title');
  const name = named && textOf(named.value);
  const homeField = member('url', 'home', 'homepage', 'site', 'website', 'link');
  const feedField = member('feed', 'feedurl', 'rss', 'atom');
  const home = homeField && checkedUrl(reader, homeField, textOf(homeField.value) ?? '');
  const feed = feedField && checkedUrl(reader, feedField, textOf(feedField.value) ?? '');
  if (!name && !home) {
    return reader.report(
      'warning',
      'front-matter/bad-value',
      field,
      `"${field.name}" has neither a name nor an address`,
    );
  }
  return { ...(name && { name }), ...(home && { home }), ...(feed && { feed }) };
}

/** Reports an address that cannot be one of a page on the web; undefined where there is none. */
function checkedUrl(reader: FieldReader, field: Field, address: string | undefined): string | undefined {
  const url = address === undefined ? undefined : httpUrl(address);
  if (address === undefined || url !== undefined) return url;
  return reader.report(
    'warning',
    'front-matter/bad-url',
    field,
    `"${field.name}" is not the address of a page on the web and was left out`,
    'write an address that begins with https:// and has no user name',
  );
}

function originalOf(reader: FieldReader, baseUrl: string): string | undefined {
  for (const field of reader.all(vocabulary.original)) {
    const text = textOf(field.value);
    if (text === undefined) continue;
    const address = isOtherScheme(text) ? text : referenceOf(withScheme(text)).address;
    const url = checkedUrl(reader, field, address);
    if (url !== undefined && siteOf(url) !== siteOf(baseUrl)) return url;
  }
  return undefined;
}

/** The clippers' fields for the name of the site. */
function nameOf(reader: FieldReader): { name: string; field: Field } | undefined {
  const field = reader.first(vocabulary.sourceName);
  const text = field && textOf(field.value);
  const name =
    text === undefined || nobody.test(text) || flagOf(text) !== undefined ? undefined : referenceOf(text).name;
  return field && name !== undefined ? { name, field } : undefined;
}

/** `www.example.org/page`, `example.org/page`: addresses that lost their scheme. A bare `example.org` may be a name. */
function withScheme(text: string): string {
  return /^(?:www\.[a-z0-9-]+|[a-z0-9-]+)(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/\S*$/i.test(text) || /^www\.\S+$/i.test(text)
    ? `https://${text}`
    : text;
}

function namesPage(url: string): boolean {
  const { pathname, search } = new URL(url);
  return pathname !== '/' || search !== '';
}

function homeOf(url: string): string {
  return `${new URL(url).origin}/`;
}

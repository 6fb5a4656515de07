import { createRequire } from 'node:module';
import type SanitizeHtml from 'sanitize-html';
import type { Attributes, IOptions, Tag } from 'sanitize-html';
import { literalPattern } from '../../text/escape.ts';
import { siteOf } from '../../text/url.ts';
import type { Addresses } from './addresses.ts';
import {
  ALLOWED_TAGS,
  DROPPED_TAGS,
  EMBED_TAGS,
  isAllowed,
  isDropped,
  isEmbed,
  isUnremarkable,
  RENAMED,
} from './html-elements.ts';
import { fileName } from './markdown/embeds.ts';
import { standIn } from './own-words.ts';
import type { Line, Report } from './report.ts';

/** Loaded when an article first holds raw HTML: it takes as long to load as a hundred articles without any to read. */
let sanitizeHtml: typeof SanitizeHtml | undefined;
const require = createRequire(import.meta.url);

function sanitized(html: string, how: IOptions): string {
  sanitizeHtml ??= require('sanitize-html') as typeof SanitizeHtml;
  return sanitizeHtml(html, how);
}

const ALIGNED = ['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img', 'td', 'th', 'tr', 'col', 'colgroup'];
const SIZED = new Set(['img', 'video', 'source']);

/**
 * What is renamed to it loses its tags in nesting.ts and keeps its content. It is allowed until then: sanitize-html gives
 * the new name of an element that is not to the end tag of the next one.
 */
export const NOTHING = 'nothing';

/**
 * By name, for sanitize-html ignores the text that a transformation of `*` sets. What is not named here is not allowed
 * anyway.
 */
const TRANSFORMED = [...ALLOWED_TAGS, ...Object.keys(RENAMED), ...EMBED_TAGS, 'math'];

/** Of a `span` that stands for an embed: where it leads and what to call it. nesting.ts makes a link of them. */
export const EMBED = { address: 'data-embed-address', label: 'data-embed-label' } as const;

const ATTRIBUTES: Record<string, string[]> = {
  '*': ['dir', 'lang', 'title'],
  a: ['href', 'hreflang', 'id'],
  audio: ['controls', 'src'],
  blockquote: ['cite'],
  code: ['class'],
  col: ['span'],
  colgroup: ['span'],
  data: ['value'],
  del: ['cite', 'datetime'],
  details: ['open'],
  img: ['alt', 'height', 'sizes', 'src', 'srcset', 'width'],
  ins: ['cite', 'datetime'],
  li: ['id', 'value'],
  ol: ['reversed', 'start', 'type'],
  q: ['cite'],
  section: ['class'],
  span: [EMBED.address, EMBED.label],
  source: ['height', 'media', 'sizes', 'src', 'srcset', 'type', 'width'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  time: ['datetime'],
  track: ['kind', 'label', 'src', 'srclang'],
  video: ['controls', 'height', 'poster', 'src', 'width'],
};
for (const tag of ALIGNED) ATTRIBUTES[tag] = [...(ATTRIBUTES[tag] ?? []), 'align'];

/** Deeper elements lose their tags: libxml2, and with it many a reader, stops at 256, browsers at 512. */
const DEEPEST = 200;

export interface SanitizeContext {
  readonly addresses: Addresses;
  readonly report: Report;
  readonly idPrefix: string;
  /** The line, 0-indexed in the body, on which raw HTML that matches is first seen. */
  readonly lineOf: (pattern: RegExp) => number | undefined;
}

/**
 * A whole rendered document without anything active, every address absolute, every value quoted and escaped. Never
 * for a part of one: what a tag means depends on what stands before it, and joined parts may add up to something else.
 *
 * Traps of sanitize-html that this file minds (test/article/content/sanitize.test.ts pins them): it drops pictures by
 * default; the text that a transformation sets swallows later text if the element itself is not allowed; an element
 * that closes itself (`<iframe/>`) is open for HTML and would take the rest of the article with it.
 */
export function sanitize(html: string, context: SanitizeContext): string {
  return sanitized(html, options(context));
}

/** The HTML of others, without any attribute, for its words alone. */
export function bareMarkup(html: string): string {
  return sanitized(html, {
    allowedTags: [...ALLOWED_TAGS],
    allowedAttributes: {},
    nonTextTags: [...DROPPED_TAGS],
    nestingLimit: DEEPEST,
  });
}

function options(context: SanitizeContext): IOptions {
  const { addresses, idPrefix } = context;
  const remark = createRemarks(context);
  return {
    allowedTags: [...ALLOWED_TAGS, NOTHING],
    allowedAttributes: ATTRIBUTES,
    allowedClasses: { code: [/^language-[\w+#-]+$/], section: ['footnotes'] },
    // Scheme and form of each address have been judged by addresses.ts; what is left is let through as it is.
    allowedSchemes: ['http', 'https', 'mailto', 'tel', 'data'],
    allowProtocolRelative: false,
    nonTextTags: [...DROPPED_TAGS],
    selfClosing: ['br', 'col', 'hr', 'img', 'source', 'track', 'wbr'],
    nestingLimit: DEEPEST,
    parser: { recognizeSelfClosing: true },
    onOpenTag: remark.opened,
    onCloseTag: remark.closed,
    transformTags: Object.fromEntries(TRANSFORMED.map((tag) => [tag, transform])),
  };

  function transform(name: string, attributes: Attributes): Tag {
    const line = () => context.lineOf(opening(name));
    const tagName = RENAMED[name] ?? name;
    if (isEmbed(name)) return embedLink(name, attributes, line);
    if (name === 'math') return { tagName: 'code', attribs: {} };
    const kept = { ...attributes };
    // These are ours to set: from an author they would be an address that nobody has judged.
    delete kept[EMBED.address];
    delete kept[EMBED.label];
    for (const attribute of ['href', 'cite']) {
      setOrDelete(kept, attribute, kept[attribute] && addresses.link(kept[attribute], line));
    }
    if (name === 'img') mendLazyPicture(kept);
    const source = name === 'img' ? addresses.picture : addresses.media;
    setOrDelete(kept, 'src', kept.src && source(kept.src, line));
    setOrDelete(kept, 'poster', kept.poster && addresses.picture(kept.poster, line));
    setOrDelete(kept, 'srcset', kept.srcset && addresses.srcset(kept.srcset, line));
    setOrDelete(kept, 'id', kept.id && isOwnId(kept.id, idPrefix) ? kept.id : undefined);
    setOrDelete(kept, 'align', /^(?:left|right|center|justify)$/i.exec(kept.align ?? '')?.[0]);
    if (SIZED.has(name)) {
      for (const side of ['width', 'height']) setOrDelete(kept, side, /^\s*(\d{1,5}%?)/.exec(kept[side] ?? '')?.[1]);
    }
    if (name === 'video' || name === 'audio') kept.controls = '';
    return withoutEmpty(tagName, kept);
  }

  function embedLink(name: string, attributes: Attributes, line: Line): Tag {
    const href = addresses.link(watchable(attributes.src ?? attributes.data ?? ''), line);
    if (href === undefined) return { tagName: NOTHING, attribs: {} };
    context.report.add('note', 'content/embed-became-link', `<${name}> shown as a link`, line);
    const label = standIn(attributes.title?.trim() || labelOf(href));
    return { tagName: 'span', attribs: { [EMBED.address]: href, [EMBED.label]: label } };
  }
}

/** Elements of which too little is left lose their tags; a picture leaves its words. */
function withoutEmpty(tagName: string, kept: Attributes): Tag {
  if (tagName === 'img' && !kept.src && !kept.srcset) {
    return kept.alt ? { tagName: 'span', attribs: {}, text: standIn(kept.alt) } : { tagName: NOTHING, attribs: {} };
  }
  if (tagName === 'a' && !kept.href && !kept.id) return { tagName: NOTHING, attribs: {} };
  if (tagName === 'span' && !kept.lang && !kept.dir && !kept.title) return { tagName: NOTHING, attribs: {} };
  return { tagName, attribs: kept };
}

/** Pages that load pictures late put the address elsewhere, and a placeholder, if anything, in its place. */
function mendLazyPicture(attributes: Attributes): void {
  const late = attributes['data-src'] ?? attributes['data-original'] ?? attributes['data-lazy-src'];
  if (late && (!attributes.src || attributes.src.startsWith('data:'))) attributes.src = late;
}

/** Ids are dropped, for entries share a page and theirs would clash; but those of our footnotes are made not to. */
function isOwnId(id: string, idPrefix: string): boolean {
  return id.startsWith(`fn-${idPrefix}-`) || id.startsWith(`fnref-${idPrefix}-`);
}

function setOrDelete(attributes: Attributes, name: string, value: string | undefined): void {
  if (value) attributes[name] = value;
  else delete attributes[name];
}

/** The page of a film rather than its bare player. */
function watchable(address: string): string {
  return address
    .replace(
      /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,})[\s\S]*$/i,
      'https://www.youtube.com/watch?v=$1',
    )
    .replace(/^(?:https?:)?\/\/player\.vimeo\.com\/video\/(\d+)[\s\S]*$/i, 'https://vimeo.com/$1');
}

function labelOf(href: string): string {
  const name = fileName(href);
  return /\.\w{2,4}$/.test(name) ? name : siteOf(href);
}

/** Says what is removed. Within something that is dropped whole nothing more is said. */
function createRemarks({ report, lineOf }: SanitizeContext) {
  let depth = 0;
  let depthDropped = 0;
  const removed = (what: string, pattern: RegExp) =>
    report.add('note', 'content/removed', `${what} removed`, () => lineOf(pattern));
  return {
    opened(name: string, attributes: Attributes): void {
      depth++;
      if (depth > DEEPEST) {
        report.add(
          'warning',
          'content/removed',
          `tags nested more than ${DEEPEST} deep, around their content, removed`,
        );
      }
      if (depthDropped > 0) {
        depthDropped++;
        return;
      }
      const tag = `<${name.slice(0, 50)}>`;
      if (isDropped(name)) {
        depthDropped = 1;
        removed(`${tag} and its content`, opening(name));
        return;
      }
      if (!isAllowed(name) && !isUnremarkable(name)) removed(`tags around the content of ${tag}`, opening(name));
      for (const attribute in attributes) {
        if (attribute === 'style') removed('style attribute', /\sstyle\s*=/i);
        else if (attribute.startsWith('on')) removed(`${attribute.slice(0, 50)} attribute`, handler(attribute));
      }
    },
    closed(): void {
      depth--;
      if (depthDropped > 0) depthDropped--;
    },
  };
}

function opening(tag: string): RegExp {
  return new RegExp(`<${literalPattern(tag)}[\\s/>]`, 'i');
}

function handler(attribute: string): RegExp {
  return new RegExp(`[\\s"'/]${literalPattern(attribute)}`, 'i');
}

import { httpUrl } from '../../text/url.ts';
import type { MediaFile } from '../article.ts';
import type { FoundFile, LocalFiles } from './local-files.ts';
import type { PictureCopies } from './remote-pictures.ts';
import type { Line, Report } from './report.ts';

/** Turns references as authors write them into absolute URLs that are safe to publish, or into nothing. */
export interface Addresses {
  /** Of a link: http, https, mailto or tel. Undefined: not to be linked, and the report says why. */
  link(reference: string, line?: Line): string | undefined;
  /** Of a picture, sound or film: http or https, or a small picture in the address itself. */
  media(reference: string, line?: Line): string | undefined;
  /** As `media`, of what is a picture: of its copy, where there is one. */
  picture(reference: string, line?: Line): string | undefined;
  /** Each candidate of a `srcset` (HTML, 4.8.4.2.1), all pictures; undefined where none is left. */
  srcset(value: string, line?: Line): string | undefined;
  /** A file beside the article; media that is found is published, and of a refused one the report says so. */
  find(reference: string, line?: Line): FoundFile | undefined;
  /** Files found, in the order of their first mention. */
  published(): MediaFile[];
}

export interface AddressContext {
  readonly page: string;
  readonly base: string;
  readonly anchor: string;
  readonly bodyLine: number;
  readonly files: LocalFiles;
  readonly pictures?: PictureCopies;
}

/** A picture in its own address is kept up to so many characters: an icon, not a photograph in every poll. */
const LONGEST_DATA_URL = 32_768;
const PICTURE_DATA_URL = /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=]+$/i;

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const LINKED = new Set(['mailto', 'tel']);
const TEMPLATE_TAG = /\{\{|\{%/;

export function createAddresses(context: AddressContext, report: Report): Addresses {
  const published = new Map<string, MediaFile>();
  const own = context.base === context.page;

  function find(reference: string, line?: Line): FoundFile | undefined {
    const found = context.files.find(reference);
    if (found?.kind === 'media') published.set(found.file.to, found.file);
    if (found?.kind === 'refused') {
      report.add('warning', 'content/refused-file', `"${shown(reference)}" is not published: ${found.reason}`, line);
    }
    return found;
  }

  function refuse(what: string, line?: Line): undefined {
    report.add('note', 'content/removed', `${what} removed`, line);
  }

  function absolute(reference: string, line?: Line): string | undefined {
    const url = httpUrl(reference, context.base);
    return url ?? refuse(`address that is none, or that holds a password, "${shown(reference)}",`, line);
  }

  /** A reference that names no scheme and no host: a local file wins over the base. */
  function relative(reference: string, isMedia: boolean, line?: Line): string | undefined {
    const hash = reference.indexOf('#');
    const path = hash < 0 ? reference : reference.slice(0, hash);
    const found = find(path, line);
    if (found?.kind === 'refused') return undefined;
    if (found?.kind === 'media') return found.url;
    if (found) return absolute(hash < 0 ? found.url : found.url + reference.slice(hash), line);
    if (own && isMedia) report.add('warning', 'content/missing-file', `no file "${shown(path)}"`, line);
    return absolute(reference, line);
  }

  function resolve(written: string, isMedia: boolean, line?: Line): string | undefined {
    const reference = asParsed(written);
    if (reference === '') return undefined;
    if (reference.includes('{') && TEMPLATE_TAG.test(reference)) {
      report.add('note', 'content/template-tag', 'template tag in an address, which is left out', line);
      return undefined;
    }
    if (reference.startsWith('#')) return isMedia ? undefined : absolute(context.anchor + reference, line);
    const scheme = SCHEME.exec(reference)?.[1]?.toLowerCase();
    if (scheme === undefined) {
      if (/^[\\/]{2}/.test(reference)) return absolute(`https:${reference}`, line);
      return relative(reference, isMedia, line);
    }
    if (scheme === 'http' || scheme === 'https') return absolute(reference, line);
    if (!isMedia && LINKED.has(scheme) && URL.canParse(reference)) return new URL(reference).href;
    if (isMedia && scheme === 'data' && PICTURE_DATA_URL.test(reference)) {
      if (reference.length <= LONGEST_DATA_URL) return reference;
      report.add('warning', 'content/removed', `picture of ${reference.length} bytes in its own address removed`, line);
      return undefined;
    }
    return refuse(`${scheme}: ${isMedia ? 'picture or media' : 'link'}`, line);
  }

  function picture(reference: string, line?: Line): string | undefined {
    const url = resolve(reference, true, line);
    if (url === undefined || !context.pictures) return url;
    return context.pictures.addressOf(url, () => {
      const at = typeof line === 'function' ? line() : line;
      return at === undefined ? undefined : context.bodyLine + at;
    });
  }

  return {
    find,
    link: (reference, line) => resolve(reference, false, line),
    media: (reference, line) => resolve(reference, true, line),
    picture,
    srcset(value, line) {
      const kept: string[] = [];
      for (const { reference, descriptor } of candidates(value)) {
        const url = picture(reference, line);
        if (url !== undefined) kept.push(descriptor ? `${url} ${descriptor}` : url);
      }
      return kept.length > 0 ? kept.join(', ') : undefined;
    },
    published: () => [...published.values()],
  };
}

/** What a URL parser sees (WHATWG URL, 4.4): no controls or spaces around, no tabs and line breaks within. */
function asParsed(reference: string): string {
  if (!/[\0-\x20]/.test(reference)) return reference;
  return reference.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
}

function shown(reference: string): string {
  return reference.length > 200 ? `${reference.slice(0, 200)}…` : reference;
}

/**
 * The candidates of a `srcset` (HTML, 4.8.4.2.2). Commas also stand within addresses, so the value cannot be split at
 * them: only one that ends an address, or follows its descriptor, ends the candidate.
 */
function candidates(value: string): { reference: string; descriptor: string }[] {
  const found: { reference: string; descriptor: string }[] = [];
  const address = /[\s,]*([^\s,]\S*)/y;
  const rest = /[^,]*/y;
  for (let next = address.exec(value); next; next = address.exec(value)) {
    const written = next[1] as string;
    rest.lastIndex = address.lastIndex;
    const descriptor = written.endsWith(',') ? '' : (rest.exec(value)?.[0] ?? '').trim();
    if (!written.endsWith(',')) address.lastIndex = rest.lastIndex;
    found.push({
      reference: written.replace(/,+$/, ''),
      descriptor: /^\d+(?:\.\d+)?[wxh]$/.test(descriptor) ? descriptor : '',
    });
  }
  return found;
}

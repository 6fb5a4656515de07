import { isUtf8 } from 'node:buffer';
import type { PictureSize } from '../../article/article.ts';
import { extensionOf, typeByName } from '../../text/media-type.ts';
import { pictureSize } from './picture-size.ts';

/**
 * Which files may be published with articles, besides plain texts, and how those of each type begin, in Latin-1: one
 * that begins otherwise is not what its name says. Nothing that a browser would run is among them.
 */
const beginnings: Readonly<Record<string, RegExp>> = {
  'image/png': /^\x89PNG\r\n\x1A\n/,
  'image/jpeg': /^\xFF\xD8\xFF/,
  'image/gif': /^GIF8[79]a/,
  'image/webp': /^RIFF[\s\S]{4}WEBP/,
  'image/avif': /^[\s\S]{4}ftyp(avif|avis|mif1|miaf)/,
  'image/svg+xml': /<svg[\s>]/i,
  'audio/mpeg': /^(ID3|\xFF[\xE0-\xFF])/,
  'audio/mp4': /^[\s\S]{4}ftyp/,
  'audio/aac': /^\xFF[\xF0\xF1\xF8\xF9]/,
  'audio/ogg': /^OggS/,
  'audio/wav': /^RIFF[\s\S]{4}WAVE/,
  'audio/flac': /^fLaC/,
  'video/mp4': /^[\s\S]{4}ftyp/,
  'video/quicktime': /^[\s\S]{4}(ftypqt|moov|mdat|wide|free)/,
  'video/webm': /^\x1A\x45\xDF\xA3/,
  'application/pdf': /^%PDF-/,
  'application/epub+zip': /^PK/,
  'application/zip': /^PK/,
};

/**
 * What an SVG must not hold: opened by itself it is a document that can run, and fetch from elsewhere. Names may have
 * any prefix (Namespaces in XML 4), a document type may give elements attributes (XML 1.0, 3.3), and elements of XHTML
 * work in it as in a page.
 */
const active = new RegExp(
  [
    String.raw`<([\w.-]+:)?(script|foreignObject|iframe|embed|object|handler|listener)`,
    String.raw`<!(ENTITY|ATTLIST)|<\?xml-stylesheet|www\.w3\.org/1999/xhtml`,
    String.raw`[\s/"']([\w.-]+:)?on\w+\s*=|@import|data:text`,
    String.raw`j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:`,
    String.raw`<([\w.-]+:)?(use|image|feImage|a)\b[^<>]*href\s*=\s*["']?\s*(?!#|["']?#)`,
  ].join('|'),
  'i',
);

export type MediaVerdict =
  | { readonly type: string; readonly extension: string; readonly size?: PictureSize }
  | { readonly refused: string };

/** Whether a file may be published: its media type by its name, held against its content. */
export function inspectMedia(name: string, bytes: Buffer): MediaVerdict {
  const extension = extensionOf(name);
  const type = typeByName(name);
  const isText = type.startsWith('text/');
  const beginning = beginnings[type];
  if (!beginning && !isText) return { refused: `files of type ".${extension}" are not published` };
  const head = bytes.toString('latin1', 0, 4096);
  if (beginning && !beginning.test(head)) return { refused: `its content is not ${type}` };
  if (isText && bytes.includes(0)) return { refused: 'it is not text' };
  if (type === 'image/svg+xml' && !isStillPicture(bytes)) {
    return { refused: 'an SVG with scripts, references or embedded documents is not safe to publish' };
  }
  const size = type.startsWith('image/') ? pictureSize(bytes) : undefined;
  return { type, extension: extension === 'jpeg' ? 'jpg' : extension, ...(size && { size }) };
}

const pictures = ['png', 'jpg', 'gif', 'webp', 'avif'];

/**
 * How an SVG document begins, in Latin-1: with its root element, but for what may stand before it (XML 1.0, 2.8). A web
 * page that has an SVG somewhere in it is none.
 */
const svgRoot =
  /^(?:\xEF\xBB\xBF)?\s*(?:<\?xml\s[^>]*\?>\s*)?(?:(?:<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE\s+svg\b[^>]*>)\s*)*<svg[\s>]/i;

/** As {@link inspectMedia} for a picture of which nothing but its content is to be believed. */
export function inspectPicture(bytes: Buffer): MediaVerdict {
  const head = bytes.toString('latin1', 0, 4096);
  const extension = svgRoot.test(head)
    ? 'svg'
    : pictures.find((each) => beginnings[typeByName(`.${each}`)]?.test(head));
  if (extension === undefined) return { refused: 'it is no PNG, JPEG, GIF, WebP, AVIF or SVG' };
  return inspectMedia(`picture.${extension}`, bytes);
}

/** Control characters are those of an encoding in which the text below would be another (ISO 2022 has escapes). */
function isStillPicture(bytes: Buffer): boolean {
  const written = bytes.toString('utf8');
  return isUtf8(bytes) && !control.test(written) && !active.test(withoutReferences(written));
}

const control = /[\0-\x08\x0B\x0C\x0E-\x1F]/;

/** Character references (XML 1.0, 4.1) as the characters that they stand for. */
function withoutReferences(xml: string): string {
  return xml.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (reference, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
  });
}

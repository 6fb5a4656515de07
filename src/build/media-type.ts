import { typeByName } from '../text/media-type.ts';

/**
 * What may be published beside articles, beside plain texts, and how files of each type begin, in Latin-1: one that
 * begins otherwise is not what its name says. Nothing that a browser would run is among it.
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

/** What an SVG must not hold: opened by itself it is a document that can run, and fetch from elsewhere. */
const active =
  /<script|<foreignObject|<iframe|<embed|<object|<handler|<listener|<!ENTITY|<\?xml-stylesheet|[\s/"']on\w+\s*=|javascript:|@import|data:text|<(use|image|feImage|a)\b[^>]*href\s*=\s*["']?\s*(?!#|["']?#)/i;

export type MediaVerdict = { readonly type: string; readonly extension: string } | { readonly refused: string };

/** The media type of a file by its name, held against its content. */
export function mediaType(name: string, bytes: Buffer): MediaVerdict {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const type = typeByName(name);
  const isText = type.startsWith('text/');
  const beginning = beginnings[type];
  if (!beginning && !isText) return { refused: `files of type ".${extension}" are not published` };
  const head = bytes.toString('latin1', 0, 4096);
  if (beginning && !beginning.test(head)) return { refused: `its content is not ${type}` };
  if (isText && bytes.includes(0)) return { refused: 'it is not text' };
  if (type === 'image/svg+xml' && (head.includes('\0') || active.test(bytes.toString('latin1')))) {
    return { refused: 'an SVG with scripts, references or embedded documents is not safe to publish' };
  }
  return { type, extension: extension === 'jpeg' ? 'jpg' : extension };
}

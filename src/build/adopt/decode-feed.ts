import { isUtf8 } from 'node:buffer';
import { windows1252 } from '../../article/decode.ts';

export interface DecodedFeed {
  readonly text: string;
  /** What stands in place of bytes that are not of the encoding. */
  readonly isDamaged: boolean;
}

/** Enough for every XML declaration. */
const declarationBytes = 512;

/**
 * The text of a feed in the encoding that its byte order mark, its first characters or its declaration names (XML 1.0,
 * appendix F; JSON is UTF-8, RFC 8259 8.1), else UTF-8. Bytes that are none become U+FFFD.
 *
 * Names are those of WHATWG Encoding, for which ISO-8859-1 and US-ASCII are windows-1252. That one is decoded by
 * ourselves: TextDecoder of some Node releases reads Latin-1 there.
 */
export function decodeFeed(bytes: Buffer): DecodedFeed | { readonly refused: string } {
  const label = encodingOf(bytes);
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label);
  } catch {
    return { refused: `is in an encoding that nothing is known of, ${JSON.stringify(label)}` };
  }
  if (decoder.encoding === 'windows-1252') return { text: windows1252(bytes), isDamaged: false };
  const text = decoder.decode(bytes);
  return { text, isDamaged: decoder.encoding === 'utf-8' ? !isUtf8(bytes) : text.includes('\ufffd') };
}

function encodingOf(bytes: Buffer): string {
  const start = bytes.subarray(0, 4).toString('latin1');
  if (start.startsWith('\xef\xbb\xbf')) return 'utf-8';
  if (start.startsWith('\xff\xfe') || start === '<\0?\0') return 'utf-16le';
  if (start.startsWith('\xfe\xff') || start === '\0<\0?') return 'utf-16be';
  const head = bytes.subarray(0, declarationBytes).toString('latin1');
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1]?.trim() ?? 'utf-8';
  // Whoever can read "UTF-16" byte by byte is not reading UTF-16.
  return /^(?:utf-?16|ucs-?2|iso-10646)/i.test(declared) ? 'utf-8' : declared;
}

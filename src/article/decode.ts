import { Buffer, isUtf8 } from 'node:buffer';
import { type Diagnostic, placeAt } from '../diagnostic.ts';
import { firstForbidden, xmlSafe } from '../text/characters.ts';

/** Larger files are no articles; callers can refuse them by their size before they read them. */
export const maxFileBytes = 10 * 1024 * 1024;

export interface Decoded {
  /** Line breaks are LF, no byte order mark, nothing that XML forbids. Absent where the file is refused. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark, or, where not one byte sequence of it is UTF-8 beyond
 * ASCII and it reads like a Western language, windows-1252. Everything else is refused rather than guessed.
 *
 * CRLF and lone CR become LF, so that line numbers stay what editors show.
 */
export function decodeFile(bytes: Uint8Array, file: string): Decoded {
  if (bytes.length > maxFileBytes) {
    return refused({
      severity: 'error',
      code: 'file/too-large',
      message: `the file has ${bytes.length} bytes, more than ${maxFileBytes}`,
      file,
      hint: 'split it, or put what is attached to it into files of their own',
    });
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bigEndian = buffer[0] === 0xfe && buffer[1] === 0xff;
  if (bigEndian || (buffer[0] === 0xff && buffer[1] === 0xfe)) return decodeUtf16(buffer, bigEndian, file);
  if (isBinary(buffer)) return refused(binary(file));
  if (isUtf8(buffer)) return cleaned(withoutMark(buffer.toString('utf8')), file, []);
  return decodeSingleByte(buffer, file);
}

/** So few NULs are slips of a program that pasted them, and removed like other control characters. */
const strayNuls = { count: 8, share: 0.001 };

function isBinary(buffer: Buffer): boolean {
  const limit = Math.max(strayNuls.count, buffer.length * strayNuls.share);
  let nuls = 0;
  for (let at = buffer.indexOf(0); at >= 0; at = buffer.indexOf(0, at + 1)) {
    nuls += 1;
    if (nuls > limit) return true;
  }
  return false;
}

function decodeUtf16(buffer: Buffer, bigEndian: boolean, file: string): Decoded {
  const even = Buffer.from(buffer.subarray(0, buffer.length - (buffer.length % 2)));
  const text = withoutMark((bigEndian ? even.swap16() : even).toString('utf16le'));
  if (text.includes('\0')) return refused(binary(file));
  return cleaned(text, file, [
    { severity: 'note', code: 'file/utf16', message: 'the file is UTF-16 and was read as that', file },
  ]);
}

/** More bytes beyond ASCII than this are a script other than Latin, which windows-1252 would turn into nonsense. */
const maxLatinShare = 0.25;

function decodeSingleByte(buffer: Buffer, file: string): Decoded {
  if (buffer.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b)) return refused(binary(file));
  const { firstBad, sequences } = scanUtf8(buffer);
  const high = buffer.reduce((count, byte) => (byte < 0x80 ? count : count + 1), 0);
  if (sequences > 0 || high > buffer.length * maxLatinShare) {
    const before = buffer.subarray(0, firstBad).toString('utf8');
    const { line, column } = placeAt(before, before.length);
    return refused({
      severity: 'error',
      code: 'file/bad-encoding',
      message: `the byte 0x${buffer.toString('hex', firstBad, firstBad + 1).toUpperCase()} is not UTF-8 here`,
      file,
      place: { line, column },
      hint: 'save the file as UTF-8',
    });
  }
  return cleaned(windows1252(buffer), file, [
    {
      severity: 'warning',
      code: 'file/not-utf8',
      message: 'the file is not UTF-8 and was read as windows-1252',
      file,
      hint: 'save it as UTF-8, so that no letter can be mistaken',
    },
  ]);
}

/** The first byte that is not UTF-8 (RFC 3629 section 4), and whether there are sequences of several bytes that are. */
function scanUtf8(buffer: Buffer): { firstBad: number; sequences: number } {
  let firstBad = -1;
  let sequences = 0;
  for (let i = 0; i < buffer.length && (firstBad < 0 || sequences === 0); ) {
    const lead = buffer[i] as number;
    const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (length > 1) {
      if (lead >= 0xc2 && isUtf8(buffer.subarray(i, i + length)) && i + length <= buffer.length) {
        sequences += 1;
      } else {
        if (firstBad < 0) firstBad = i;
        i += 1;
        continue;
      }
    }
    i += length;
  }
  return { firstBad, sequences };
}

/** 0x80 to 0x9F (WHATWG Encoding, index windows-1252). By hand: TextDecoder of some Node releases reads Latin-1 there. */
const c1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function windows1252(buffer: Buffer): string {
  return buffer.toString('latin1').replace(/[\u0080-\u009f]/g, (c) => c1[c.charCodeAt(0) - 0x80] as string);
}

function cleaned(text: string, file: string, diagnostics: readonly Diagnostic[]): Decoded {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const first = firstForbidden(lines);
  if (first < 0) return { text: lines, diagnostics };
  const safe = xmlSafe(lines);
  const count = lines.length - safe.length;
  const codePoint = lines.charCodeAt(first).toString(16).toUpperCase().padStart(4, '0');
  const note: Diagnostic = {
    severity: 'note',
    code: 'content/bad-character',
    message: `U+${codePoint} may stand in no feed and was removed${count > 1 ? `, with ${count - 1} more of its kind` : ''}`,
    file,
    place: placeAt(lines, first, 1),
  };
  return { text: safe, diagnostics: [...diagnostics, note] };
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function binary(file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'file/binary',
    message: 'the file is not text',
    file,
    hint: 'exclude it, or keep it in a folder of its own',
  };
}

function refused(diagnostic: Diagnostic): Decoded {
  return { diagnostics: [diagnostic] };
}

import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeFile, maxFileBytes } from '../../article/decode.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';

export interface PlainText {
  /** As the user named it; `standard input` for `-`. */
  readonly file: string;
  /** Absent where the file cannot be imported. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a clipping, `-` from standard input; what is no plain text is refused. */
export async function readPlainText(file: string, cwd: string): Promise<PlainText> {
  if (file === '-') return plainText('standard input', await readSome(process.stdin));
  let bytes: Buffer;
  try {
    const handle = await open(resolve(cwd, file));
    try {
      if ((await handle.stat()).isDirectory()) return refused('file/not-a-file', file, 'is a folder, not a file');
      bytes = await readSome(handle.createReadStream({ autoClose: false }));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
    return refused('file/unreadable', file, why);
  }
  return plainText(file, bytes);
}

/** All bytes of a stream, or the first few beyond what a file may have: a device never ends. */
async function readSome(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxFileBytes) break;
  }
  return Buffer.concat(chunks);
}

function plainText(file: string, bytes: Buffer): PlainText {
  if (bytes.length > maxFileBytes) return refused('file/too-large', file, `has more than ${maxFileBytes} bytes`);
  const { text, diagnostics } = decodeFile(bytes, file);
  if (text === undefined) return { file, diagnostics };
  if (/^\s*(?:---|\+\+\+)[^\S\n]*\n/.test(text)) {
    const hint = 'copy it into the articles folder as it is';
    return refused('import/not-plain-text', file, 'has front matter: it is an article already', hint);
  }
  if (/^\s*<(?:!doctype\s+html|html|head|body)[\s>]/i.test(text)) {
    const hint = 'import the text of the page: what a browser copies or saves as text';
    return refused('import/not-plain-text', file, 'is a web page, not plain text', hint);
  }
  return { file, text, diagnostics };
}

function refused(code: DiagnosticCode, file: string, message: string, hint?: string): PlainText {
  return { file, diagnostics: [{ severity: 'error', code, message, file, ...(hint ? { hint } : {}) }] };
}

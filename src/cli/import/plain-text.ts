import { decodeFile, maxFileBytes } from '../../article/decode.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';
import { readInput } from '../read-input.ts';

export interface PlainText {
  /** As the user named it; `standard input` for `-`. */
  readonly file: string;
  /** Absent where the file cannot be imported. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a clipping, `-` from standard input; what is no plain text is refused. */
export async function readPlainText(name: string, cwd: string): Promise<PlainText> {
  const input = await readInput(name, cwd, maxFileBytes);
  if ('refused' in input) return { file: input.refused.file ?? name, diagnostics: [input.refused] };
  return plainText(input.file, input.bytes);
}

function plainText(file: string, bytes: Buffer): PlainText {
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

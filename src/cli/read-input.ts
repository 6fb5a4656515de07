import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';

/** What the user named on the command line to be read. */
export interface Input {
  /** As the user named it; `standard input` for `-`. */
  readonly file: string;
  readonly bytes: Buffer;
}

/** The bytes of a file, or of standard input for `-`, unless it has more than `maxBytes`. */
export async function readInput(
  name: string,
  cwd: string,
  maxBytes: number,
): Promise<Input | { readonly refused: Diagnostic }> {
  const file = name === '-' ? 'standard input' : name;
  const refused = (code: 'file/not-a-file' | 'file/unreadable' | 'file/too-large', message: string) => ({
    refused: { severity: 'error', code, file, message } as const,
  });
  let bytes: Buffer;
  try {
    if (name === '-') bytes = await readSome(process.stdin, maxBytes);
    else {
      const handle = await open(resolve(cwd, name));
      try {
        if ((await handle.stat()).isDirectory()) return refused('file/not-a-file', 'is a folder, not a file');
        bytes = await readSome(handle.createReadStream({ autoClose: false }), maxBytes);
      } finally {
        await handle.close();
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refused(
      'file/unreadable',
      code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`,
    );
  }
  return bytes.length > maxBytes ? refused('file/too-large', `has more than ${maxBytes} bytes`) : { file, bytes };
}

/** All bytes of a stream, or the first few beyond what a file may have: a device never ends. */
async function readSome(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(chunks);
}

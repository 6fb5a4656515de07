import { readFile, stat } from 'node:fs/promises';
import { type DiagnosticCode, placeAt } from '../diagnostic.ts';
import { maxBytes } from './limits.ts';
import type { Kind } from './locate.ts';
import type { Problem } from './problem.ts';
import type { Source } from './source.ts';

/** Reads a configuration file as what its extension says it is. */
export async function readConfigFile(file: string, kind: Kind): Promise<Source> {
  const content = await textOf(file);
  if (typeof content !== 'string') return { value: undefined, problems: [content], locate: async () => undefined };
  if (kind === 'yaml') return (await import('./yaml-source.ts')).readYaml(content);
  if (kind === 'json') return (await import('./json-source.ts')).readJson(content);
  return (await import('./script-source.ts')).readScript(file, content);
}

/** The text of a file. What is no file is never opened: a FIFO would never answer. */
async function textOf(file: string): Promise<string | Problem> {
  try {
    const stats = await stat(file);
    if (!stats.isFile())
      return failure('config/unreadable', 'the configuration is not a file', 'name one with --config');
    if (stats.size > maxBytes) {
      const message = `the configuration has ${stats.size} bytes, more than ${maxBytes}`;
      return failure('config/too-large', message, 'is it the right file?');
    }
    return decode(await readFile(file));
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return failure('config/unreadable', `the configuration cannot be read (${code})`, 'look at its permissions');
  }
}

/** UTF-8, with or without a byte order mark. */
function decode(bytes: Uint8Array): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const before = new TextDecoder().decode(bytes.subarray(0, firstBadByte(bytes)));
    const hint = 'save it as UTF-8';
    return {
      ...failure('config/unreadable', 'the configuration is not UTF-8', hint),
      place: placeAt(before, before.length),
    };
  }
}

/** Where writing out what was understood first differs from what is there. */
function firstBadByte(bytes: Uint8Array): number {
  const understood = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  return bytes.findIndex((byte, i) => byte !== understood[i]);
}

function failure(code: DiagnosticCode, message: string, hint: string): Problem {
  return { severity: 'error', code, message, hint, at: [] };
}

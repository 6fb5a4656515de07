import { createRequire } from 'node:module';
import type Matter from 'gray-matter';
import { parseJson } from './json.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

/** Loaded for the first head that is more than plain lines: it brings a parser of its own along. */
let matter: typeof Matter | undefined;
const require = createRequire(import.meta.url);

/** The languages that gray-matter may be asked for. It would run the others, or look them up on Object.prototype. */
export type ParsedLanguage = 'yaml' | 'toml' | 'json';

export interface HeadFailure {
  /** What the parser minds, on one line. */
  readonly reason: string;
  /** 1-indexed within the head; absent where the parser does not say. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * gray-matter cannot be switched off one by one: `engines: { js: false }` falls through to `javascript`. A thrower in
 * its place is never undefined, and the languages are chosen before it is called.
 */
const refuse = () => {
  throw new Error('not a language of data');
};

const options = {
  engines: {
    yaml: parseYaml,
    toml: parseToml,
    json: parseJson,
    javascript: refuse,
    js: refuse,
    coffee: refuse,
  },
  /**
   * Closed by a character that no text here holds (see decode.ts): the head ends where its text ends. With its own
   * delimiter gray-matter closes at any line that begins with `---`.
   */
  delimiters: ['---', '\u0000'],
};

/**
 * The head of an article as data, through gray-matter.
 *
 * Always with options: called with one argument, it keeps every text for ever, hands the same object to all, and
 * answers a broken head with `{}` the second time.
 */
export function parseHead(language: ParsedLanguage, head: string): { data: unknown } | { failure: HeadFailure } {
  matter ??= require('gray-matter') as typeof Matter;
  try {
    return { data: matter(`---${language}\n${head}`, options as never).data };
  } catch (error) {
    return { failure: failureOf(error, head) };
  }
}

/** js-yaml counts lines from 0 and smol-toml from 1, both from the line break that gray-matter leaves in front. */
function failureOf(error: unknown, head: string): HeadFailure {
  const { mark, reason, line, column, message } = error as {
    mark?: { line: number; column: number };
    reason?: string;
    line?: number;
    column?: number;
    message: string;
  };
  const said = (reason ?? jsonOrTomlReason(message)).split('\n')[0] as string;
  if (mark) return { reason: said, line: mark.line, column: mark.column + 1 };
  if (line !== undefined && column !== undefined) return { reason: said, line: line - 1, column };
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return { reason: said };
  const before = head.slice(0, Math.max(0, Number(position) - 1)).split('\n');
  return { reason: said, line: before.length, column: (before.at(-1) as string).length + 1 };
}

/** Without what V8 quotes of the text (which differs from release to release) and what smol-toml says first. */
function jsonOrTomlReason(message: string): string {
  return message.replace(/^Invalid TOML document: /, '').replace(/(?: in JSON at|, (?:\.{3})?")[\s\S]*/, '');
}

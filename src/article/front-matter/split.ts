import type { Diagnostic } from '../../diagnostic.ts';
import { isKnownField } from '../vocabulary.ts';
import type { ParsedLanguage } from './gray-matter.ts';

export interface Head {
  /** `lines` are Pelican's and MultiMarkdown's `Key: value` lines. */
  readonly language: ParsedLanguage | 'lines';
  /** Whole lines of the file, without the fences. */
  readonly text: string;
  /** The line of the file on which `text` begins, 1-indexed. */
  readonly line: number;
}

export type Split =
  | { readonly head?: Head; readonly body: string; readonly bodyLine: number; readonly blankLines: number }
  | { readonly refusal: Pick<Diagnostic, 'code' | 'message' | 'hint'> & { readonly line: number } };

const languages = new Map<string, ParsedLanguage>([
  ['', 'yaml'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
  ['toml', 'toml'],
]);

const executable = /^(?:js|mjs|cjs|jsx|javascript|ecmascript|ts|tsx|typescript|coffee|coffeescript|cson|node)$/i;

/** The language may follow the fence, as gray-matter has it; a YAML comment, too. */
const yamlFence = /---[ \t]*([^\s#-]\S*)?(?:[ \t]+#.*)?[ \t]*(?:\n|$)/y;
const closings = {
  yaml: /^(?:---|\.\.\.)[ \t]*(?:\n|$(?!\n))/gm,
  dashes: /^---[ \t]*(?:\n|$(?!\n))/gm,
  pluses: /^\+\+\+[ \t]*(?:\n|$(?!\n))/gm,
  semicolons: /^;;;[ \t]*(?:\n|$(?!\n))/gm,
};

/**
 * Finds where front matter ends and the body begins, and in which language it is:
 *
 * - `---`, also `---yaml`, `---toml`, `---json`, to a line that is `---` and nothing else (or `...`, in YAML);
 * - `+++`, TOML (Hugo, Zola), to `+++`;
 * - a JSON object at the very beginning (Hugo), or its members between `;;;` (Hexo);
 * - lines `Key: value` at the very beginning, to a blank line (Pelican, MultiMarkdown) or to `---` (Hexo), if the first
 *   key is one of the vocabulary.
 *
 * A text that begins with none of these is all body.
 */
export function splitFrontMatter(text: string): Split {
  const start = startOfFirstLine(text);
  const blankLines = countLines(text.slice(0, start));
  const opening = sticky(yamlFence, text, start);
  if (opening) return splitFenced(text, start, blankLines, opening[0], opening[1] ?? '');
  const pluses = sticky(/\+\+\+[ \t]*\n/y, text, start);
  if (pluses) return closed(text, start + pluses[0].length, blankLines, 'toml', closings.pluses, '+++');
  const semicolons = sticky(/;;;[ \t]*\n/y, text, start);
  if (semicolons) return closed(text, start + semicolons[0].length, blankLines, 'json', closings.semicolons, ';;;');
  if (sticky(/\{\s{0,100}"(?:[^"\\\n]|\\.){0,200}"\s{0,100}:/y, text, start))
    return splitObject(text, start, blankLines);
  return splitLines(text, start, blankLines) ?? { body: text, bodyLine: 1, blankLines: 0 };
}

/** Of the first that is not blank. Not by a pattern of lines, which for millions of them overflows the stack. */
function startOfFirstLine(text: string): number {
  const first = text.search(/[^ \t\n]/);
  return text.lastIndexOf('\n', first < 0 ? text.length : first) + 1;
}

function splitFenced(text: string, start: number, blankLines: number, fence: string, name: string): Split {
  const language = languages.get(name.toLowerCase());
  if (!language) {
    const runs = executable.test(name);
    return {
      refusal: {
        code: runs ? 'front-matter/executable' : 'front-matter/unknown-language',
        message: runs
          ? `front matter in "${name}" is a program, and articles are not run`
          : `"${name}" is no language of front matter`,
        hint: 'write it as YAML between two lines `---`',
        line: blankLines + 1,
      },
    };
  }
  const closing = language === 'yaml' ? closings.yaml : closings.dashes;
  return closed(text, start + fence.length, blankLines, language, closing, '---');
}

function closed(
  text: string,
  from: number,
  blankLines: number,
  language: ParsedLanguage,
  closing: RegExp,
  fence: string,
): Split {
  closing.lastIndex = from;
  const end = closing.exec(text);
  if (!end) {
    return {
      refusal: {
        code: 'front-matter/unclosed',
        message: `front matter begins with ${fence} and never ends`,
        hint: `end it with a line ${fence}${fence === '---' ? '; a thematic break as the first line is better written `***`' : ''}`,
        line: blankLines + 1,
      },
    };
  }
  const head = { language, text: text.slice(from, end.index), line: blankLines + 2 };
  return whole(text, head, end.index + end[0].length, blankLines);
}

/** To the brace that closes the first one. A text that ends before it does is left to the parser, which says where. */
function splitObject(text: string, start: number, blankLines: number): Split {
  const end = endOfObject(text, start);
  const rest = sticky(/[ \t]*\n/y, text, end);
  const head = { language: 'json', text: text.slice(start, end), line: blankLines + 1 } as const;
  return whole(text, head, end + (rest?.[0].length ?? 0), blankLines);
}

function endOfObject(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

const keyLine = /^([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]|$)/;

function splitLines(text: string, start: number, blankLines: number): Split | undefined {
  const first = keyLine.exec(text.slice(start, start + 200).split('\n', 1)[0] as string);
  if (!first || !isKnownField(first[1] as string)) return undefined;
  let at = start;
  let simple = true;
  while (at < text.length) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, end);
    const after = Math.min(end + 1, text.length);
    const blank = line.trim() === '';
    if (blank && !simple) return undefined;
    if (blank || /^---[ \t]*$/.test(line)) {
      const language = blank ? 'lines' : 'yaml';
      return whole(text, { language, text: text.slice(start, at), line: blankLines + 1 }, after, blankLines);
    }
    simple &&= keyLine.test(line) || (at > start && /^[ \t]+\S/.test(line));
    at = after;
  }
  return simple
    ? whole(text, { language: 'lines', text: text.slice(start), line: blankLines + 1 }, text.length, blankLines)
    : undefined;
}

function whole(text: string, head: Head, bodyStart: number, blankLines: number): Split {
  return { head, body: text.slice(bodyStart), bodyLine: 1 + countLines(text.slice(0, bodyStart)), blankLines };
}

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

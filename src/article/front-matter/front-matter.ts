import type { Diagnostic, Place } from '../../diagnostic.ts';
import { type HeadFailure, parseHead } from './gray-matter.ts';
import { parseLines } from './lines.ts';
import { locate, placeIn } from './locate.ts';
import { indentFlow, mendYaml } from './mend.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { type Head, type Split, splitFrontMatter } from './split.ts';
import { Mapping, toValue } from './value.ts';

export interface FrontMatter {
  /** By their names as written; empty where there is no front matter. */
  readonly fields: Mapping;
  readonly body: string;
  /** The line of the file on which the body begins, 1-indexed. */
  readonly bodyLine: number;
  /** Where the value at a path of keys stands in the file. Costs a slow parse: for problems only. */
  readonly locate: (path: readonly (string | number)[]) => Place | undefined;
}

const maxHeadLength = 64 * 1024;

/**
 * More white space at a stretch than this is refused: gray-matter looks for comments with a pattern that takes three
 * seconds for 60,000 blank lines, since its time grows with the square of them.
 */
const maxBlank = 1_000;
const blankStretch = new RegExp(`\\s{${maxBlank + 1}}`);

/**
 * The front matter of a decoded text, in any of its languages (see split.ts). Absent where the diagnostics hold an
 * error: then nothing of the article can be trusted.
 */
export function readFrontMatter(
  text: string,
  file: string,
): { frontMatter?: FrontMatter; diagnostics: readonly Diagnostic[] } {
  const split = splitFrontMatter(text);
  if ('refusal' in split) {
    const { line, ...refusal } = split.refusal;
    const shown = text.split('\n', line)[line - 1] as string;
    const place = { line, column: 1, length: Math.max(1, shown.length), text: shown };
    return { diagnostics: [{ severity: 'error', ...refusal, file, place }] };
  }
  const { head, body, bodyLine } = split;
  if (!head) {
    return { frontMatter: { fields: new Mapping(), body, bodyLine, locate: () => undefined }, diagnostics: [] };
  }
  const { fields, diagnostics } = readHead(head, file);
  if (!fields) return { diagnostics };
  return {
    frontMatter: { fields, body, bodyLine, locate: (path) => locate(head, path) },
    diagnostics: [...blankLinesBefore(split, file), ...diagnostics, ...repeatedKeys(fields, head, file)],
  };
}

function readHead(head: Head, file: string): { fields?: Mapping; diagnostics: readonly Diagnostic[] } {
  if (head.text.length > maxHeadLength || blankStretch.test(head.text)) {
    return error(head, file, {
      code: 'front-matter/too-large',
      message: `front matter is longer than ${maxHeadLength} characters, or has more than ${maxBlank} blanks in a row`,
      hint: 'put long texts into the body',
    });
  }
  if (head.text.trim() === '') return { fields: new Mapping(), diagnostics: [] };
  if (head.language === 'lines') return { fields: parseLines(head.text), diagnostics: [] };

  const plain = head.language === 'yaml' ? readPlainYaml(head.text) : undefined;
  if (plain) return { fields: plain, diagnostics: [] };
  const source = head.language === 'json' && !head.text.trimStart().startsWith('{') ? `{${head.text}}` : head.text;
  const parsed = parseHead(head.language, source);
  if ('data' in parsed) return fieldsOf(parsed.data, head, file);
  if (/maxDepth|excessively nested/.test(parsed.failure.reason)) return tooDeep(head, file);
  if (head.language === 'yaml') {
    for (const mendHead of [indentFlow, mendYaml]) {
      const mend = mendHead(head.text);
      const again = mend && parseHead('yaml', mend.text);
      if (!again || 'failure' in again) continue;
      const read = fieldsOf(again.data, head, file);
      return { ...read, diagnostics: [...mended(mend.changes, head, file), ...read.diagnostics] };
    }
  }
  return syntaxError(parsed.failure, head, file);
}

function fieldsOf(data: unknown, head: Head, file: string): { fields?: Mapping; diagnostics: readonly Diagnostic[] } {
  const value = toValue(data);
  if (value === undefined) return tooDeep(head, file);
  if (value instanceof Mapping) return { fields: value, diagnostics: [] };
  return error(head, file, {
    code: 'front-matter/not-a-mapping',
    message: `front matter is ${Array.isArray(value) ? 'a list' : 'a text'}, not fields with values`,
    hint: 'write "title: …" in it; a thematic break as the first line is better written `***`',
  });
}

function tooDeep(head: Head, file: string): { diagnostics: readonly Diagnostic[] } {
  return error(head, file, {
    code: 'front-matter/too-deep',
    message: 'front matter nests deeper than 16 levels, or unfolds into more than 10,000 values',
    hint: 'keep it to fields with a value or a list each',
  });
}

function syntaxError(failure: HeadFailure, head: Head, file: string): { diagnostics: readonly Diagnostic[] } {
  const lines = head.text.split('\n');
  const line = Math.min(Math.max(failure.line ?? 1, 1), lines.length);
  const offset = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + (failure.column ?? 1) - 1;
  return {
    diagnostics: [
      {
        severity: 'error',
        code: 'front-matter/syntax',
        message: `front matter is not ${head.language.toUpperCase()}: ${failure.reason}`,
        file,
        place: placeIn(head, Math.min(offset, head.text.trimEnd().length)),
        hint: head.language === 'yaml' ? 'put quotes around values with special characters' : 'mend it where shown',
      },
    ],
  };
}

function mended(changes: readonly { line: number; what: string }[], head: Head, file: string): Diagnostic[] {
  const lines = head.text.split('\n');
  return changes.map(({ line, what }) => ({
    severity: 'warning',
    code: 'front-matter/mended',
    message: `this line is not YAML: ${what}`,
    file,
    place: { line: head.line + line - 1, column: 1, text: lines[line - 1] as string },
    hint: 'put quotes around values with special characters, and indent with spaces',
  }));
}

function blankLinesBefore(split: Split & { blankLines: number }, file: string): Diagnostic[] {
  if (split.blankLines === 0) return [];
  return [
    {
      severity: 'note',
      code: 'front-matter/blank-lines-before',
      message: 'blank lines before the front matter were passed over',
      file,
      place: { line: 1, column: 1, text: '' },
      hint: 'begin the file with it, as other programs ask',
    },
  ];
}

/** The last value counts, as in every generator; the warning shows it. */
function repeatedKeys(fields: Mapping, head: Head, file: string, path: readonly string[] = []): Diagnostic[] {
  const own = [...new Set(fields.repeated)].map(
    (key): Diagnostic => ({
      severity: 'warning',
      code: 'front-matter/duplicate-key',
      message: `"${key}" stands more than once, and the last counts`,
      file,
      place: locate(head, [...path, key]),
      hint: 'keep one of them',
    }),
  );
  const inner = [...fields].flatMap(([key, value]) =>
    value instanceof Mapping ? repeatedKeys(value, head, file, [...path, key]) : [],
  );
  return [...own, ...inner];
}

function error(
  head: Head,
  file: string,
  what: Pick<Diagnostic, 'code' | 'message' | 'hint'>,
): { diagnostics: readonly Diagnostic[] } {
  return {
    diagnostics: [{ severity: 'error', ...what, file, place: placeIn(head, Math.max(0, head.text.search(/\S/))) }],
  };
}

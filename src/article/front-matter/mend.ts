import { isKnownField } from '../vocabulary.ts';
import { parseYaml } from './yaml.ts';

export interface Mend {
  /** As many lines as before, so that places stay true. */
  readonly text: string;
  readonly changes: readonly { readonly line: number; readonly what: string }[];
}

/** A head with more broken lines is no YAML that went wrong, and each line costs a parse. */
const maxChanges = 50;

const pair = /^([\w"'][^:\n]{0,60}):(\s*)(\S.*)$/;
const item = /^(\s*- +)(\S.*)$/;

/**
 * Mends what clippers write for YAML though it is none: a plain value with `: ` in it, or that begins with one of
 * `` @ ` % & * ``, with `[[name]]` or `{{template}}`; a quote inside its quotes; a tab for indentation; a missing space
 * after the colon. Only a line that is broken by itself is touched, and only so that the text after the colon becomes
 * the value as it stands; whether the result is right, the parser decides. A quote or bracket that is never closed, and
 * a tag, stay what they are: nothing shows where the value should end, or what it should be.
 */
export function mendYaml(head: string): Mend | undefined {
  const changes: { line: number; what: string }[] = [];
  const lines = head.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const change = mendIndent(lines, at) ?? mendPair(lines, at) ?? mendItem(lines, at);
    if (change) changes.push({ line: at + 1, what: change });
    if (changes.length > maxChanges) return undefined;
  }
  return changes.length > 0 ? { text: lines.join('\n'), changes } : undefined;
}

/**
 * Indents the lines of a quoted text or of a `[list]` that go on at the margin. YAML 1.2 (7.3) wants them deeper than
 * their key; libyaml, and with it the parsers of most generators, does not mind. How much makes no difference: within
 * quotes and brackets leading blanks are folded away.
 */
export function indentFlow(head: string): Mend | undefined {
  const lines = head.split('\n');
  const changes: { line: number; what: string }[] = [];
  for (let text = head; changes.length <= maxChanges; text = lines.join('\n')) {
    const at = shallowLine(text);
    if (at === undefined) return changes.length > 0 ? { text, changes } : undefined;
    if (lines[at] === undefined || lines[at].startsWith(deep)) return undefined;
    lines[at] = deep + lines[at];
    changes.push({ line: at + 1, what: 'it goes on with a value and is not indented' });
  }
  return undefined;
}

/** Deeper than any nesting that is read. */
const deep = ' '.repeat(64);

/** The index of the first line that js-yaml finds too little indented within quotes or brackets. */
function shallowLine(text: string): number | undefined {
  try {
    parseYaml(text);
    return undefined;
  } catch (error) {
    const { reason, mark } = error as { reason?: string; mark?: { line: number } };
    return reason === 'deficient indentation' ? mark?.line : undefined;
  }
}

function mendIndent(lines: string[], at: number): string | undefined {
  const line = lines[at] as string;
  const indent = /^[ ]*\t\s*/.exec(line)?.[0];
  if (indent === undefined) return undefined;
  lines[at] = indent.replace(/\t/g, '  ') + line.slice(indent.length);
  mendItem(lines, at);
  return 'a tab was read as two spaces';
}

function mendPair(lines: string[], at: number): string | undefined {
  const line = lines[at] as string;
  const [, key, space, value] = pair.exec(line) ?? [];
  if (key === undefined || value === undefined) return undefined;
  if (space === '') {
    if (!isKnownField(key) || /^\/\//.test(value)) return undefined;
    lines[at] = `${key}: ${parses(`x: ${value}`) ? value : quoted(value)}`;
    return 'a space was put after the colon';
  }
  if (!isText(value) || parses(line)) return undefined;
  const more = continuation(lines, at);
  const rest = lines.slice(at + 1, at + 1 + more);
  if (more > 0 && parses([line, ...rest].join('\n'))) return undefined;
  lines[at] = `${key}: ${quoted([value, ...rest.map((each) => each.trim())].join(' '))}`;
  lines.fill('', at + 1, at + 1 + more);
  return `the value of "${key}" was read as plain text`;
}

function mendItem(lines: string[], at: number): string | undefined {
  const line = lines[at] as string;
  const [, dash, value] = item.exec(line) ?? [];
  if (dash === undefined || value === undefined || !isText(value) || parses(line) || continuation(lines, at) > 0)
    return undefined;
  lines[at] = dash + quoted(value);
  return 'an item of a list was read as plain text';
}

/** Whether it can have been meant as text: not a block scalar, a tag, or what a quote or bracket leaves open. */
function isText(value: string): boolean {
  if (/^(?:!|[|>][-+\d]*\s*$)/.test(value)) return false;
  const [first = ''] = value;
  const closing = new Map([
    ['"', '"'],
    ["'", "'"],
    ['[', ']'],
    ['{', '}'],
  ]).get(first);
  return closing === undefined || value.includes(closing, 1);
}

/** How many lines belong to the value on this one: deeper, and neither items nor blank. */
function continuation(lines: readonly string[], at: number): number {
  const indent = /^\s*/.exec(lines[at] as string)?.[0].length ?? 0;
  let end = at + 1;
  while (end < lines.length && /^\s+[^\s-]/.test(lines[end] as string) && indentOf(lines[end] as string) > indent)
    end += 1;
  return end - at - 1;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function parses(line: string): boolean {
  try {
    parseYaml(line);
    return true;
  } catch {
    return false;
  }
}

/** As a double-quoted scalar, which JSON's strings are (YAML 1.2, 7.3.1); quotes that stood around it are dropped. */
function quoted(value: string): string {
  const trimmed = value.trim();
  const inner = /^(["'])([\s\S]*)\1$/.exec(trimmed)?.[2] ?? trimmed;
  return JSON.stringify(inner);
}

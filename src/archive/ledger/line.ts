import { createHash } from 'node:crypto';
import type { EventKind, LedgerEvent } from './event.ts';
import { type FieldName, fieldNames, forms, shapes } from './fields.ts';

/** The first line of every ledger. A merger of two may repeat it. */
export const headerLine = '{"hayloft":"ledger","version":1}';

/** What is wrong with a line, in words that follow its number, and how to mend it. */
export interface Fault {
  readonly problem: string;
  readonly hint: string;
  /** A later format: nothing is known of the other lines. */
  readonly isNewer?: true;
}

/** Where a line is not what was written, somebody has to say what it was. */
export const restoreHint = 'restore the ledger from a backup or from git';

/**
 * An event as JSON, its fields always in one order: two events are the same when these are.
 *
 * RFC 8259: unpaired surrogates are escaped, so that the text is well-formed.
 */
export function jsonOf(event: LedgerEvent): string {
  const values: Partial<Record<FieldName, unknown>> = event;
  const line: Record<string, unknown> = { event: event.event };
  for (const name of fieldNames) {
    const value = values[name];
    if (value !== undefined) line[name] = value === null ? null : forms[name].write(value);
  }
  return JSON.stringify(line);
}

/** An event as a line, without the line feed: its JSON with the sum as last field. */
export function lineOf(event: LedgerEvent): string {
  const json = jsonOf(event);
  return `${json.slice(0, -1)},"sum":"${sumOf(json)}"}`;
}

/** Eight hexadecimal digits of the SHA-256: against a flipped bit and a careless edit, not against a forger. */
function sumOf(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 8);
}

/** What a line says: an event, the header, or nothing of which it could be sure. */
export function readLine(line: string): LedgerEvent | 'header' | Fault {
  if (line === headerLine) return 'header';
  const marker = /^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$/.exec(line);
  if (marker) return conflict;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return isCutShort(line) ? cutShort : { problem: 'is not JSON', hint: restoreHint };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: 'is no JSON object', hint: restoreHint };
  }
  const fields = value as Record<string, unknown>;
  if (Object.hasOwn(fields, 'hayloft')) return headerFault(fields);
  return sumFault(line, fields) ?? eventOf(fields);
}

const conflict: Fault = {
  problem: 'is a conflict marker of git',
  hint: 'delete the marker lines and keep the lines of both sides; ".hayloft/ledger.jsonl merge=union" in .gitattributes makes git do so',
};

const cutShort: Fault = {
  problem: 'is cut short',
  hint: `${restoreHint}; if a run was interrupted while it wrote this line, nothing that it says was published: then delete it`,
};

function headerFault({ hayloft, version }: Record<string, unknown>): Fault {
  if (hayloft === 'ledger' && typeof version === 'number' && version > 1) {
    return {
      problem: `says that a newer Hayloft wrote this ledger (version ${version} of the format)`,
      hint: 'use that Hayloft or a newer one; nothing was changed',
      isNewer: true,
    };
  }
  return { problem: `is not ${headerLine}`, hint: restoreHint };
}

/** A line without a sum is one that somebody wrote or changed by hand, and meant to. */
function sumFault(line: string, fields: Record<string, unknown>): Fault | undefined {
  if (!Object.hasOwn(fields, 'sum')) return undefined;
  const [whole, stated = ''] = /,"sum":"([^"]*)"\}$/.exec(line) ?? [];
  if (whole === undefined) return { problem: 'has a "sum" that does not stand last', hint: sumHint };
  const actual = sumOf(`${line.slice(0, -whole.length)}}`);
  if (stated === actual) return undefined;
  return { problem: `was changed: its sum is ${JSON.stringify(stated)}, that of its text "${actual}"`, hint: sumHint };
}

const sumHint = `${restoreHint}; if you changed the line and meant to, take the field "sum" out of it`;

function eventOf(fields: Record<string, unknown>): LedgerEvent | Fault {
  const { event: kind } = fields;
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) {
    return fieldFault(kind === undefined ? 'has no "event"' : `has the unknown event ${shown(kind)}`);
  }
  const { needs, may, loses } = shapes[kind as EventKind];
  const event: Record<string, unknown> = { event: kind };
  let left = Object.keys(fields).length - 1 - Number(Object.hasOwn(fields, 'sum'));
  for (const name of fieldNames) {
    const value = fields[name];
    const isNeeded = name === 'at' || name === 'id' || needs.has(name);
    if (value === undefined) {
      if (isNeeded) return fieldFault(`(${kind}) has no "${name}"`);
      continue;
    }
    left -= 1;
    if (!isNeeded && !may.has(name)) return fieldFault(`has "${name}", which is no field of "${kind}"`);
    const read = value === null && loses.has(name) ? null : forms[name].read(value);
    if (read === undefined) return fieldFault(`has the "${name}" ${shown(value)}, not ${forms[name].expected}`);
    event[name] = read;
  }
  if (left > 0) {
    const known = new Set<string>(['event', 'sum', ...fieldNames]);
    const stranger = Object.keys(fields).find((name) => !known.has(name));
    return fieldFault(`has "${stranger}", which is no field of "${kind}"`);
  }
  return event as unknown as LedgerEvent;
}

function fieldFault(problem: string): Fault {
  return { problem, hint: `${restoreHint}, or write the line as docs/ledger.md says` };
}

const longestShown = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown).toWellFormed()}…`;
}

/** Whether a text is the beginning of a JSON object that goes on: what is left of a line whose writing was interrupted. */
export function isCutShort(text: string): boolean {
  if (!text.startsWith('{')) return false;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (inString && character === '\\') i += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && (character === '{' || character === '[')) depth += 1;
    else if (!inString && (character === '}' || character === ']')) depth -= 1;
    if (depth === 0) return false;
  }
  return true;
}

import { Mapping, type Value } from './value.ts';

/** What is longer is left to the parser, and with it the bounds of depth and number. */
const LONGEST = 4096;

/** Of a head with other characters the parser decides which of them may stand where. */
const OTHER = /[^\n\x20-\x7e\u00a1-\u2027\u202a-\ufefe\uff00-\ufffd]/;

const PAIR = /^([A-Za-z][\w-]{0,60}):(?: +(.*))?$/;
const ITEM = /^( {0,8}- )(.+)$/;

/** Without `: ` and ` #`, which end it, and without blanks at its end. */
const PLAIN = /^[\w./($\u00c0-\u2027\u2030-\udbff](?:[^ :#]|:(?=[^ ])|(?<=[^ ])#| +(?=[^ #]))*$/;
const DOUBLE_QUOTED = /^"((?:[^"\\]|\\["\\/])*)"$/;
const SINGLE_QUOTED = /^'((?:[^']|'')*)'$/;
const NULL = /^(?:null|Null|NULL)$/;

/** Within brackets commas and brackets end a plain value, too; those with other marks are left to the parser. */
const FLOW_ITEM =
  / *("(?:[^"\\]|\\["\\/])*"|'[^']*'|[\w./($\u00c0-\u2027\u2030-\udbff](?:[\w./+&'\u00c0-\u2027\u2030-\udfff-]| +(?=[\w./+&'\u00c0-\u2027\u2030-\udfff-]))*) *(?:,|(?=\]$))/y;

/**
 * The head that most articles have: lines `key: value`, each value plain, quoted, or a list of such.
 * Undefined where anything else is in it. The same as js-yaml and {@link toValue} make of it, in a tenth of the time;
 * the tests hold it against them.
 */
export function readPlainYaml(head: string): Mapping | undefined {
  if (head.length > LONGEST || OTHER.test(head) || !head.isWellFormed()) return undefined;
  const fields = new Mapping();
  let key: string | undefined;
  let list: Value[] | undefined;
  let dash: string | undefined;
  const end = head.endsWith('\n') ? head.length - 1 : head.length;
  for (let from = 0; from <= end; ) {
    const next = head.indexOf('\n', from);
    const line = head.slice(from, next < 0 ? end : next);
    from += line.length + 1;
    if (line === '') continue;
    const pair = PAIR.exec(line);
    if (pair) {
      if (key !== undefined) fields.set(key, list ?? null);
      key = pair[1] as string;
      if (NULL.test(key)) return undefined;
      list = undefined;
      if (!pair[2]) continue;
      const value = pair[2].startsWith('[') ? flowList(pair[2]) : scalar(pair[2]);
      if (value === undefined) return undefined;
      fields.set(key, value);
      key = undefined;
      continue;
    }
    const item = ITEM.exec(line);
    if (!item || key === undefined) return undefined;
    list ??= [];
    if (list.length === 0) dash = item[1];
    const value = item[1] === dash ? scalar(item[2] as string) : undefined;
    if (value === undefined) return undefined;
    list.push(value);
  }
  if (key !== undefined) fields.set(key, list ?? null);
  return fields.size > 0 ? fields : undefined;
}

function scalar(written: string): string | null | undefined {
  if (written.startsWith('"')) return DOUBLE_QUOTED.exec(written)?.[1]?.replace(/\\(.)/g, '$1');
  if (written.startsWith("'")) return SINGLE_QUOTED.exec(written)?.[1]?.replaceAll("''", "'");
  if (!PLAIN.test(written)) return undefined;
  return NULL.test(written) ? null : written;
}

function flowList(written: string): Value[] | undefined {
  const list: Value[] = [];
  FLOW_ITEM.lastIndex = 1;
  if (written === '[]') return list;
  if (!written.endsWith(']')) return undefined;
  for (let item = FLOW_ITEM.exec(written); item; item = FLOW_ITEM.exec(written)) {
    list.push(scalar(item[1] as string) as Value);
    if (FLOW_ITEM.lastIndex === written.length - 1) return list;
  }
  return undefined;
}

import * as v from 'valibot';
import { nearest } from './nearest.ts';
import { dotted, type KeyPath, type Problem } from './problem.ts';
import { type ConfigFile, configSchema } from './schema.ts';
import { shown } from './values/reading.ts';

/** What is right of a configuration: top-level keys in which something is wrong are left out of `right`. */
export interface Checked {
  readonly right: ConfigFile;
  readonly problems: readonly Problem[];
}

/** Holds a parsed configuration against the schema and reports everything that is wrong with it at once. */
export function checkConfig(value: unknown): Checked {
  const result = v.safeParse(configSchema, value);
  if (result.success) return { right: result.output, problems: [] };
  const problems = result.issues.flatMap((issue) => problemsOf(issue, []));
  const wrong = new Set(problems.map(({ at }) => at?.[0]));
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  return { right: Object.fromEntries(keys.filter(([key]) => !wrong.has(key))) as ConfigFile, problems };
}

function problemsOf(issue: v.BaseIssue<unknown>, above: KeyPath): Problem[] {
  const at = [...above, ...(issue.path ?? []).map(({ key }) => key as string | number)];
  if (issue.type === 'union') {
    const inner = (issue.issues ?? []).filter(({ path, kind }) => path !== undefined || kind === 'validation');
    if (inner.length > 0) return inner.flatMap((one) => problemsOf(one, at));
  }
  if (issue.type === 'strict_object' && issue.path !== undefined) {
    return issue.expected === 'never' ? unknownKeys(at.slice(0, -1), issue.path.at(-1)?.input) : [missingKey(at)];
  }
  const on = issue.path?.at(-1)?.origin ?? 'value';
  if (issue.kind === 'validation') {
    // valibot's own checks say there what they compare.
    const hint = issue.type === 'raw_check' ? issue.expected : undefined;
    return [badValue(at, on, issue.message, hint ?? undefined)];
  }
  return [badValue(at, on, `expected ${issue.message}, not ${shown(issue.input)}`, hintFor(issue))];
}

function badValue(at: KeyPath, on: 'key' | 'value', problem: string, hint: string | undefined): Problem {
  const message = at.length === 0 ? `the configuration: ${problem}` : `${dotted(at)}: ${problem}`;
  return { severity: 'error', code: 'config/bad-value', message, hint, at, on };
}

function missingKey(at: KeyPath): Problem {
  const message = `${dotted(at)} is missing`;
  return { severity: 'error', code: 'config/bad-value', message, at: at.slice(0, -1), on: 'value' };
}

/** valibot names the first unknown key of a mapping only; people want to mend them all at once. */
function unknownKeys(at: KeyPath, mapping: unknown): Problem[] {
  const known = knownKeys(configSchema, at);
  const unknown = Object.keys(mapping as object).filter((name) => !known.includes(name));
  return unknown.map((name) => ({
    severity: 'error',
    code: 'config/unknown-key',
    message: `${dotted([...at, name])}: there is no key ${shown(name)}`,
    hint: hintForKey(name, known),
    at: [...at, name],
    on: 'key',
  }));
}

function hintForKey(name: string, known: readonly string[]): string {
  const homes = homesOf(name);
  if (homes.length > 0) return `did you mean "${homes.join('" or "')}"?`;
  const meant = nearest(name, known);
  return meant === undefined ? `known here: ${known.join(', ')}` : `did you mean "${meant}"?`;
}

function hintFor(issue: v.BaseIssue<unknown>): string | undefined {
  const { input, type } = issue;
  if (input === null) return 'give the key a value, or remove it';
  if (type === 'string' && ['number', 'boolean'].includes(typeof input)) return `put it in quotes: "${input}"`;
  if (type === 'array' && typeof input === 'string') return `write it as a list: [${JSON.stringify(input)}]`;
  if (typeof input !== 'string') return undefined;
  const truth = truthOf(input);
  if (truth !== undefined && new RegExp(`\\b${truth}\\b`).test(issue.message)) return `write it as ${truth}`;
  const quoted = [...issue.message.matchAll(/"([\w-]+)"/g)].map(([, option]) => option as string);
  const meant = nearest(input, quoted);
  return meant === undefined ? undefined : `did you mean "${meant}"?`;
}

/** What a text means that YAML 1.1 or a habit takes for a truth value; in YAML 1.2 `yes` is a text. */
function truthOf(text: string): 'true' | 'false' | undefined {
  if (/^(?:yes|on|true)$/i.test(text)) return 'true';
  return /^(?:no|off|false)$/i.test(text) ? 'false' : undefined;
}

/** The keys that the schema knows in the mapping at this path. */
function knownKeys(schema: v.GenericSchema, path: KeyPath): string[] {
  const [key, ...rest] = path;
  return alternatives(schema).flatMap((inner) => {
    if (key === undefined) return 'entries' in inner ? Object.keys(inner.entries as v.ObjectEntries) : [];
    const next = stepInto(inner, key);
    return next === undefined ? [] : knownKeys(next, rest);
  });
}

/** Where a key of this very name is known, one level further down: people put `entries` beside `feed`. */
function homesOf(name: string): string[] {
  const top = knownKeys(configSchema, []);
  return top.filter((key) => knownKeys(configSchema, [key]).includes(name)).map((key) => `${key}.${name}`);
}

/** The schemas behind the wrappings of one: optional, pipe, union. */
function alternatives(schema: v.GenericSchema): v.GenericSchema[] {
  if ('wrapped' in schema) return alternatives(schema.wrapped as v.GenericSchema);
  if ('pipe' in schema) {
    const items = schema.pipe as readonly (v.GenericSchema | { kind: string })[];
    return items.filter((item): item is v.GenericSchema => item.kind === 'schema').flatMap(alternatives);
  }
  if ('options' in schema && schema.type === 'union')
    return (schema.options as v.GenericSchema[]).flatMap(alternatives);
  return [schema];
}

function stepInto(schema: v.GenericSchema, key: string | number): v.GenericSchema | undefined {
  if ('entries' in schema) return (schema.entries as v.ObjectEntries)[key] as v.GenericSchema | undefined;
  if ('item' in schema && typeof key === 'number') return schema.item as v.GenericSchema;
  if ('value' in schema && schema.type === 'record') return schema.value as v.GenericSchema;
  return undefined;
}

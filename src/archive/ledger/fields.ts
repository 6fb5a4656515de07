import { isXmlText } from '../../text/characters.ts';
import { type Instant, rfc3339 } from '../../text/instant.ts';
import type { Change, EventKind, LedgerEvent, Withdrawal } from './event.ts';

/** How a value is written in a line of the ledger. */
export interface Form {
  /** The value it stands for; undefined where it is not of this form. */
  readonly read: (value: unknown) => unknown;
  /** What JSON holds of a value. */
  readonly write: (value: unknown) => unknown;
  /** In words that follow "not". */
  readonly expected: string;
}

type NameOf<Event> = Event extends LedgerEvent ? Exclude<keyof Event, 'event'> : never;
export type FieldName = NameOf<LedgerEvent>;

const asItIs = (value: unknown) => value;

const text: Form = {
  read: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
  write: asItIs,
  expected: 'a text that is not empty',
};

/** It goes into feeds as it stands, and one character that XML forbids would break them. */
const id: Form = {
  read: (value) => (text.read(value) !== undefined && isXmlText(value as string) ? value : undefined),
  write: asItIs,
  expected: 'a text of characters that XML 1.0 allows',
};

const hash: Form = {
  read: (value) => (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : undefined),
  write: asItIs,
  expected: 'a SHA-256 in 64 hexadecimal digits',
};

const moment: Form = {
  read: instantOf,
  write: (value) => rfc3339(value as Instant),
  expected: 'a moment in UTC such as 2026-11-24T08:00:00Z or 2026-11-24T08:00:00.123Z',
};

const statement: Form = {
  read: (value) =>
    value === 'nothing' || isDay(value) || isLocalTime(value) || instantOf(value) !== undefined ? value : undefined,
  write: asItIs,
  expected: 'a day such as 2026-11-24, a time such as 2026-11-24T08:00:00, a moment in UTC or "nothing"',
};

const names: Form = {
  read: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((name) => text.read(name) !== undefined)
      ? value
      : undefined,
  write: asItIs,
  expected: 'a list of texts that are not empty',
};

const reasons: Record<Withdrawal['why'], true> = { deleted: true, draft: true, future: true };

const reason: Form = {
  read: (value) => (typeof value === 'string' && Object.hasOwn(reasons, value) ? value : undefined),
  write: asItIs,
  expected: `one of ${Object.keys(reasons).join(', ')}`,
};

/** Every field that a line may have beside its `event`, in the order in which lines state them. */
export const forms: Readonly<Record<FieldName, Form>> = {
  at: moment,
  id,
  path: text,
  title: text,
  permalink: text,
  original: text,
  content: hash,
  text: hash,
  sketch: text,
  attached: hash,
  file: hash,
  published: moment,
  stated: statement,
  updated: moment,
  statedUpdate: moment,
  feeds: names,
  alias: id,
  why: reason,
};

export const fieldNames = Object.keys(forms) as FieldName[];

/** Facts that every entry has. */
const required = ['title', 'content', 'file', 'published', 'updated'] as const;
/** Facts that an entry may have, and lose. */
export const optionalFacts = [
  'permalink',
  'original',
  'text',
  'sketch',
  'attached',
  'stated',
  'statedUpdate',
] as const satisfies readonly (keyof Change)[];

/** The fields of a line by its event, beside `at` and `id`. */
interface Shape {
  readonly needs: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
  /** Those that null takes away. */
  readonly loses: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const beginning: Shape = {
  needs: new Set<string>(['path', ...required]),
  may: new Set<string>([...optionalFacts, 'feeds']),
  loses: none,
};
const change: Shape = { needs: none, may: new Set([...required, ...optionalFacts]), loses: new Set(optionalFacts) };
const stating = (...fields: FieldName[]): Shape => ({ needs: new Set(fields), may: none, loses: none });

export const shapes: Readonly<Record<EventKind, Shape>> = {
  published: beginning,
  adopted: beginning,
  revised: change,
  edited: change,
  moved: stating('path'),
  merged: stating('alias'),
  withdrawn: stating('why'),
  restored: stating(),
  joined: stating('feeds'),
};

/** Only as {@link rfc3339} writes it, so that one moment has one form. Date.parse takes 30 February for 1 March. */
function instantOf(value: unknown): Instant | undefined {
  if (typeof value !== 'string' || !dateTime.test(value)) return undefined;
  const instant = Date.parse(value);
  return new Date(instant).getUTCDate() === Number(value.slice(8, 10)) ? instant : undefined;
}

/** RFC 3339 5.6 in UTC, with milliseconds only where there are any. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(?!000)\d{3})?Z$/;

function isLocalTime(value: unknown): boolean {
  return typeof value === 'string' && instantOf(`${value}Z`) !== undefined;
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && instantOf(`${value}T00:00:00Z`) !== undefined;
}

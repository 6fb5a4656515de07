/** The request fields that decide anything here. Field lines of one name are one list (RFC 9110 5.3). */
const names = [
  'host',
  'a-im',
  'range',
  'accept',
  'expect',
  'if-match',
  'upgrade',
  'if-range',
  'forwarded',
  'connection',
  'if-none-match',
  'content-length',
  'accept-encoding',
  'x-forwarded-for',
  'if-modified-since',
  'transfer-encoding',
  'if-unmodified-since',
] as const;

type FieldName = (typeof names)[number];
export type RequestFields = Readonly<Partial<Record<FieldName, string>>>;

const byLength: readonly (readonly FieldName[])[] = Array.from(
  { length: Math.max(...names.map(({ length }) => length)) + 1 },
  (_, length) => names.filter((name) => name.length === length),
);
const none: readonly FieldName[] = [];

/**
 * The fields above, of a list of names and values in turn. Most fields of most requests are told by their length to be
 * none of them: this costs a fraction of node's own `headers`, which are only made when somebody asks for them.
 *
 * A field that may stand only once and stands twice becomes a list, which then is no date, range or host.
 */
export function fieldsOf(raw: readonly string[]): RequestFields {
  const fields: Partial<Record<FieldName, string>> = {};
  for (let i = 0; i < raw.length; i += 2) {
    const written = raw[i] as string;
    const candidates = byLength[written.length] ?? none;
    if (candidates.length === 0) continue;
    const lower = written.toLowerCase();
    for (const name of candidates) {
      if (name !== lower) continue;
      const value = raw[i + 1] as string;
      const before = fields[name];
      fields[name] = before === undefined ? value : `${before}, ${value}`;
    }
  }
  return fields;
}

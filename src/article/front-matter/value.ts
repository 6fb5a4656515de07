/**
 * What front matter can hold, whatever its language: text, nothing, lists, mappings. Numbers, booleans and dates are
 * text, since no field of an article is one of them by its spelling alone: a title may be `1984`, a tag `true`.
 */
export type Value = string | null | readonly Value[] | Mapping;

/** A `Map`, so that the keys `__proto__` and `constructor` are names like others. */
export class Mapping extends Map<string, Value> {
  /** Keys that were given more than once; the last value stands. */
  readonly repeated: string[] = [];

  override set(key: string, value: Value): this {
    if (this.has(key)) this.repeated.push(key);
    return super.set(key, value);
  }
}

const maxDepth = 16;
const maxNodes = 10_000;

/**
 * A parsed document as a {@link Value}, or undefined if it nests deeper than 16 levels or has more than 10,000 nodes.
 * What YAML aliases repeat counts each time, so that nine lines cannot unfold into a billion nodes.
 */
export function toValue(parsed: unknown): Value | undefined {
  let nodes = 0;
  const convert = (raw: unknown, depth: number): Value | undefined => {
    nodes += 1;
    if (nodes > maxNodes || depth > maxDepth) return undefined;
    if (raw === null || raw === undefined) return null;
    if (typeof raw !== 'object') return String(raw);
    if (Array.isArray(raw)) {
      const list: Value[] = [];
      for (const item of raw) {
        const value = convert(item, depth + 1);
        if (value === undefined) return undefined;
        list.push(value);
      }
      return list;
    }
    const mapping = new Mapping();
    if (raw instanceof Mapping) mapping.repeated.push(...raw.repeated);
    for (const [key, item] of raw instanceof Map ? raw : Object.entries(raw)) {
      const value = convert(item, depth + 1);
      if (value === undefined) return undefined;
      mapping.set(key, value);
    }
    return mapping;
  };
  return convert(parsed, 0);
}

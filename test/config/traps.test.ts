import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';

/** What the libraries of this room do that nobody would expect; where one stops, its work-around can go. */
describe('valibot', () => {
  it('names the first unknown key of a strict object only', () => {
    const { issues } = v.safeParse(v.strictObject({}), { a: 1, b: 2 });
    expect(issues).toHaveLength(1);
  });

  it('takes a list for an object', () => {
    expect(v.safeParse(v.strictObject({}), []).success).toBe(true);
    expect(v.safeParse(v.record(v.string(), v.string()), ['x']).success).toBe(true);
  });

  it('skips some keys of a record in silence', () => {
    const result = v.safeParse(v.record(v.string(), v.number()), JSON.parse('{"constructor": "x", "__proto__": "y"}'));
    expect(result.success).toBe(true);
  });
});

describe('yaml', () => {
  it('hides that there are several documents where its log is silent', () => {
    expect(parseDocument('a: 1\n---\nb: 1', { logLevel: 'silent' }).errors).toHaveLength(0);
    expect(parseDocument('a: 1\n---\nb: 1', { logLevel: 'error' }).errors).toHaveLength(1);
  });
});

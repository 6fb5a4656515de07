import { expect, it } from 'vitest';
import { jsonLine } from '../../src/text/json-line.ts';

it('is one line of JSON that strict readers take and no terminal obeys', () => {
  const line = jsonLine({ a: 'x\n\u009B2J\u2028\u007F', b: '\uD800', c: undefined });
  expect(line).toBe('{"a":"x\\n\\u009b2J\\u2028\\u007f","b":"\uFFFD"}');
  expect(JSON.parse(line)).toEqual({ a: 'x\n\u009B2J\u2028\u007F', b: '\uFFFD' });
});

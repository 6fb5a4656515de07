import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentBytes, contentOf } from '../../src/article/content-bytes.ts';

const text = fc.string({ unit: 'grapheme' });
const content = fc.record(
  { html: text, summary: text, image: text, origins: fc.record({ title: text, id: text }, { requiredKeys: [] }) },
  { requiredKeys: ['html', 'summary', 'origins'] },
);

it('the content of an article comes back from its bytes, wherever in memory these lie', () => {
  fc.assert(
    fc.property(content, fc.nat(9), (given, at) => {
      const bytes = contentBytes(given);
      const room = new Uint8Array(bytes.length + 10);
      room.set(bytes, at);
      expect(contentOf(room.subarray(at, at + bytes.length))).toEqual(given);
    }),
    { numRuns: 300, seed: 20260301 },
  );
});

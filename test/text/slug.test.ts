import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, slug } from '../../src/text/slug.ts';

describe('a slug', () => {
  it.each([
    ['Open Source', 'open-source'],
    ['open_source', 'open-source'],
    ['日本語', '日本語'],
    ['Новый Мир', 'новый-мир'],
    ['node.js', 'node.js'],
    ['observador.pt', 'observador.pt'],
    ['déjà vu', 'déjà-vu'],
    ['हिन्दी', 'हिन्दी'],
  ])('of %s keeps the letters of its script', (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  it.each([
    ['c++', /^c-plus-plus-[0-9a-f]{8}$/],
    ['C#', /^c-sharp-[0-9a-f]{8}$/],
    ['q&a', /^q-and-a-[0-9a-f]{8}$/],
    ['.NET', /^net-[0-9a-f]{8}$/],
    ['🎉', /^x-[0-9a-f]{8}$/],
    ['../../etc', /^etc-[0-9a-f]{8}$/],
    ['CON', /^x-[0-9a-f]{8}$/],
    ['Index.html', /^index.html-[0-9a-f]{8}$/],
    ['', /^x-[0-9a-f]{8}$/],
  ])('of %s, which cannot stand as it is, is told apart by a digest', (name, expected) => {
    expect(slug(name)).toMatch(expected);
  });

  it('is not that of a name which spells the symbols out', () => {
    expect(new Set(['c', 'c+', 'c++', 'c plus plus', 'c#', slug('c++')].map(slug)).size).toBe(6);
  });

  it('is the same for names that differ by normal form, case or joint only', () => {
    expect(slug('Cafe\u0301  Noir')).toBe(slug('café-noir'));
  });

  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[a-c+#&./ _-]{0,6}$/));

  it('differs where the folded names differ', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(slug(a) === slug(b)).toBe(fold(a) === fold(b));
      }),
      { numRuns: 5000 },
    );
  });

  it('is no trouble on any file system', () => {
    fc.assert(
      fc.property(name, (text) => {
        const made = slug(text);
        expect(made).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*$/u);
        expect(made).not.toMatch(/\.$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/);
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(96);
      }),
      { numRuns: 5000 },
    );
  });
});

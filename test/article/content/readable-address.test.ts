import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMarkdownIt } from '../../../src/article/content/markdown/markdown-it.ts';
import { isReadable } from '../../../src/article/content/markdown/parser.ts';

const md = createMarkdownIt();

describe('isReadable', () => {
  it('is true only of addresses that markdown-it shows as they are', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abcXN-019_'), minLength: 0, maxLength: 70 });
    const host = fc.array(fc.oneof(label, fc.constantFrom('example', 'org', 'xn--bcher-kva', 'www')), {
      minLength: 1,
      maxLength: 4,
    });
    const rest = fc.string({ unit: fc.constantFrom(..."abZ09/.?=&#~+,;!$-_:@%'(*é"), maxLength: 20 });
    const address = fc
      .tuple(fc.constantFrom('http://', 'https://', 'HTTP://', 'ftp://'), host, fc.constantFrom('/', '', ':80/'), rest)
      .map(([scheme, labels, slash, path]) => scheme + labels.join('.') + slash + path);
    fc.assert(
      fc.property(address, (url) => {
        if (isReadable(url)) expect(md.normalizeLinkText(url)).toBe(url);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is true of usual addresses', () => {
    expect(isReadable('https://example.org/2024/03/a-b_c.html?id=1&ref=x#top')).toBe(true);
    expect(isReadable('https://example.org/%C3%A9')).toBe(false);
    expect(isReadable('https://xn--bcher-kva.example/')).toBe(false);
  });
});

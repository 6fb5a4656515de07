import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../../src/archive/page-address.ts';
import { hrefOf, markdownPath, pagePath, pathKeyOf, rootOf } from '../../../src/site/address/page-path.ts';

const baseUrl = 'https://example.org/press/';
const pathOf = (inside: string) => pagePath(baseUrl + inside, baseUrl);

describe('the page of an article', () => {
  it.each([
    ['articles/2026/03/strait.html', 'articles/2026/03/strait.html'],
    ['articles/%E6%97%A5%E6%9C%AC%20%231.html', 'articles/日本 #1.html'],
    ['2024/foo/', '2024/foo/index.html'],
    ['2024/foo', '2024/foo.html'],
    ['2024/foo.php', '2024/foo.php.html'],
    ['old.htm', 'old.htm'],
    ['v1.2/archive', 'v1.2/archive.html'],
    ['archives/a.html', 'archives/a.html'],
  ])('at %s is written to %s', (inside, path) => {
    expect(pathOf(inside)).toBe(path);
  });

  it.each([
    ['', 'is the front door'],
    ['a?b=c', 'has a query'],
    ['a#b', 'is a part of a page'],
    ['a//b.html', 'has an empty segment'],
    ['a/.git/b.html', 'lies in a hidden folder'],
    ['.htaccess', 'is hidden'],
    ['a%2Fb.html', 'has an encoded slash'],
    ['a%5Cb.html', 'has an encoded backslash'],
    ['a%00.html', 'has a NUL'],
    ['a%0Ab.html', 'has a line break'],
    ['a%C2%85b.html', 'has a control character'],
    ['a%ED%A0%80.html', 'is not UTF-8'],
    ['100%.html', 'is not percent-encoded'],
    ['cafe%CC%81.html', 'is not in NFC'],
    ['%EF%BC%8E%EF%BC%8E/../%2e%2e/a', 'leads elsewhere'],
    ['a.html/b.html', 'has a folder where a page may lie'],
    ['a.md/', 'has a folder where Markdown may lie'],
    ['a.md', 'is the Markdown of a page'],
    ['archive/2026.html', 'lies in the archive'],
    ['Archive/2026.html', 'lies in the archive where case does not matter'],
    ['tags/', 'is the list of tags'],
    ['search', 'is the page of search'],
    ['%C5%BFearch.html', 'is the page of search where case does not matter'],
    ['index.html', 'is the front door'],
    ['INDEX.HTM', 'is the front door where case does not matter'],
    ['rss.xml', 'is a feed'],
    ['robots.txt', 'is no page'],
    ['sitemap-1.xml', 'is a sitemap'],
    ['aux/b.html', 'is a device of Windows'],
    [`${'x'.repeat(236)}.html`, 'has a longer name than file systems allow'],
    [`${'%E6%97%A5'.repeat(79)}`, 'has a longer name in bytes than file systems allow'],
    ['x/'.repeat(400), 'is a longer path than file systems allow'],
  ])('at %j is not ours to write: it %s', (inside) => {
    expect(pathOf(inside)).toBeUndefined();
  });

  it.each(['https://elsewhere.example/a.html', 'https://example.org/a.html', 'https://example.org/press'])(
    'at %s is not ours to write: it is elsewhere',
    (page) => expect(pagePath(page, baseUrl)).toBeUndefined(),
  );

  it('is written for real names, however long', () => {
    const site = { baseUrl, timezone: 'UTC', link: { clippings: 'source', page: 'articles/{path}.html' } } as const;
    const written = (path: string) => pagePath(pageAddress(site, { path, published: 0 }), baseUrl);
    expect(written('clippings/What is this? [100%] #1: a "note".md')).toBe(
      'articles/clippings/What is this? [100%] #1: a "note".html',
    );
    expect(written(`${'日'.repeat(78)}.md`)).toBe(`articles/${'日'.repeat(78)}.html`);
    expect(written('a.markdown')).toBe('articles/a.markdown.html');
  });

  it('has its Markdown beside it', () => {
    expect(markdownPath('articles/a.html')).toBe('articles/a.md');
    expect(markdownPath('x/index.html')).toBe('x/index.md');
  });
});

describe('two pages', () => {
  it.each([
    ['a/B.html', 'A/b.html'],
    ['é.html', 'É.html'],
    ['a.htm', 'a.html'],
  ])('%s and %s have one place', (a, b) => {
    expect(pathKeyOf(a)).toBe(pathKeyOf(b));
  });

  it.each([
    ['a.html', 'a/index.html'],
    ['Maße.html', 'Masse.html'],
  ])('%s and %s have two', (a, b) => {
    expect(pathKeyOf(a)).not.toBe(pathKeyOf(b));
  });
});

describe('a path as an address', () => {
  it('leads from anywhere to the page itself, whatever it is called', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const page = new URL(names.map(encodeURIComponent).join('/'), baseUrl).href;
        const path = pagePath(page, baseUrl);
        fc.pre(path !== undefined);
        const found = new URL(hrefOf(path), baseUrl).href;
        expect(new URL(rootOf(path) + hrefOf(path), found).href).toBe(found);
        expect(pagePath(found, baseUrl)).toBe(path);
        expect([`${page}.html`, page, `${page}index.html`].map(decodeURI)).toContain(decodeURI(found));
        expect(path.split('/').every((segment) => !segment.startsWith('.') && segment !== '')).toBe(true);
      }),
    );
  });
});

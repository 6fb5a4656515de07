import { describe, expect, it } from 'vitest';
import { httpUrl } from '../../src/text/url.ts';

describe('an address', () => {
  it.each([
    ['https://EXAMPLE.org', 'https://example.org/'],
    ['https://example.org/a b?c=d|e#[f]', 'https://example.org/a%20b?c=d%7Ce#%5Bf%5D'],
    ['https://例え.jp/日本', 'https://xn--r8jz45g.jp/%E6%97%A5%E6%9C%AC'],
    ['http://[::1]:8080/a', 'http://[::1]:8080/a'],
    ['https://example.org/100%?a=%zz%41', 'https://example.org/100%25?a=%25zz%41'],
  ])('%s is written as RFC 3986 allows', (given, written) => {
    expect(httpUrl(given)).toBe(written);
  });

  it.each(['javascript:alert(1)', 'ftp://example.org/', '/a', 'https://', 'https://me:secret@example.org/', 'example'])(
    '%s is refused',
    (given) => expect(httpUrl(given)).toBeUndefined(),
  );
});

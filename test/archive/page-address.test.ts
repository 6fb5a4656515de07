import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../src/archive/page-address.ts';

const site = {
  baseUrl: 'https://example.org/blog/',
  timezone: 'UTC',
  link: { clippings: 'source', page: 'articles/{path}.html' },
} as const;
const addressOf = (permalink: string) => pageAddress(site, { path: 'a.md', published: 0, permalink });

describe('the permalink of an article', () => {
  it('is a path on the site, or absolute', () => {
    expect(addressOf('/2024/a/')).toBe('https://example.org/blog/2024/a/');
    expect(addressOf('https://other.example/a|b')).toBe('https://other.example/a%7Cb');
  });

  it.each([
    ['/javascript:alert(1)', 'https://example.org/blog/javascript:alert(1)'],
    ['/data:text/html,x', 'https://example.org/blog/data:text/html,x'],
    ['/https://me:secret@evil.example/', 'https://example.org/blog/https://me:secret@evil.example/'],
    ['/\\\\evil.example/', 'https://example.org/blog///evil.example/'],
    ['/http://[', 'https://example.org/blog/http://%5B'],
    ['/a|b^%', 'https://example.org/blog/a%7Cb%5E%25'],
  ])('%s stays on the site', (permalink, address) => {
    expect(addressOf(permalink)).toBe(address);
  });
});

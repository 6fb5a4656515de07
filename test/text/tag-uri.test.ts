import { describe, expect, it } from 'vitest';
import { isIri, tagUri } from '../../src/text/tag-uri.ts';

describe('RFC 4151 2.1', () => {
  it('a specific part outside of what it allows is percent-encoded, in upper case', () => {
    expect(tagUri('example.org,2026', "feed/tags/日本 (a)*'!")).toBe(
      'tag:example.org,2026:feed/tags/%E6%97%A5%E6%9C%AC%20%28a%29%2A%27%21',
    );
  });
});

describe('RFC 4287 4.2.6: an id is an IRI', () => {
  it.each(['urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6', 'tag:example.org,2003:3.2397', 'https://example.org/?p=1'])(
    '%s is one',
    (id) => expect(isIri(id)).toBe(true),
  );
  it.each(['post-12', 'a b:c', 'https://', 'http:/x', 'tag:a b', '12:30', 'x:100%', 'x:<b>', ''])('%s is none', (id) =>
    expect(isIri(id)).toBe(false),
  );
});

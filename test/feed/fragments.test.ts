import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../../src/feed/fragments.ts';
import { entryOf } from './entry.ts';

const [one, other] = [entryOf({ id: 'urn:1' }), entryOf({ id: 'urn:2' })];

describe('an entry in many documents', () => {
  it('is rendered once a format and extent', () => {
    const fragments = fragmentsOf('example.org,2026');
    expect(fragments('rss', one, 'full')).toBe(fragments('rss', one, 'full'));
    expect(fragments('rss', one, 'full')).not.toBe(fragments('atom', one, 'full'));
    expect(fragments('rss', one, 'full')).not.toBe(fragments('rss', one, 'summary'));
  });

  it('is rendered again, to the same bytes, where there was no room to keep it', () => {
    const { length } = fragmentsOf('example.org,2026')('rss', one, 'full');
    const fragments = fragmentsOf('example.org,2026', length);
    const [first, second] = [fragments('rss', one, 'full'), fragments('rss', other, 'full')];
    expect(fragments('rss', one, 'full')).toBe(first);
    expect(fragments('rss', other, 'full')).not.toBe(second);
    expect(fragments('rss', other, 'full')).toEqual(second);
  });
});

import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../../src/feed/fragments.ts';
import { entryOf } from './entry.ts';
import { atHand, fragmentsInMemory } from './fragments.ts';

const siteId = 'example.org,2026';
const one = entryOf({ id: 'urn:1', summary: 'In short', html: '<p>At length</p>' });

describe('an entry in many documents', () => {
  it('is rendered once a format and extent', () => {
    const fragments = fragmentsInMemory(siteId);
    expect(fragments.of('rss', one, 'full')).toBe(fragments.of('rss', one, 'full'));
    expect(fragments.of('rss', one, 'full')).not.toBe(fragments.of('atom', one, 'full'));
    expect(fragments.of('rss', one, 'full')).not.toBe(fragments.of('rss', one, 'summary'));
    expect(fragments.item(one)).toBe(fragments.item(one));
  });

  it('is rendered again to the same bytes', () => {
    const [first, second] = [fragmentsInMemory(siteId), fragmentsInMemory(siteId)];
    expect(first.of('rss', one, 'full')).not.toBe(second.of('rss', one, 'full'));
    expect(first.of('rss', one, 'full')).toEqual(second.of('rss', one, 'full'));
  });

  it('is read only where it is rendered', () => {
    const read: unknown[] = [];
    const fragments = fragmentsOf(siteId, (stored) => {
      read.push(stored);
      return atHand(stored);
    });
    for (let i = 0; i < 3; i++) fragments.of('atom', one, 'full');
    expect(read).toEqual([one.content]);
  });

  it.each(['rss', 'atom', 'json'] as const)('shows in %s its summary alone where its folder wants that', (format) => {
    const says = (extent: 'full' | 'summary', isFull: boolean) => {
      const bytes = fragmentsInMemory(siteId).of(format, { ...one, isFull }, extent);
      return ['In short', 'At length'].map((words) => Buffer.from(atHand(bytes)).includes(words));
    };
    expect(says('full', true)).toEqual([true, true]);
    expect([says('summary', true), says('full', false)]).toEqual([
      [true, false],
      [true, false],
    ]);
  });
});

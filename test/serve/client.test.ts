import { describe, expect, it } from 'vitest';
import { Buckets } from '../../src/serve/bucket.ts';
import { among, countedAs, forwardedClient, plainAddress } from '../../src/serve/client.ts';

describe('the client behind proxies', () => {
  const addresses = ['local', '10.0.0.0/8', 'fd00::/8', '192.0.2.7'];
  const isTrusted = among(addresses);
  const byList = (value: string) =>
    forwardedClient({ 'x-forwarded-for': value }, { addresses, field: 'x-forwarded-for' }, isTrusted);
  const byForwarded = (value: string) =>
    forwardedClient({ forwarded: value }, { addresses, field: 'forwarded' }, isTrusted);

  it.each([
    ['203.0.113.1', '203.0.113.1'],
    ['198.51.100.1, 203.0.113.1', '203.0.113.1'],
    ['203.0.113.1, 10.1.2.3, 127.0.0.1', '203.0.113.1'],
    ['203.0.113.1:4711', '203.0.113.1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['2001:db8::1, fd00::1', '2001:db8::1'],
    ['::ffff:203.0.113.1', '203.0.113.1'],
    ['203.0.113.1, unknown', undefined],
    ['10.0.0.1', undefined],
    ['', undefined],
  ])('X-Forwarded-For: %s', (value, client) => expect(byList(value)).toBe(client));

  it.each([
    ['for=203.0.113.1', '203.0.113.1'],
    ['For="[2001:db8::1]:80";proto=https, for=10.0.0.1', '2001:db8::1'],
    ['for=198.51.100.1, proto=http;for=203.0.113.1;by=10.0.0.1', '203.0.113.1'],
    ['for=_hidden', undefined],
    ['proto=https', undefined],
  ])('Forwarded (RFC 7239): %s', (value, client) => expect(byForwarded(value)).toBe(client));

  it('does not believe the other field', () => {
    expect(
      forwardedClient({ forwarded: 'for=203.0.113.1' }, { addresses, field: 'x-forwarded-for' }, isTrusted),
    ).toBeUndefined();
  });

  it('is counted by address, and of IPv6 by network', () => {
    expect(countedAs('203.0.113.1')).toBe('203.0.113.1');
    expect(countedAs('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(countedAs('2001:DB8::6')).toBe('2001:db8:0:0');
    expect(countedAs('::1')).toBe('0:0:0:0');
    expect(plainAddress('fe80::1%eth0')).toBe('fe80::1');
  });
});

describe('a bucket of requests', () => {
  it('is filled with time, to its brim', () => {
    const buckets = new Buckets({ perSecond: 2, burst: 3 });
    expect([0, 0, 0, 0].map((at) => buckets.take('a', at))).toEqual([0, 0, 0, 1]);
    expect(buckets.take('a', 500)).toBe(0);
    expect(buckets.take('a', 500)).toBe(1);
    expect([1, 1, 1, 1].map(() => buckets.take('a', 1_000_000))).toEqual([0, 0, 0, 1]);
  });

  it('says how long it takes at a slow rate', () => {
    const buckets = new Buckets({ perSecond: 0.01, burst: 1 });
    expect([buckets.take('a', 0), buckets.take('a', 0), buckets.take('a', 50_000)]).toEqual([0, 100, 50]);
  });

  it('is not emptied by a clock that is set back', () => {
    const buckets = new Buckets({ perSecond: 1, burst: 2 });
    expect([buckets.take('a', 10_000), buckets.take('a', 0), buckets.take('a', 0)]).toEqual([0, 0, 1]);
  });

  it('is each client’s own, and forgotten when there are too many, who asked longest ago first', () => {
    const buckets = new Buckets({ perSecond: 1, burst: 1 });
    buckets.take('first', 0);
    for (let i = 0; i < 9_999; i++) buckets.take(`${i}`, 0);
    expect(buckets.take('first', 0)).toBe(1);
    for (let i = 0; i < 10_000; i++) buckets.take(`${i} again`, 0);
    expect(buckets.take('first', 0)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/build/pictures/public-address.ts';

describe('a public web server may be at', () => {
  it.each(['1.1.1.1', '9.9.9.9', '93.184.215.14', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0'])(
    '%s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
  it.each(['2606:4700:4700::1111', '2001:67c:2e8::1', '2a00:1450:4003:80e::200e', '2400:cb00::1'])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('no picture is fetched from', () => {
  // IANA IPv4 Special-Purpose Address Registry, and multicast: an address at each end.
  it.each([
    ['this network', '0.0.0.0', '0.255.255.255'],
    ['private use', '10.0.0.0', '10.255.255.255'],
    ['shared address space', '100.64.0.0', '100.127.255.255'],
    ['loopback', '127.0.0.1', '127.255.255.255'],
    ['link local', '169.254.0.0', '169.254.255.255'],
    ['private use', '172.16.0.0', '172.31.255.255'],
    ['IETF protocol assignments', '192.0.0.0', '192.0.0.255'],
    ['TEST-NET-1', '192.0.2.0', '192.0.2.255'],
    ['AS112-v4', '192.31.196.0', '192.31.196.255'],
    ['AMT', '192.52.193.0', '192.52.193.255'],
    ['deprecated 6to4 relay anycast', '192.88.99.0', '192.88.99.255'],
    ['private use', '192.168.0.0', '192.168.255.255'],
    ['direct delegation AS112 service', '192.175.48.0', '192.175.48.255'],
    ['benchmarking', '198.18.0.0', '198.19.255.255'],
    ['TEST-NET-2', '198.51.100.0', '198.51.100.255'],
    ['TEST-NET-3', '203.0.113.0', '203.0.113.255'],
    ['multicast', '224.0.0.0', '239.255.255.255'],
    ['reserved', '240.0.0.0', '255.255.255.254'],
    ['limited broadcast', '255.255.255.255', '255.255.255.255'],
  ])('IPv4, %s: %s to %s', (_, first, last) => {
    expect([first, last].map(isPublicAddress)).toEqual([false, false]);
  });

  // IANA IPv6 Special-Purpose Address Registry, multicast, and what is not given out.
  it.each([
    ['unspecified', '::', '::'],
    ['loopback', '::1', '::1'],
    ['IPv4-compatible', '::2', '::ffff:ffff'],
    ['IPv4-mapped', '::ffff:0.0.0.0', '::ffff:255.255.255.255'],
    ['IPv4-translated', '::ffff:0:0:0', '::ffff:0:ffff:ffff'],
    ['IPv4-IPv6 translation', '64:ff9b::', '64:ff9b::ffff:ffff'],
    ['local IPv4-IPv6 translation', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
    ['discard only', '100::', '100::ffff:ffff:ffff:ffff'],
    ['dummy prefix', '100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
    ['IETF protocol assignments', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['Teredo', '2001::1', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['benchmarking', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
    ['AMT', '2001:3::', '2001:3:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['AS112-v6', '2001:4:112::', '2001:4:112:ffff:ffff:ffff:ffff:ffff'],
    ['deprecated ORCHID', '2001:10::', '2001:1f:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['ORCHIDv2', '2001:20::', '2001:2f:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['drone remote ID', '2001:30::', '2001:3f:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['documentation', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['6to4', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['direct delegation AS112 service', '2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
    ['documentation', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['segment routing SIDs', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['not given out', '4000::', 'fbff::'],
    ['unique local', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['link local', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['site local', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['multicast', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('IPv6, %s: %s to %s', (_, first, last) => {
    expect([first, last].map(isPublicAddress)).toEqual([false, false]);
  });

  it.each([
    ['what a cloud tells its machines', '169.254.169.254'],
    ['the same over IPv6', 'fd00:ec2::254'],
    ['the same at Alibaba', '100.100.100.200'],
    ['the same at Oracle', '192.0.0.192'],
    ['the host of a machine at Azure', '168.63.129.16'],
    ['loopback, mapped', '::ffff:7f00:1'],
    ['loopback, compatible', '::127.0.0.1'],
    ['loopback by 6to4', '2002:7f00:1::'],
    ['loopback by NAT64', '64:ff9b::7f00:1'],
    ['an address with a zone', 'fe80::1%eth0'],
    ['a public address with a zone', '2606:4700:4700::1111%1'],
    ['short and octal forms, which are no addresses', '127.1'],
    ['a number', '2130706433'],
    ['hexadecimal', '0x7f000001'],
    ['octal', '0177.0.0.1'],
    ['a public address in octal', '01.1.1.1'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('%s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The only IPv6 addresses given out for use on the internet (RFC 4291 2.4, IANA's registry of its address space). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Azure's machines reach their host here, settings and keys included; by the registries it is an address like others. */
const azureHost = '168.63.129.16';

/**
 * Whether an IP address may belong to a public web server: none of those that IANA's registries of special-purpose
 * addresses (RFC 6890) name, so neither this machine, nor the networks it is in, nor what a cloud tells its machines
 * (169.254.169.254, fd00:ec2::254), nor an IPv6 form that stands for an IPv4 address.
 *
 * Surprises of ipaddr.js: it calls `unicast` whatever stands in none of its lists, `::127.0.0.1` too; and it reads
 * `127.1` and octal numbers, which are no addresses here.
 */
export function isPublicAddress(address: string): boolean {
  // A zone (RFC 4007 11) names an interface of this machine.
  if (isIP(address) === 0 || address.includes('%') || address === azureHost) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(globalUnicast);
}

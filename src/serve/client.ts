import { BlockList, isIP, isIPv6 } from 'node:net';
import type { ReverseProxy } from '../config/config.ts';
import type { RequestFields } from './fields.ts';

/** Whether an address is one of those. */
export type Among = (address: string) => boolean;

/** @param networks As in {@link ReverseProxy.addresses}. */
export function among(networks: readonly string[]): Among {
  const list = new BlockList();
  for (const network of networks.flatMap((each) => (each === 'local' ? ['127.0.0.0/8', '::1'] : each))) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

export const isLocal: Among = among(['local']);

/** Without the interface that the kernel names, and IPv4 by way of an IPv6 socket in its own form. */
export function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}

/**
 * The address of the client by the word of the proxies: the last in the field that is none of theirs. What stands before
 * it anybody can have written. Undefined where the field says nothing that can be relied on.
 */
export function forwardedClient(fields: RequestFields, { field }: ReverseProxy, isTrusted: Among): string | undefined {
  const said = fields[field];
  if (said === undefined) return undefined;
  const members = said.split(',').slice(-mostProxies).reverse();
  for (const member of members) {
    const address = field === 'forwarded' ? forwardedFor(member) : readNode(member.trim());
    if (address === undefined) return undefined;
    if (!isTrusted(address)) return address;
  }
  return undefined;
}

const mostProxies = 16;

/** RFC 7239 4, 5.2. */
function forwardedFor(element: string): string | undefined {
  for (const pair of element.split(';')) {
    const value = /^for="?([^"\s]*)"?$/i.exec(pair.trim())?.[1];
    if (value !== undefined) return readNode(value);
  }
  return undefined;
}

/** An address, perhaps in brackets and with a port (RFC 7239 6); undefined for names that hide it. */
function readNode(node: string): string | undefined {
  const address = /^\[([^\]]*)\](?::\d+)?$/.exec(node)?.[1] ?? node.replace(/^([\d.]+):\d+$/, '$1');
  return isIP(address) === 0 ? undefined : plainAddress(address);
}

/** By which clients are counted: an address; of IPv6 the network of 64 bits, in which one client has them all. */
export function countedAs(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return filled.slice(0, 4).join(':').toLowerCase();
}

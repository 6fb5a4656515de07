import { isIP } from 'node:net';
import { type Reading, shown } from './reading.ts';

/** A name or an address to listen at. */
export function readListeningHost(text: string): Reading<string> {
  const host = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 || /^[a-z\d_](?:[a-z\d_.-]*[a-z\d_])?$/i.test(host)) return { value: host };
  return {
    problem: `${shown(text)} is neither a host name nor an address`,
    hint: 'write it without port and path, as in 127.0.0.1, ::1 or localhost; "::" is every address of the machine',
  };
}

/** An address, a network in CIDR notation (RFC 4632 3.1), or `local` for this machine. */
export function readNetwork(text: string): Reading<string> {
  const network = text.trim();
  if (network === 'local') return { value: network };
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  if (family !== 0 && (prefix === undefined || Number(prefix) <= bits)) return { value: network };
  return {
    problem: `${shown(text)} is not an address`,
    hint: 'write it as in 10.0.0.1, 10.0.0.0/8 or fd00::/8; "local" is this machine',
  };
}

import type { Socket } from 'node:net';
import type { RateLimit, ReverseProxy } from '../config/config.ts';
import type { Instant } from '../text/instant.ts';
import { Buckets } from './bucket.ts';
import { type Among, among, countedAs, forwardedClient, isLocal, plainAddress } from './client.ts';
import { plainResponse, type Request, type Response } from './response.ts';

/** Who may ask for how much. */
export interface ClientLimits {
  /** False: nobody is asked to slow down. */
  readonly limit: RateLimit | false;
  /** In front of the server: whose word for the address of a client counts. */
  readonly proxy?: ReverseProxy | undefined;
}

/** Answers for a client that asks too much; undefined for all others. */
export function limiter({
  limit,
  proxy,
}: ClientLimits): (socket: Socket, request: Request, now: Instant) => Response | undefined {
  if (limit === false) return () => undefined;
  const buckets = new Buckets(limit);
  const isTrusted = proxy ? among(proxy.addresses) : () => false;
  const peers = new WeakMap<Socket, Peer>();
  return (socket, { fields }, now) => {
    let peer = peers.get(socket);
    if (peer === undefined) {
      peer = peerOf(socket, isTrusted, proxy);
      peers.set(socket, peer);
    }
    const address = peer.isProxy && proxy ? forwardedClient(fields, proxy, isTrusted) : peer.address;
    const wait = address === undefined ? 0 : buckets.take(countedAs(address), now);
    return wait === 0 ? undefined : tooManyRequests(wait, now);
  };
}

interface Peer {
  readonly isProxy: boolean;
  /** Undefined where it may be everybody's. */
  readonly address: string | undefined;
}

/** Whoever connects from this machine may be a proxy that nobody told of; all clients would share its limit. */
function peerOf({ remoteAddress }: Socket, isTrusted: Among, proxy: ReverseProxy | undefined): Peer {
  const address = remoteAddress === undefined ? undefined : plainAddress(remoteAddress);
  if (address === undefined) return { isProxy: proxy?.addresses.includes('local') ?? false, address };
  return { isProxy: isTrusted(address), address: isLocal(address) ? undefined : address };
}

/** RFC 6585 4. */
function tooManyRequests(seconds: number, now: Instant): Response {
  return plainResponse(429, 'Too many requests. Documents say in Cache-Control when to ask again.', now, [
    'Retry-After',
    String(seconds),
  ]);
}

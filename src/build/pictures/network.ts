import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isPublicAddress } from './public-address.ts';

/** Where pictures are fetched from, and within which limits. */
export interface Network {
  /** Whether a connection may be made there. */
  readonly isAllowed: (address: string, port: number) => boolean;
  /** All addresses of a host name; rejects with an error of the system where it has none. */
  readonly resolve: (hostname: string) => Promise<readonly LookupAddress[]>;
  readonly limits: FetchLimits;
}

export interface FetchLimits {
  /** A larger picture is left where it is. */
  readonly bytes: number;
  /** For one picture, redirects included. */
  readonly pictureMs: number;
  /** For all pictures of a run. */
  readonly runMs: number;
  /** Between two pictures of one host. */
  readonly pauseMs: number;
  /** Hosts that are asked at the same time. */
  readonly hosts: number;
}

/** Those of the web and their usual alternatives: what listens at others speaks something else, or is not for the public. */
const webPorts = new Set([80, 443, 8080, 8443]);

/** The public internet. */
export const internet: Network = {
  isAllowed: (address, port) => webPorts.has(port) && isPublicAddress(address),
  resolve: (hostname) => lookup(hostname, { all: true }),
  limits: { bytes: 20 * 1024 * 1024, pictureMs: 20_000, runMs: 300_000, pauseMs: 250, hosts: 4 },
};

import { readFileSync } from 'node:fs';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net';
import type { Network } from './network.ts';

/** The addresses of a host are none that a connection may be made to. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** No connection to the host could be made, whatever was to be asked for: {@link NotAllowed}, or an error of the system. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
  override readonly cause: Error;

  constructor(cause: Error) {
    super(cause.message);
    this.cause = cause;
  }
}

/**
 * One GET request, without cookies, credentials or a proxy; redirects are the caller's. Rejects with
 * {@link NotConnected}, or with an error of the system.
 *
 * The name is resolved once, by the lookup of the connection itself, and what is not allowed never gets to it: a name
 * that has another address a moment later changes nothing. Each request has a connection of its own.
 *
 * @param url http or https.
 */
export function get(url: URL, network: Network, signal: AbortSignal): Promise<IncomingMessage> {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    // Of an address in place of a name no lookup is made.
    if (isIP(host) !== 0 && !network.isAllowed(host, port)) throw new NotConnected(notAllowed([host], port));
    const options: RequestOptions & Pick<TcpNetConnectOpts, 'autoSelectFamilyAttemptTimeout'> = {
      // An agent, the global one above all, may have sockets to elsewhere, or a proxy from the environment.
      agent: false,
      lookup: lookupOf(network, port),
      // Node.js gives an address 250 ms before it turns to the next, and with the last gives up.
      autoSelectFamilyAttemptTimeout: 3000,
      headers: { Accept: 'image/*', 'Accept-Encoding': 'identity', 'User-Agent': userAgent() },
      signal,
    };
    const isSecure = url.protocol === 'https:';
    let isConnected = false;
    (isSecure ? requestHttps : requestHttp)(url, options)
      .on('socket', (socket) => {
        socket.once(isSecure ? 'secureConnect' : 'connect', () => {
          isConnected = true;
        });
      })
      .on('response', resolve)
      .on('error', (error) => reject(isConnected ? error : new NotConnected(error)))
      .end();
  });
}

function lookupOf(network: Network, port: number): LookupFunction {
  return (hostname, { all }, callback) => {
    network.resolve(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => network.isAllowed(address, port));
        const [first] = allowed;
        if (!first) {
          const addresses = found.map(({ address }) => address);
          callback(notAllowed(addresses, port), []);
        } else if (all) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

function notAllowed(addresses: readonly string[], port: number): NotAllowed {
  return new NotAllowed(`${addresses.join(', ')}, port ${port}, is no public web server`);
}

let named: string | undefined;

function userAgent(): string {
  named ??= `Hayloft/${versionIn(new URL('../../../package.json', import.meta.url))}`;
  return named;
}

function versionIn(path: URL): string {
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

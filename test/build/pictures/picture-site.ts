import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchLimits, Network } from '../../../src/build/pictures/network.ts';

/** A PNG as far as its first bytes; each text makes another. */
export const png = (text = 'a') => Buffer.from(`\x89PNG\r\n\x1A\n${text}`, 'latin1');

const quick: FetchLimits = { bytes: 1000, pictureMs: 2000, runMs: 20_000, pauseMs: 0, hosts: 4 };

/** A web server on this machine, and a network in which every name leads to it and nothing else may be asked. */
export class PictureSite {
  readonly requests: string[] = [];
  readonly #server: Server;

  /** @param answer By default, for each path a picture of its own. */
  constructor(answer: RequestListener = (request, response) => response.end(png(request.url))) {
    this.#server = createServer((request, response) => {
      this.requests.push(`${request.headers.host?.replace(/:\d+$/, '')}${request.url}`);
      answer(request, response);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** @param host `.test` is for this (RFC 6761 6.2). */
  url(path: string, host = 'pictures.test'): string {
    return `http://${host}:${this.port}${path}`;
  }

  network(limits: Partial<FetchLimits> = {}): Network {
    return {
      isAllowed: (address, port) => address === '127.0.0.1' && port === this.port,
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      limits: { ...quick, ...limits },
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

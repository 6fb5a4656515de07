import type { Config } from '../config/config.ts';
import { isPort, type Place, placeOf } from '../serve/place.ts';
import { type Context, UsageError } from './context.ts';

/** Where the command line asks a server to listen. */
export interface PlaceOptions {
  readonly host?: string;
  readonly port?: string;
}

export function askedPlace({ env, pid }: Context, { host, port }: PlaceOptions, { server }: Config): Place {
  if (port !== undefined && !isPort(port)) throw new UsageError(`--port ${JSON.stringify(port)} is no port`);
  return placeOf({ host, port: port === undefined ? undefined : Number(port) }, env, server, pid);
}

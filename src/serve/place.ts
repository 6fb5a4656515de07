import { lstatSync, unlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import type { Diagnostic } from '../diagnostic.ts';

/** Where to listen. */
export type Place =
  /** A name or an address; `::` is every address of the machine, IPv4 too. Port 0: any that is free. */
  | { readonly host: string; readonly port: number }
  /** Path of a Unix socket. */
  | { readonly socket: string }
  /** Handed over by the service manager (sd_listen_fds(3)). */
  | { readonly descriptor: number };

/** The first descriptor that a service manager hands over: SD_LISTEN_FDS_START. */
const firstDescriptor = 3;

/**
 * The place that the surroundings say: a socket of the service manager wins over all, since nobody hands one over
 * without meaning it; then what the command line says; then `PORT`, by which platforms say it; then the configuration.
 *
 * @param pid Of this process: sockets are handed to one process, and its children inherit the variables.
 */
export function placeOf(
  asked: { readonly host?: string | undefined; readonly port?: number | undefined },
  env: Readonly<Record<string, string | undefined>>,
  configured: { readonly host: string; readonly port: number; readonly socket?: string },
  pid: number,
): Place {
  if (env.LISTEN_PID === String(pid) && Number(env.LISTEN_FDS) >= 1) return { descriptor: firstDescriptor };
  const { host = configured.host, port } = asked;
  if (port !== undefined) return { host, port };
  if (env.PORT !== undefined && isPort(env.PORT)) return { host, port: Number(env.PORT) };
  if (configured.socket !== undefined && asked.host === undefined) return { socket: configured.socket };
  return { host, port: configured.port };
}

export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535;
}

/** Connections that the kernel keeps until they are taken; it caps this by its own limit (`somaxconn`). */
const backlog = 4096;

/** Listens, or says why it cannot. */
export async function listenAt(server: Server, place: Place): Promise<Diagnostic | undefined> {
  const error = await tryToListen(server, place);
  if (error?.code !== 'EADDRINUSE' || !('socket' in place) || !(await isAbandoned(place.socket))) {
    return error && cannotListen(place, error);
  }
  unlinkSync(place.socket);
  const again = await tryToListen(server, place);
  return again && cannotListen(place, again);
}

function tryToListen(server: Server, place: Place): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((done) => {
    const fail = (error: NodeJS.ErrnoException) => done(error);
    server.once('error', fail);
    server.listen(asOptions(place), () => {
      server.off('error', fail);
      done(undefined);
    });
  });
}

function asOptions(place: Place) {
  if ('descriptor' in place) return { fd: place.descriptor };
  return 'socket' in place ? { path: place.socket, backlog } : { ...place, backlog };
}

/** Whether a Unix socket was left behind by a process that is gone. */
function isAbandoned(path: string): Promise<boolean> {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSocket()) return Promise.resolve(false);
  return new Promise((done) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      done(false);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code === 'ECONNREFUSED'));
  });
}

const reasons: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  EADDRINUSE: ['another program listens there', 'end it, or choose another port with --port or server.port'],
  EACCES: ['this user may not', 'choose a port of 1024 or more, or a folder that this user may write to'],
  EADDRNOTAVAIL: ['this machine has no such address', 'choose 127.0.0.1, ::1, or :: for every address'],
  ENOTFOUND: ['there is no host of that name', 'write an address'],
  ENOENT: ['its folder does not exist', 'make the folder'],
};

function cannotListen(place: Place, { code = '', message }: NodeJS.ErrnoException): Diagnostic {
  const [reason, hint] = reasons[code] ?? [message, undefined];
  return {
    severity: 'error',
    code: 'serve/cannot-listen',
    message: `cannot listen at ${shownPlace(place)}: ${reason}`,
    ...(hint !== undefined && { hint }),
  };
}

function shownPlace(place: Place): string {
  if ('descriptor' in place) return `descriptor ${place.descriptor}`;
  return 'socket' in place ? place.socket : authority(place.host, place.port);
}

/** Of an http address; IPv6 in brackets (RFC 3986 3.2.2). */
function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Where it can be reached from this machine: an http address, or the path of a socket. */
export function addressOf(server: Server, place: Place): string {
  const address = server.address();
  if (address === null || typeof address === 'string') return address ?? shownPlace(place);
  const everywhere = { '::': '::1', '0.0.0.0': '127.0.0.1' }[address.address];
  return `http://${authority(everywhere ?? address.address, address.port)}/`;
}
